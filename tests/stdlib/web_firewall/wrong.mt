# No such scope, and a rate that WAF does not count.
web_firewall firewall { scope: "global" }
web_firewall strict   { rate: 1 }
