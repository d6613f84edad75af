# A site of files: a private bucket, CloudFront before it with a certificate and a web firewall, the names in Route 53. All of
# it is one stack for us-east-1, where CloudFront looks for the certificate and the firewall. Put the files into the bucket
# that the output names.
#
# What costs most: requests and gigabytes that go out, the firewall by the month.

## A static site: CloudFront, S3 and a name
architecture static_site

## Host name of the site
param domain: string = "www.example.com"
## Hosted zone of the name
param zone: AWS::Route53::HostedZone::Id
## ACM certificate for the name, in us-east-1
param certificate: arn

tags { Application: "site", ManagedBy: "mtc" }

# allow MT5001: this stack goes to us-east-1
web_firewall     firewall { scope: "cloudfront" }
content_delivery cdn      { domain: domain, certificate: certificate, waf: firewall, not_found: "/404.html" }
dns              names    { zone: zone, records: { "${domain}": cdn } }

output url          = "https://${domain}"
output bucket       = cdn.bucket
output distribution = cdn.distribution
