param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", TargetType: "ip" }
resource entry AWS::ElasticLoadBalancingV2::Listener {
  LoadBalancerArn: lb
  Port: 80
  Protocol: "HTTP"
  DefaultActions: [{ Type: "forward", TargetGroupArn: web }]
}
resource task AWS::ECS::TaskDefinition {
  NetworkMode: "awsvpc"
  ContainerDefinitions: [{ Name: "web", Image: "nginx", PortMappings: [{ ContainerPort: 8080 }] }]
}
resource service AWS::ECS::Service {
  TaskDefinition: task
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } }
  LoadBalancers: [{ ContainerName: "web", ContainerPort: 8080, TargetGroupArn: web }] #~ MT3109
}
