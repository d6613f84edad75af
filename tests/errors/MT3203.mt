param zone: AWS::EC2::AvailabilityZone::Name
param other: AWS::EC2::AvailabilityZone::Name
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: fn.Select(0, fn.GetAZs("")) }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: fn.Select("0", fn.GetAZs(aws.region)) }
resource c AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: "us-east-1a" }
resource d AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.3.0/24, AvailabilityZone: "us-east-1a" }
resource e AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.4.0/24, AvailabilityZone: zone }
resource f AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.5.0/24, AvailabilityZone: zone }
resource g AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.6.0/24, AvailabilityZone: other }
resource h AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.7.0/24 }
resource i AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.8.0/24 }
resource first AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [a, b] } #~ MT3203
resource second AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Type: "network", SubnetMappings: [{ SubnetId: c }, { SubnetId: d }] } #~ MT3203
resource third AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [e, f] } #~ MT3203
resource maybe AWS::ElasticLoadBalancingV2::LoadBalancer { Scheme: "internal", Subnets: [a, c, e, g, h, i] }
