tags { Team: "shop" }
resource group AWS::ElasticLoadBalancingV2::TargetGroup { Port: 80, ...nowhere } #~ MT1001
resource subnet AWS::EC2::Subnet {
  ...nothing #~ MT1001
}
resource route AWS::EC2::Route { RouteTableId: "rtb-0123456789abcdef0", GatewayId: subnet, ...(if true then never else {}) } #~ MT1001
