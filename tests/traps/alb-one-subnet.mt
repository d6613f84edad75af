resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [a] } #~ MT3202
