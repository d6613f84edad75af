resource zone AWS::Route53::HostedZone { Name: "example.com" }
param subnets: list(AWS::EC2::Subnet::Id)
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource www AWS::Route53::RecordSet {
  HostedZoneId: zone
  Name: "www.example.com"
  Type: "A"
  AliasTarget: { DNSName: lb.DNSName, HostedZoneId: zone } #~ MT3423
}
