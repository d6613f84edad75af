param subnets: list(AWS::EC2::Subnet::Id)
resource task AWS::ECS::TaskDefinition {
  NetworkMode: "awsvpc"
  ContainerDefinitions: [{ Name: "web", Image: "nginx", PortMappings: [{ ContainerPort: 8080 }] }]
}
resource service AWS::ECS::Service {
  TaskDefinition: task
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } }
  HealthCheckGracePeriodSeconds: 60 #~ MT3286
}
