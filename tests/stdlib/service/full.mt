# Every argument of a service; one that scales by requests, one of workers in a cluster that stands already, and one that
# others reach without a load balancer.
azs 2
param certificate: arn
param image: string
param topic_policy: arn
network main {}
log_key key {}

tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: api }, { path: "/shop/*", to: shop }] }
tier api = service {
  network: main
  subnets: main.private
  image: image
  port: 8443
  protocol: "HTTPS"
  balanced: true
  cpu: 1024
  memory: 3072
  architecture: "arm64"
  count: 3..9
  desired: 4
  environment: { STAGE: "prod", DB_HOST: db.address }
  secrets: { DB: db.secret }
  secret_fields: { DB_PASSWORD: { secret: db.secret, key: "password" } }
  command: ["serve", "--verbose"]
  health: { path: "/health", grace: 2m, interval: 20s, timeout: 10s, healthy: 3, unhealthy: 2, codes: "200-299" }
  scale: { memory: 60% }
  stickiness: 1h
  draining: 30s
  reads: [db.secret]
  policies: [topic_policy]
  read_only: true
  user: "1000"
  exec: true
  logs: 30d
  key: key
}
tier shop    = service { network: main, image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/shop:1", scale: { requests: 500 } }
tier workers = service { network: main, image: "public.ecr.aws/docker/library/busybox:1", port: null, count: 1..1, cluster: "shared" }
tier inner   = service { network: main, image: "public.ecr.aws/docker/library/httpd:2.4", balanced: false }
tier db      = database { network: main, engine: "mysql" }

flow internet -> lb
flow lb       -> api, shop
flow api      -> db
flow shop     -> inner
flow api, shop, workers, inner -> internet : https

output cluster = api.cluster
output role    = api.role
output none    = if workers.target_group == null then "no target group" else "one"
