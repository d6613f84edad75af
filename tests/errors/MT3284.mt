resource task AWS::ECS::TaskDefinition {
  RequiresCompatibilities: ["FARGATE"]
  NetworkMode: "bridge" #~ MT3284
  Cpu: 256
  Memory: 512
  ContainerDefinitions: [{ Name: "web", Image: "nginx" }]
}
resource bare AWS::ECS::TaskDefinition { #~ MT3284
  RequiresCompatibilities: ["FARGATE"]
  NetworkMode: "awsvpc"
  ContainerDefinitions: [{ Name: "web", Image: "nginx" }]
}
