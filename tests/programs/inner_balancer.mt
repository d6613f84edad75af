## A load balancer within: pages, then the application behind another one
architecture inner_balancer
azs 2
param certificate: arn
network main {}
tier outer = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier inner = load_balancer { network: main, internal: true, certificate: certificate, routes: [{ to: app }] }
tier web = auto_scaling { network: main }
tier app = auto_scaling { network: main, port: 9000, protocol: "HTTPS" }
tier db = database { network: main, engine: "postgres", port: 6000, require_tls: false, logs: false, monitoring: null, iam_login: false }
flow internet -> outer
flow outer -> web
flow web -> inner : https
flow inner -> app
flow app -> db

test "one outside, one inside" {
  expect logical("OuterLoadBalancer").Scheme == "internet-facing"
  expect logical("InnerLoadBalancer").Scheme == "internal"
  expect logical("DbInstance").Port == "6000"
}
