resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24 }
resource address AWS::EC2::EIP { Domain: "vpc" }
resource nat AWS::EC2::NatGateway { SubnetId: web, AllocationId: address.AllocationId } #~ MT3107
