param names: bool = false
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource other AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsHostnames: names }
resource a AWS::EC2::VPCEndpoint {
  VpcId: vpc, VpcEndpointType: "Interface", ServiceName: "com.amazonaws.${aws.region}.ssm"
  PrivateDnsEnabled: true #~ MT3140
}
resource b AWS::EC2::VPCEndpoint {
  VpcId: other, VpcEndpointType: "Interface", ServiceName: "com.amazonaws.${aws.region}.ssm"
  PrivateDnsEnabled: true #~ MT3140
}
