# A name without a certificate, a certificate of another region, and an origin that would be asked under CloudFront's name.
azs 2
network main {}
# allow MT5001: an example
tier lb  = load_balancer { network: main, routes: [{ to: web }] }
tier web = auto_scaling  { network: main }
content_delivery first  { domain: "shop.example.com" }
content_delivery second { domain: "shop.example.com", certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/1" }
content_delivery third  { origin: lb }
