# flags: -W practice-exposure
param vpc: AWS::EC2::VPC::Id
resource web AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, MapPublicIpOnLaunch: true } #~ MT5103
