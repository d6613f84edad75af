## A pattern of patterns, made twice: nothing has the name of its twin
architecture twice
azs 2
param certificate: arn
pattern site(cidr: cidr) {
  network main { cidr: cidr }
  tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }, { path: "/api/*", to: api }] }
  tier web = auto_scaling { network: main }
  tier api = service { network: main, image: "public.ecr.aws/docker/library/httpd:2.4", scale: { requests: 100 } }
  tier db  = database { network: main, engine: "postgres", proxy: true }
  flow internet -> lb
  flow lb -> web, api
  flow web, api -> db
  export lb = lb
  export db = db
}
site shop { cidr: 10.0.0.0/16 }
site blog { cidr: 10.1.0.0/16 }
alarms watch { tiers: [shop.lb, shop.db, blog.lb, blog.db], thresholds: { "blog-lb.latency": 0.5 } }
dashboard board { tiers: [shop.lb, shop.db, blog.lb, blog.db] }
for name in ["a", "b"] { backup vaults[name] { tiers: [shop.db] } }

test "two of everything" {
  expect len(resources(AWS::EC2::VPC)) == 2
  expect logical("ShopDbConnectionProxy").DBProxyName != logical("BlogDbConnectionProxy").DBProxyName
  expect logical("WatchAlarmBlogLbLatency").Threshold == 0.5
  expect logical("WatchAlarmShopLbLatency").Threshold == 1
}
