resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
param elsewhere: AWS::EC2::Subnet::Id
param alone: bool = false
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: "us-east-1a" }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: "us-east-1b" }
resource local AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: "us-east-1-bos-1a" }
resource one AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [a] } #~ MT3202
resource mapped AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", SubnetMappings: [{ SubnetId: a }] } #~ MT3202
resource none AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [] } #~ MT3202
resource some AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [a, if alone then null else b] } #~ MT3202
resource foreign AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [elsewhere] } #~ MT3202
resource zone AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [local] } #~ MT3202
resource tcp AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "network", Scheme: "internal", Subnets: [a] }
