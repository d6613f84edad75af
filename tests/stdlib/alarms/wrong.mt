# A threshold of a metric that nobody has, and who is told twice.
azs 2
network main {}
tier web = auto_scaling { network: main }
alarms watch { tiers: [web], thresholds: { "web.latency": 1 } }
alarms again { tiers: [web], email: "me@example.com", topic: "arn:aws:sns:us-east-1:123456789012:pager" }
