param names: bool = false
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true }
resource silent AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsSupport: false, EnableDnsHostnames: false }
resource either AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsSupport: names, EnableDnsHostnames: names }
