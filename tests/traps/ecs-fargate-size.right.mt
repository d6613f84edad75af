resource task AWS::ECS::TaskDefinition {
  RequiresCompatibilities: ["FARGATE"]
  NetworkMode: "awsvpc"
  Cpu: 256
  Memory: 2048
  ContainerDefinitions: [{ Name: "web", Image: "nginx" }]
}
