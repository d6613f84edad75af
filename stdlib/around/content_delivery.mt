## A content delivery network (CloudFront) before a load balancer, a bucket of static files, or both.
##
## Makes: the distribution; a private bucket for static files that it alone may read (origin access control), where paths
## lead there; a bucket for its logs.
##
## Promises: HTTPS for viewers (HTTP is redirected) and to the origin, TLS 1.2 at least; static files cached and compressed,
## everything else passed on with all headers and cookies and kept no longer than the origin says; security headers.
## The load balancer is asked under the viewers' own host name, so that its certificate for that name is the right one.
##
## Costs: requests and gigabytes that go out; the logs. Stands anywhere; its certificate and its web firewall must stand in
## us-east-1, so does best in a stack of its own there.
pattern content_delivery(
  ## The load balancer that answers what is not static, with a certificate for 'domain'; null: the bucket answers everything
  origin: load_balancer? = null,
  ## Its name for viewers; null: CloudFront's own, with CloudFront's certificate
  domain: string? = null,
  ## Further names, which the certificate must cover
  aliases: list(string) = [],
  ## The certificate (ARN) for them, in us-east-1
  certificate: arn? = null,
  ## The web firewall before it, of scope "cloudfront"; null: none
  waf: web_firewall? = null,
  ## Paths that the bucket answers, beside an origin
  static: list(string) = ["/static/*"],
  ## The page for "/", where the bucket answers everything
  root: string? = "index.html",
  ## The page of the bucket for what is not there; null: CloudFront's own message
  not_found: string? = null,
  ## Where it stands near viewers: "100" in North America and Europe, "200" in most places, "all"
  price_class: "100" | "200" | "all" = "all",
  ## Countries (two letters) that alone are served; none: all are
  countries: list(string) = [],
  ## How long its logs are kept; null: none
  logs: duration? = 365d,
  ## Further properties of the default behaviour, under CloudFront's names
  behavior: map = {}
) {
  assert domain == null or certificate != null else "'domain' needs 'certificate', of us-east-1"
  assert domain != null or len(aliases) == 0 else "'aliases' are further names beside 'domain'"
  assert origin == null or certificate != null else "the load balancer is asked under the viewers' host name: 'origin' needs 'domain' and 'certificate'"
  assert not known(certificate) or certificate == null or contains(certificate, ":us-east-1:") else "CloudFront takes certificates of us-east-1 only, and this one is ${certificate}"

  let paths      = if origin == null then [] else static
  let has_bucket = origin == null or len(static) > 0

  let bucket_findings = [
    {
      reason: "Encrypted with S3's own keys: CloudFront needs no right to a key then"
      rules: ["NIST.800.53.R5-S3DefaultEncryptionKMS", "CT.S3.PR.10"]
    },
    { reason: "A second copy needs a bucket in another region", rules: ["NIST.800.53.R5-S3BucketReplicationEnabled"] },
    { reason: "Nothing waits for a file to arrive", rules: ["CT.S3.PR.4"] },
    { reason: "Files may be replaced; earlier versions are kept", rules: ["CT.S3.PR.9"] }
  ]

  accepted policy_accepted {
    because: [{ reason: "Says so with Fn::Sub, as cfn-lint prefers; this rule reads Fn::Join alone", rules: ["CT.S3.PR.8"] }]
  }

  if logs != null {
    accepted log_accepted {
      because: flatten([bucket_findings, {
        reason: "The bucket to which others log cannot log to itself"
        rules: flatten([
          "CT.S3.PR.2", "CKV_AWS_18", if has_bucket then [] else ["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled"]
        ])
      }])
    }
    # CloudFront writes as the bucket's owner through an access control list: Amazon CloudFront Developer Guide,
    # "Permissions that you need to configure standard logging and to access your log files".
    private_bucket log_common { bucket: log_bucket, ownership: "BucketOwnerPreferred" }
    resource log_bucket AWS::S3::Bucket {
      ...log_common.properties
      LifecycleConfiguration: {
        Rules: [{
          Id: "expire"
          Status: "Enabled"
          ExpirationInDays: logs.days
          NoncurrentVersionExpiration: { NoncurrentDays: 30 }
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }
        }]
      }
    } with {
      DeletionPolicy: "Retain"
      UpdateReplacePolicy: "Retain"
      Metadata: log_accepted.metadata
    }
    resource log_bucket_policy AWS::S3::BucketPolicy {
      Bucket: log_bucket
      PolicyDocument: {
        Version: "2012-10-17"
        Statement: flatten([
          log_common.tls_only,
          if has_bucket then [{
            Sid: "AccessLogs"
            Effect: "Allow"
            Principal: { Service: "logging.s3.amazonaws.com" }
            Action: ["s3:PutObject"]
            Resource: ["${log_bucket.Arn}/static/*"]
            Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
          }] else []
        ])
      }
    } with {
      Metadata: policy_accepted.metadata
    }
  }

  if has_bucket {
    accepted bucket_accepted {
      because: flatten([bucket_findings, if logs != null then [] else [{
        reason: "No logs, as was asked for: logs: null"
        rules: ["AwsSolutions-S1", "NIST.800.53.R5-S3BucketLoggingEnabled", "CT.S3.PR.2", "CKV_AWS_18"]
      }]])
    }
    private_bucket common { bucket: bucket }
    resource bucket AWS::S3::Bucket {
      ...common.properties
      LoggingConfiguration: if logs == null then null else { DestinationBucketName: log_bucket, LogFilePrefix: "static/" }
      LifecycleConfiguration: {
        Rules: [{
          Id: "old-versions"
          Status: "Enabled"
          NoncurrentVersionExpiration: { NoncurrentDays: 90 }
          AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 }
        }]
      }
    } with {
      DeletionPolicy: "Retain"
      UpdateReplacePolicy: "Retain"
      DependsOn: [if logs == null then null else log_bucket_policy]
      Metadata: bucket_accepted.metadata
    }
    resource bucket_policy AWS::S3::BucketPolicy {
      Bucket: bucket
      PolicyDocument: {
        Version: "2012-10-17"
        Statement: [
          common.tls_only,
          {
            Sid: "ThisDistribution"
            Effect: "Allow"
            Principal: { Service: "cloudfront.amazonaws.com" }
            Action: ["s3:GetObject"]
            Resource: ["${bucket.Arn}/*"]
            Condition: { StringEquals: { "aws:SourceArn": "arn:${aws.partition}:cloudfront::${aws.account}:distribution/${distribution}" } }
          }
        ]
      }
    } with {
      Metadata: policy_accepted.metadata
    }
    resource access_control AWS::CloudFront::OriginAccessControl {
      OriginAccessControlConfig: {
        Name: "${aws.stack_name}-${self.name}"
        OriginAccessControlOriginType: "s3"
        SigningBehavior: "always"
        SigningProtocol: "sigv4"
      }
    }
  }

  # Policies that AWS manages, by their ids: Amazon CloudFront Developer Guide, "Use managed cache policies", "Use managed
  # origin request policies", "Use managed response headers policies".
  let caching_optimized    = "658327ea-f89d-4fab-a63d-7e88639e58f6"
  let origin_cache_control = "4cc15a8a-d715-48a4-82b8-cc0b614638fe"
  let all_viewer           = "216adef6-5c7f-47e4-b989-5492eafa07d3"
  let security_headers     = "67f7725c-6f97-4210-82d7-5512b31e9d03"

  let from_bucket = {
    TargetOriginId: "static"
    ViewerProtocolPolicy: "redirect-to-https"
    AllowedMethods: ["GET", "HEAD", "OPTIONS"]
    CachePolicyId: caching_optimized
    ResponseHeadersPolicyId: security_headers
    Compress: true
  }
  let from_balancer = {
    TargetOriginId: "application"
    ViewerProtocolPolicy: "redirect-to-https"
    AllowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "POST", "PATCH", "DELETE"]
    CachePolicyId: origin_cache_control
    OriginRequestPolicyId: all_viewer
    ResponseHeadersPolicyId: security_headers
    Compress: true
  }

  accepted distribution_accepted {
    because: flatten([
      if len(countries) > 0 then [] else [{ reason: "Serves all countries: 'countries' lists those that alone are", rules: ["AwsSolutions-CFR1"] }],
      if waf != null then [] else [{ reason: "No web firewall was asked for: 'waf' names one", rules: ["AwsSolutions-CFR2", "CKV_AWS_68"] }],
      if logs != null then [] else [{ reason: "No logs, as was asked for: logs: null", rules: ["AwsSolutions-CFR3", "CT.CLOUDFRONT.PR.5", "CKV_AWS_86"] }],
      if certificate != null then [] else [{
        reason: "CloudFront's own name and certificate: 'domain' and 'certificate' name others"
        rules: ["AwsSolutions-CFR4", "CT.CLOUDFRONT.PR.6", "CT.CLOUDFRONT.PR.7", "CT.CLOUDFRONT.PR.9", "CKV_AWS_174"]
      }],
      if certificate == null or known(certificate) then [] else [{
        reason: "The certificate is given when the stack is deployed, which this rule does not see"
        rules: ["CT.CLOUDFRONT.PR.6", "CT.CLOUDFRONT.PR.7"]
      }],
      if origin == null and root != null then [] else [{ reason: "The application answers '/' itself", rules: ["CT.CLOUDFRONT.PR.1"] }],
      { reason: "The origin stands in several zones itself", rules: ["CT.CLOUDFRONT.PR.4"] }
    ])
  }
  resource distribution AWS::CloudFront::Distribution {
    DistributionConfig: {
      Enabled: true
      Comment: "${aws.stack_name} ${self.name}"
      HttpVersion: "http2and3"
      IPV6Enabled: true
      PriceClass: if price_class == "all" then "PriceClass_All" else "PriceClass_${price_class}"
      Aliases: if domain == null then null else flatten([domain, aliases])
      ViewerCertificate: if certificate == null then { CloudFrontDefaultCertificate: true } else {
        AcmCertificateArn: certificate
        SslSupportMethod: "sni-only"
        MinimumProtocolVersion: "TLSv1.2_2021"
      }
      WebACLId: if waf == null then null else waf.arn
      DefaultRootObject: if origin == null then root else null
      Origins: flatten([
        if origin == null then [] else [{
          Id: "application"
          DomainName: origin.dns_name
          CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"], HTTPSPort: 443 }
        }],
        if has_bucket then [{
          Id: "static"
          DomainName: bucket.RegionalDomainName
          OriginAccessControlId: access_control
          S3OriginConfig: { OriginAccessIdentity: "" }
        }] else []
      ])
      DefaultCacheBehavior: merge(if origin == null then from_bucket else from_balancer, behavior)
      CacheBehaviors: if len(paths) == 0 then null else [for path in paths: merge({ PathPattern: path }, from_bucket)]
      CustomErrorResponses: if not_found == null then null else [for code in [403, 404]: {
        ErrorCode: code
        ResponseCode: 404
        ResponsePagePath: not_found
      }]
      Restrictions: {
        GeoRestriction: if len(countries) == 0 then { RestrictionType: "none" } else { RestrictionType: "whitelist", Locations: countries }
      }
      Logging: if logs == null then null else { Bucket: log_bucket.RegionalDomainName, Prefix: "distribution/", IncludeCookies: false }
    }
  } with {
    Metadata: distribution_accepted.metadata
  }

  ## The distribution's id
  export distribution = distribution
  ## The name under which CloudFront answers: for alias records
  export dns_name = distribution.DomainName
  ## The Route 53 zone of that name, the same for all distributions
  export zone_id = "Z2FDTNDATAQYW2"
  ## The bucket of static files, or null
  export bucket = if has_bucket then bucket else null
  ## Its own name
  export name = self.name
}
