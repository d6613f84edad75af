azs 2
network main { endpoints: ["ssm", "ecr.api"] }
session_manager sessions { network: main } #~ MT3143
network other { cidr: 10.1.0.0/16, endpoints: ["ssm"] }
resource quiet AWS::EC2::VPCEndpoint {
  VpcId: main.vpc
  VpcEndpointType: "Interface"
  ServiceName: "com.amazonaws.${aws.region}.ecr.api"
  PrivateDnsEnabled: false
}
