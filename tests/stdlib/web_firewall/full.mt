# Every argument of a web firewall; and one for CloudFront, which stands in us-east-1.
web_firewall firewall { scope: "regional", rate: 500, rule_groups: ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesLinuxRuleSet"], logs: 30d }

stack edge in "us-east-1" {
  web_firewall firewall { scope: "cloudfront" }
}

output arn = firewall.arn
