"""samples/static_site.mt: a private bucket, CloudFront before it, a web firewall, two records."""

def facts(main, given):
    name = main.distribution()['DomainName']
    yield 'the files come from the bucket', [main.ids['CdnBucket']], lambda: [one['DomainName'].partition('.')[0] for one in main.origins().values()]
    yield 'signed requests alone reach it', ('s3', 'always'), main.access_control
    yield 'and nobody but CloudFront', (['cloudfront.amazonaws.com'], [{'Bool': {'aws:SecureTransport': 'false'}}]), lambda: main.bucket_lets('CdnBucket')
    yield 'the bucket is encrypted, keeps versions, and is not public', ('AES256', 'Enabled', True, []), lambda: main.bucket('CdnBucket')
    yield 'HTTP becomes HTTPS', 'redirect-to-https', lambda: main.delivery()['DefaultCacheBehavior']['ViewerProtocolPolicy']
    yield 'the first page', 'index.html', lambda: main.delivery()['DefaultRootObject']
    yield 'the page for what is not there', {(403, '404', '/404.html'), (404, '404', '/404.html')}, lambda: {
        (one['ErrorCode'], one['ResponseCode'], one['ResponsePagePath']) for one in main.delivery()['CustomErrorResponses']['Items']}
    yield 'its name and certificate', (['www.example.com'], given['Certificate']), lambda: (
        main.delivery()['Aliases']['Items'], main.delivery()['ViewerCertificate']['ACMCertificateArn'])
    yield 'its firewall', main.ids['FirewallWebAcl'].split('|')[1], lambda: main.delivery()['WebACLId'].rpartition('/')[2]
    yield 'the rules of the firewall', [
        'rate', 'AWSManagedRulesCommonRuleSet', 'AWSManagedRulesKnownBadInputsRuleSet', 'AWSManagedRulesSQLiRuleSet'], \
        lambda: main.firewall('FirewallWebAcl')
    yield 'the log of the firewall', ([main.ids['FirewallLogGroup']], 90), lambda: (
        main.firewall_log('FirewallLogging'), main.log_group('FirewallLogGroup')[0])
    yield 'who asked for what', (True, main.ids['CdnLogBucket'], [365]), lambda: (
        main.delivery()['Logging']['Enabled'], main.delivery()['Logging']['Bucket'].partition('.')[0], main.kept('CdnLogBucket'))
    yield 'records lead to it', [('www.example.com', kind, None, name) for kind in ('A', 'AAAA')], lambda: main.records(given['Zone'])


DISTRIBUTION = 'DistributionConfig/'
MISTAKES = [[
    ('CdnDistribution', DISTRIBUTION + 'Origins/0/DomainName', {'Fn::GetAtt': ['CdnLogBucket', 'RegionalDomainName']}, 'the files come'),
    ('CdnAccessControl', 'OriginAccessControlConfig/SigningBehavior', 'never', 'signed requests'),
    ('CdnBucketPolicy', 'PolicyDocument/Statement/Sid=ThisDistribution/Principal/Service', 's3.amazonaws.com', 'and nobody'),
    ('CdnBucket', 'PublicAccessBlockConfiguration/BlockPublicPolicy', False, 'the bucket is'),
    ('CdnDistribution', DISTRIBUTION + 'DefaultCacheBehavior/ViewerProtocolPolicy', 'allow-all', 'HTTP becomes'),
    ('CdnDistribution', DISTRIBUTION + 'DefaultRootObject', 'start.html', 'the first page'),
    ('CdnDistribution', DISTRIBUTION + 'CustomErrorResponses/1/ResponseCode', 200, 'the page for'),
    ('CdnDistribution', DISTRIBUTION + 'Aliases/0', 'example.com', 'its name'),
    ('CdnDistribution', DISTRIBUTION + 'WebACLId', None, 'its firewall'),
    ('FirewallWebAcl', 'Rules/Name=rate', None, 'the rules'),
    ('FirewallLogGroup', 'RetentionInDays', 1, 'the log'),
    ('CdnLogBucket', 'LifecycleConfiguration/Rules/0/ExpirationInDays', 30, 'who asked'),
    ('NamesRecordDomainA', 'AliasTarget/DNSName', 'elsewhere.example.com', 'records lead'),
]]
