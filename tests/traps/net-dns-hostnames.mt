resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsSupport: false, EnableDnsHostnames: true } #~ MT3105
