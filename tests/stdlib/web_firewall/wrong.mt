# No such scope, a rate that WAF does not count, and one for CloudFront where CloudFront does not look for it.
web_firewall firewall { scope: "global" }
web_firewall strict   { rate: 1 }
stack edge in "eu-west-1" {
  web_firewall firewall { scope: "cloudfront" }
}
