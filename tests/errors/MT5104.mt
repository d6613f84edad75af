# flags: -W practice-logging
resource zone AWS::Route53::HostedZone { Name: "example.com" } #~ MT5104
