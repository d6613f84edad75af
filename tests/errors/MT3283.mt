param subnets: list(AWS::EC2::Subnet::Id)
resource task AWS::ECS::TaskDefinition {
  NetworkMode: "awsvpc"
  ContainerDefinitions: [{ Name: "web", Image: "nginx", PortMappings: [{ ContainerPort: 8080 }] }]
}
resource service AWS::ECS::Service { #~ MT3283
  TaskDefinition: task
}
resource old AWS::ECS::TaskDefinition {
  NetworkMode: "bridge"
  ContainerDefinitions: [{ Name: "web", Image: "nginx", Memory: 128 }]
}
resource other AWS::ECS::Service {
  TaskDefinition: old
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } } #~ MT3283
}
