param network: AWS::EC2::VPC::Id
param subnets: list(AWS::EC2::Subnet::Id)

resource vpc AWS::EC2::VPC {
  CidrBlock: 10.0.0.0/16
}

resource address AWS::EC2::EIP {
  Domain: "vpc"
}

resource gateway AWS::EC2::NatGateway {
  SubnetId: vpc #~ MT2019
  AllocationId: address #~ MT2019
}

resource server AWS::EC2::Instance {
  ImageId: "ami-0123456789abcdef0"
  SubnetId: network #~ MT2019
  SecurityGroupIds: [vpc.DefaultSecurityGroup]
}

resource role AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }]
  }
}

resource function AWS::Lambda::Function {
  Code: { ZipFile: "exports.handler = async () => 1" }
  Handler: "index.handler"
  Runtime: "nodejs22.x"
  Role: role #~ MT2019
}

resource group AWS::EC2::SecurityGroup {
  GroupDescription: "web"
  VpcId: vpc
}

resource template AWS::EC2::LaunchTemplate {
  LaunchTemplateData: { SecurityGroups: [group] } #~ MT2019
}

resource balancer AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: subnets
  SecurityGroups: [group, group.GroupId]
}
