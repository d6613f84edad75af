# A failover that nobody decides, and a name that leads to a network.
azs 2
param zone: AWS::Route53::HostedZone::Id
network main {}
content_delivery site {}
dns first  { zone: zone, records: { "a.example.com": site }, secondary: site }
dns second { zone: zone, records: { "a.example.com": main } }
