resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16, EnableDnsSupport: true }
resource ssm AWS::EC2::VPCEndpoint {
  VpcId: vpc, VpcEndpointType: "Interface", ServiceName: "com.amazonaws.${aws.region}.ssm"
  PrivateDnsEnabled: true #~ MT3140
}
