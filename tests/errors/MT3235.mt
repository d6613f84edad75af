param vpc: AWS::EC2::VPC::Id
param subnets: list(AWS::EC2::Subnet::Id)
param image: AWS::EC2::Image::Id
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: image, InstanceType: "t3.micro" } }
resource web AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
  TargetType: "ip"
}
resource instances AWS::ElasticLoadBalancingV2::TargetGroup {
  VpcId: vpc
  Port: 80
  Protocol: "HTTP"
}
resource group AWS::AutoScaling::AutoScalingGroup {
  MinSize: 1
  MaxSize: 2
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber }
  TargetGroupARNs: [instances, web] #~ MT3235
}
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource entry AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: instances }] }
resource task AWS::ECS::TaskDefinition {
  NetworkMode: "awsvpc"
  ContainerDefinitions: [{ Name: "web", Image: "nginx", PortMappings: [{ ContainerPort: 80 }] }]
}
resource service AWS::ECS::Service {
  TaskDefinition: task
  LoadBalancers: [{ ContainerName: "web", ContainerPort: 80, TargetGroupArn: instances }] #~ MT3235
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } }
} with { DependsOn: [entry] }
param definition: string
resource fargate AWS::ECS::Service {
  TaskDefinition: definition
  LaunchType: "FARGATE"
  LoadBalancers: [{ ContainerName: "web", ContainerPort: 80, TargetGroupArn: instances }] #~ MT3235
  NetworkConfiguration: { AwsvpcConfiguration: { Subnets: subnets } }
} with { DependsOn: [entry] }
