resource secrets AWS::EC2::VPCEndpoint {
  VpcId: "vpc-0123456789abcdef0"
  VpcEndpointType: "Interface"
  ServiceName: "com.amazonaws.${aws.region}.secretmanager" #~ MT2018
  SubnetIds: ["subnet-0123456789abcdef0"]
}
