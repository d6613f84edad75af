# Every argument: a load balancer with static files beside it; and a site of files alone.
azs 2
param certificate: arn
param edge_certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling  { network: main }
flow internet -> lb
flow lb       -> web

# allow MT5001: this stack goes to us-east-1
web_firewall firewall { scope: "cloudfront" }

content_delivery shop {
  origin: lb
  domain: "shop.example.com"
  aliases: ["www.example.com"]
  certificate: edge_certificate
  waf: firewall
  static: ["/static/*", "/images/*"]
  price_class: "200"
  countries: ["JP", "US"]
  logs: 90d
  behavior: { OriginRequestPolicyId: "b689b0a8-53d0-40ab-baf2-68738e2966ac" }
}
content_delivery site  { root: "start.html", not_found: "/missing.html", logs: null }
content_delivery plain { origin: lb, domain: "api.example.com", certificate: edge_certificate, static: [] }

output id     = shop.distribution
output name   = shop.dns_name
output zone   = shop.zone_id
output bucket = shop.bucket
output none   = if plain.bucket == null then "no bucket" else "one"
