param subnets: list(AWS::EC2::Subnet::Id)
resource task AWS::ECS::TaskDefinition {
  RequiresCompatibilities: ["EC2"]
  NetworkMode: "awsvpc"
  Cpu: 256
  Memory: 512
  ContainerDefinitions: [{ Name: "web", Image: "nginx" }]
}
resource service AWS::ECS::Service {
  TaskDefinition: task
  LaunchType: "FARGATE" #~ MT3287
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } }
}
