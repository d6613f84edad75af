# Every argument of a load balancer, public and internal.
azs 2

param certificate: arn
param other_certificate: arn
param domain: string

network main {}
log_bucket logs {}
web_firewall firewall {}

tier lb = load_balancer {
  network: main
  internal: false
  subnets: main.public
  certificate: certificate
  more_certificates: [other_certificate]
  routes: [
    { to: web },
    { path: "/api/*", to: api },
    { host: "admin.example.com", to: api },
    { host: "*.example.com", path: "/static/*", to: web },
    { host: domain, name: "own_domain", priority: 15, to: web }
  ]
  redirect_http: true
  tls_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06"
  idle_timeout: 2m
  access_logs: logs
  protection: false
  waf: firewall
  attributes: { "routing.http2.enabled": "false", "routing.http.desync_mitigation_mode": "strictest" }
}
tier inner = load_balancer { network: main, internal: true, certificate: certificate, redirect_http: false, routes: [{ path: "/jobs", to: jobs }] }

tier web  = auto_scaling { network: main, scale: { requests: 1000 } }
tier api  = auto_scaling { network: main, port: 8080, scale: { requests: 500 } }
tier jobs = auto_scaling { network: main, port: 8443, protocol: "HTTPS" }

flow internet -> lb
flow lb       -> web, api
flow web, api -> inner
flow inner    -> jobs

output zone    = lb.zone_id
output name    = lb.full_name
output arn     = lb.arn
output secure  = lb.https_listener
output plain   = lb.http_listener
output no_http = if inner.http_listener == null then "none" else "there"
