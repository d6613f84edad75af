azs 2
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: azs[0] }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: azs[1] }
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [a, b] }
