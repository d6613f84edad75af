# The least that gives a name.
param zone: AWS::Route53::HostedZone::Id
content_delivery site {}
dns names { zone: zone, records: { "site.example.com": site } }
