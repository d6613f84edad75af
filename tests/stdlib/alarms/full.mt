# Every argument of alarms, over tiers of each kind; and alarms to a topic that stands already.
azs 2
param certificate: arn
param operator: string
param pager: arn
network main {}
log_key key {}

tier lb    = load_balancer { network: main, certificate: certificate, routes: [{ to: web }, { path: "/api/*", to: api }] }
tier web   = auto_scaling  { network: main }
tier api   = service       { network: main, image: "public.ecr.aws/docker/library/httpd:2.4" }
tier db    = database      { network: main, engine: "postgres", class: "db.r6g.2xlarge", replicas: 1 }
tier cache = cache         { network: main }
tier jump  = bastion       { network: main }

flow internet -> lb
flow lb       -> web, api
flow web, api -> db, cache

alarms watch  { tiers: [lb, web, api, db, cache, jump], email: operator, key: key, thresholds: { "lb.latency": 0.5, cpu: 60, "db.cpu": 75 } }
alarms urgent { tiers: [lb], topic: pager }

output topic = watch.topic
