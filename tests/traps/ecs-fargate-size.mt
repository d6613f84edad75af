resource task AWS::ECS::TaskDefinition {
  RequiresCompatibilities: ["FARGATE"]
  NetworkMode: "awsvpc"
  Cpu: 256
  Memory: 4096 #~ MT3285
  ContainerDefinitions: [{ Name: "web", Image: "nginx" }]
}
