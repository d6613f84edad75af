# Containers behind a load balancer: a network in two zones with one NAT gateway; a service for the pages, one for the
# interface on /api/*, each of two to ten tasks on Fargate; workers behind nothing; PostgreSQL with a standby; a cache.
# Logs of requests and connections in a bucket and log groups, encrypted with a key of their own.
#
# What costs most, by the hour: five tasks and more, the database and its standby, two cache nodes, a NAT gateway, the load
# balancer.

## Containers on ECS Fargate behind a load balancer, with a database and a cache
architecture containers

azs 2

## ACM certificate of the HTTPS listener, in the stack's own region
param certificate: arn
## The image of pages and interface
param image: string = "public.ecr.aws/docker/library/httpd:2.4"
## The image of the workers
param worker_image: string = "public.ecr.aws/docker/library/httpd:2.4"

input size: range = 2..10
env staging { size: 1..2 }

tags { Application: "shop", ManagedBy: "mtc" }

network main { cidr: 10.1.0.0/16, isolated: null, endpoints: ["s3"], flow_logs: 365d, flow_logs_key: key.arn }

log_key key {}
log_bucket logs {}

tier lb = load_balancer {
  network: main
  certificate: certificate
  access_logs: logs
  routes: [{ to: pages }, { path: "/api/*", to: api }]
}
tier pages = service {
  network: main
  image: image
  count: size
  health: { path: "/" }
  key: key
}
tier api = service {
  network: main
  image: image
  port: 8080
  cpu: 512
  memory: 1024
  count: size
  scale: { requests: 1000 }
  environment: { DB_HOST: db.address, CACHE_HOST: cache.address }
  secrets: { CACHE: cache.secret }
  secret_fields: { DB_USER: { secret: db.secret, key: "username" }, DB_PASSWORD: { secret: db.secret, key: "password" } }
  key: key
}
tier workers = service {
  network: main
  image: worker_image
  port: null
  count: 1..4
  cluster: api.cluster
  scale: { cpu: 60% }
  secret_fields: { DB_PASSWORD: { secret: db.secret, key: "password" } }
  key: key
}
tier db    = database { network: main, subnets: main.isolated, engine: "postgres", class: "db.t4g.medium", storage: 50GiB, max_storage: 200GiB }
tier cache = cache    { network: main, subnets: main.isolated, logs_key: key }

flow internet -> lb : http, https
flow lb       -> pages, api
flow api, workers -> db, cache
flow pages, api, workers -> internet : https

output url = "https://${lb.dns_name}"

test "staging is small" with { env: "staging" } {
  expect len(resources(AWS::ECS::Service)) == 3
  expect logical("ApiScalingTarget").MaxCapacity == 2
}
