# Every argument of a web firewall; and one for CloudFront, whose stack stands in us-east-1.
web_firewall firewall { scope: "regional", rate: 500, rule_groups: ["AWSManagedRulesCommonRuleSet", "AWSManagedRulesLinuxRuleSet"], logs: 30d, key: key }

# allow MT5001: this stack goes to us-east-1
web_firewall edge { scope: "cloudfront" }
log_key key {}

output arn = firewall.arn
