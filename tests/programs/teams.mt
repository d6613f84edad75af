## A group of instances for each team, by a loop
architecture teams
azs 2
network main {}
param certificate: arn
let teams = { shop: { host: "shop.example.com", size: 2..4 }, blog: { host: "blog.example.com", size: 1..2 } }
tier lb = load_balancer { network: main, certificate: certificate, routes: [for name, team in teams: { host: team.host, to: app[name] }] }
for name, team in teams {
  tier app[name] = auto_scaling { network: main, size: team.size, port: 8080 }
  flow lb -> app[name]
}
flow internet -> lb
tier db = database { network: main, engine: "postgres" }
flow app -> db
flow app[*] -> internet : https
output names = join(",", [for name in keys(teams): app[name].group_name])

test "one group, one rule, one arrow each" {
  expect len(resources(AWS::AutoScaling::AutoScalingGroup)) == 2
  expect len(resources(AWS::ElasticLoadBalancingV2::ListenerRule)) == 2
  expect logical("AppBlogGroup").MaxSize == 2
  expect logical("DbIngressFromAppShop5432").FromPort == 5432
}
