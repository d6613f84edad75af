param policy: string
resource bucket AWS::S3::Bucket {}
param subnets: list(AWS::EC2::Subnet::Id)
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource a AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "https://shop.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }] #~ MT3406
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
resource b AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: lb.DNSName, S3OriginConfig: { OriginAccessIdentity: "" } }] #~ MT3406
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
resource c AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "bucket.s3-website-us-east-1.amazonaws.com", S3OriginConfig: { OriginAccessIdentity: "" } }] #~ MT3406
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
resource d AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "www.example.com", S3OriginConfig: { OriginAccessIdentity: "" } }] #~ MT3406
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
resource e AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: bucket.RegionalDomainName, S3OriginConfig: { OriginAccessIdentity: "" } }]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
resource f AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: bucket.WebsiteURL, CustomOriginConfig: { OriginProtocolPolicy: "http-only" } }] #~ MT3406
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "redirect-to-https", CachePolicyId: policy }
  }
}
