param subnets: list(AWS::EC2::Subnet::Id)
param targets: arn
resource task AWS::ECS::TaskDefinition {
  NetworkMode: "awsvpc"
  ContainerDefinitions: [{ Name: "web", Image: "nginx", PortMappings: [{ ContainerPort: 8080 }] }]
}
resource service AWS::ECS::Service {
  TaskDefinition: task
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } }
  LoadBalancers: [{ ContainerName: "web", ContainerPort: 80, TargetGroupArn: targets }] #~ MT3282
}
