## Access to instances without SSH, without a public address and without a way to the internet.
##
## Makes: the interface endpoints of Systems Manager in a subnet of each zone, and their security group.
##
## Promises: a shell through Session Manager on any instance of the network whose role allows it (auto_scaling's and
## bastion's do) and whose group lets it out to the network on 443: with a flow to 'vpc', to the internet or, where this
## is declared with 'tier', to it.
##
## Costs: three endpoints by the hour in each zone, and by the gigabyte.
pattern session_manager(
  ## The network, with DNS
  network: network,
  ## Its subnets; null: the private ones
  subnets: list? = network.private,
  ## AWS's services that sessions need; add "s3" or "logs" where sessions are recorded there
  services: list(string) = ["ssm", "ssmmessages", "ec2messages"]
) is tier {
  flow_rule_nothing nothing_out {}
  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Endpoints of Session Manager: ${self.name}"
    VpcId: network.vpc
    SecurityGroupIngress: [{ CidrIp: network.cidr, IpProtocol: "tcp", FromPort: 443, ToPort: 443, Description: "HTTPS from the network" }]
    SecurityGroupEgress: [nothing_out.rule]
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }
  for service in services {
    resource endpoint[service] AWS::EC2::VPCEndpoint {
      VpcId: network.vpc
      VpcEndpointType: "Interface"
      ServiceName: "com.amazonaws.${aws.region}.${service}"
      PrivateDnsEnabled: true
      SubnetIds: subnets
      SecurityGroupIds: [security_group.GroupId]
    }
  }

  ## Its security group
  export security_group = security_group
  ## HTTPS
  export ports = [443]
  ## The endpoints
  export endpoints = [for service in services: endpoint[service]]
  ## Its own name
  export name = self.name
}
