## IPv6 beside IPv4: an egress-only gateway, a load balancer that answers on both
architecture dual_stack
azs 2
param certificate: arn
network main { ipv6: true, nat: "regional", isolated: null }
tier lb = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main }
flow internet -> lb
flow "::/0" -> lb : https
flow lb -> web
flow web -> "::/0" : https
override lb.load_balancer { IpAddressType: "dualstack" }
override main.private_subnet["a"] { EnableDns64: true }
override main.public_subnet["b"] { Tags: [{ Key: "kubernetes.io/role/elb", Value: "1" }] }

test "both kinds of addresses" {
  expect len(resources(AWS::EC2::EgressOnlyInternetGateway)) == 1
  expect logical("LbLoadBalancer").IpAddressType == "dualstack"
  expect logical("MainPrivateSubnetA").EnableDns64
  expect len(logical("LbSecurityGroup").SecurityGroupIngress) == 3
}
