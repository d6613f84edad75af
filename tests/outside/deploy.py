"""The samples deployed to an emulator of AWS, which is then asked what stands there.

Run by deploy.sh. Then the patterns' examples (patterns.py). First every environment of the three tiers, fact for fact
(architecture.py); then the same template with one mistake at a time, where the
fact in question must fail: a check that cannot fail proves nothing.
"""
import json
import sys

from architecture import facts
from aws import Emulator, compile_sample, compile_stacks
from patterns import examples
import production as whole
from tap import Tap

ADMIN = '203.0.113.0/24'
DEFAULT = dict(size=(2, 6), engine='mysql', port=3306, instance_type='t3.small', admin=None,
               tls_policy='ELBSecurityPolicy-TLS13-1-2-2021-06')

# name of the stack, options of mtc, parameters, what differs from DEFAULT
THREE_TIERS = [
    ('default', [], {}, {}),
    ('admin', [], {'AdminNetwork': ADMIN}, dict(admin=ADMIN)),
    ('staging', ['--env', 'staging'], {}, dict(size=(1, 2), instance_type='t3.micro')),
    ('production', ['--env', 'production'], {}, dict(size=(2, 12), engine='postgres', port=5432)),
]


def holds(expected, ask):
    """(whether the fact holds, what was found)"""
    try:
        found = ask()
    except Exception as problem:                # what is not there cannot be asked
        found = problem
    return found == expected, found


def tell_facts(tap, aws, name, outputs, want):
    for fact, expected, ask in facts(aws, outputs, want):
        right, found = holds(expected, ask)
        tap.case(right, f'{name}: {fact}', f'wanted {expected}', f'found  {found}')


def three_tiers(tap, aws, certificate):
    for name, options, parameters, differs in THREE_TIERS:
        template = tap.run(f'{name}: three_tier.mt compiles', compile_sample, 'three_tier', *options)
        if template is None:
            continue
        outputs = tap.run(f'{name}: CREATE_COMPLETE', lambda: aws.deploy(
            name, template, Certificate=certificate, **parameters))
        if outputs is not None:
            tap.run(f'{name}: every fact can be asked', tell_facts, tap, aws, name, outputs,
                    {**DEFAULT, 'certificate': certificate, **differs})


# ------------------------------------------------------------------ other samples

def minimal(tap, aws):
    if tap.run('minimal: CREATE_COMPLETE', lambda: aws.deploy('minimal', compile_sample('minimal'))) is None:
        return
    ids = aws.resources('minimal')
    group = aws('autoscaling').describe_auto_scaling_groups(AutoScalingGroupNames=[ids['WebGroup']])['AutoScalingGroups'][0]
    tap.case((group['MinSize'], group['MaxSize']) == (2, 6), 'minimal: two to six instances', group)
    balancer = aws('elbv2').describe_load_balancers(LoadBalancerArns=[ids['LbLoadBalancer']])['LoadBalancers'][0]
    tap.case(len(balancer['AvailabilityZones']) == 2, 'minimal: a load balancer in two zones', balancer)


def raw(tap, aws):
    for stage, days, alarms in (('dev', 7, 0), ('prod', 365, 1)):
        name = f'raw-{stage}'
        outputs = tap.run(f'{name}: CREATE_COMPLETE', lambda: aws.deploy(name, compile_sample('raw'), Stage=stage))
        if outputs is None:
            continue
        attributes = aws('sqs').get_queue_attributes(QueueUrl=outputs['Orders'], AttributeNames=['All'])['Attributes']
        policy = json.loads(attributes['RedrivePolicy'])
        tap.case(int(policy['maxReceiveCount']) == 3, f'{name}: three tries for an order', policy)
        tap.case(attributes['MessageRetentionPeriod'] == '345600', f'{name}: four days', attributes)
        bucket = outputs['Bucket'].rpartition(':')[2]
        statement = json.loads(aws('s3').get_bucket_policy(Bucket=bucket)['Policy'])['Statement'][0]
        tap.case(statement['Resource'] == [f'arn:aws:s3:::{bucket}', f'arn:aws:s3:::{bucket}/*'],
                 f'{name}: the policy names its bucket', statement)
        found = [alarm for alarm in aws('cloudwatch').describe_alarms()['MetricAlarms'] if alarm['Namespace'] == 'AWS/SQS']
        tap.case(len(found) == alarms, f'{name}: {alarms} alarms', found)


# ----------------------------------------------- samples of one or several stacks

# the sample, options of mtc, its stacks in the order in which one takes what another gives
SEVERAL = [
    ('containers', [], ['containers']),
    ('serverless_database', [], ['serverless_database']),
    ('static_site', [], ['static_site']),
    ('recovery', [], ['recovery-far', 'recovery']),
    ('production', [], ['production-recovery', 'production', 'production-edge']),
]


def deploy_stack(aws, name, template, given):
    wanted = json.loads(template).get('Parameters', {})
    return aws.deploy('shop-' + name.replace('_', '-'), template, **{key: value for key, value in given.items() if key in wanted})


def several(tap, aws, certificate):
    zone = aws('route53').create_hosted_zone(Name='example.com', CallerReference='samples')['HostedZone']['Id'].rpartition('/')[2]
    for sample, options, order in SEVERAL:
        templates = tap.run(f'{sample}.mt compiles', compile_stacks, sample, *options)
        if templates is None:
            continue
        tap.case(sorted(templates) == sorted(order), f'{sample}: its stacks', sorted(templates))
        given = dict(Certificate=certificate, EdgeCertificate=certificate, FarCertificate=certificate, Zone=zone, Operator='me@example.com')
        for name in order:
            outputs = tap.run(f'{name}: CREATE_COMPLETE', deploy_stack, aws, name, templates[name], given)
            given.update(outputs or {})
    tap.run('production: every fact can be asked', production_facts, tap, aws, zone, certificate)


def production_facts(tap, aws, zone, certificate):
    for fact, expected, ask in whole.facts(aws, zone, certificate):
        right, found = holds(expected, ask)
        tap.case(right, f'production: {fact}', f'wanted {expected}', f'found  {found}')


# ---------------------------------------------------------------------- mistakes

def properties(template, name):
    return template['Resources'][name]['Properties']


def change(name, **values):
    return lambda template: properties(template, name).update(values)


def remove(name):
    return lambda template: template['Resources'].pop(name)


def attribute(name, key, value):
    def mistake(template):
        for item in properties(template, name)['TargetGroupAttributes']:
            if item['Key'] == key:
                item['Value'] = value
    return mistake


def open_database(template):
    template['Resources']['Open'] = {'Type': 'AWS::EC2::SecurityGroupIngress', 'Properties': {
        **properties(template, 'DbIngressFromWeb3306'), 'CidrIp': '0.0.0.0/0'}}
    del template['Resources']['Open']['Properties']['SourceSecurityGroupId']


def no_egress_rule(template):
    del properties(template, 'DbSecurityGroup')['SecurityGroupEgress']


def old_metadata(template):
    properties(template, 'WebLaunchTemplate')['LaunchTemplateData']['MetadataOptions']['HttpTokens'] = 'optional'


def no_redirect(template):
    properties(template, 'LbHttpListener')['DefaultActions'] = properties(template, 'LbHttpsListener')['DefaultActions']


def wide_role(template):
    for statement in properties(template, 'WebPolicy')['PolicyDocument']['Statement']:
        if statement['Sid'] == 'ReadSecrets':
            statement['Resource'] = ['*']


# a mistake, and the start of the facts that must fail by it, all of them
MISTAKES = [
    (change('MainVpc', EnableDnsHostnames=False), ['1 VPC: DNS ホスト名']),
    (remove('MainPrivateAssociationB'), ['1 ルートテーブル', '1 プライベートルートテーブル']),
    (change('MainNatGatewayA', SubnetId={'Ref': 'MainPublicSubnetB'}), ['1 NAT ゲートウェイ: パブリックサブネット 1']),
    (change('MainPrivateRoute', GatewayId={'Ref': 'MainInternetGateway'}, NatGatewayId={'Ref': 'AWS::NoValue'}),
     ['1 プライベートルートテーブル']),
    (change('MainPublicSubnetB', AvailabilityZone={'Fn::Select': [0, {'Fn::GetAZs': ''}]}), ['1 パブリックサブネット 2']),
    (change('LbLoadBalancer', Scheme='internal'), ['2 スキーム']),
    (no_redirect, ['2 HTTP: HTTPS へリダイレクト']),
    (remove('LbListenerRuleApi'), ['2 パスベース']),
    (change('WebTargetGroup', HealthCheckPath='/'), ['2 ヘルスチェック']),
    (attribute('WebTargetGroup', 'stickiness.enabled', 'false'), ['2 スティッキー']),
    (attribute('WebTargetGroup', 'deregistration_delay.timeout_seconds', '30'), ['2 接続ドレイニング']),
    (change('WebGroup', MaxSize=7), ['3 最大サイズ']),
    (change('WebGroup', HealthCheckGracePeriod=60), ['3 ヘルスチェック猶予期間']),
    (change('WebGroup', HealthCheckType='EC2'), ['3 ヘルスチェックタイプ']),
    (change('WebCpuLow', Threshold=40), ['3 CPU']),
    (change('WebCpuHigh', AlarmActions=[{'Ref': 'WebScaleIn'}]), ['3 CPU']),
    (old_metadata, ['4 起動テンプレート']),
    (wide_role, ['4 ロール: このデータベース']),
    (change('DbInstance', MultiAZ=False), ['5 デプロイ: マルチ AZ']),
    (change('DbInstance', StorageEncrypted=False), ['5 暗号化']),
    (change('DbInstance', BackupRetentionPeriod=6), ['5 バックアップ']),
    (change('DbInstance', MonitoringInterval=0), ['5 拡張モニタリング']),
    (change('DbSubnetGroup', SubnetIds=[{'Ref': 'MainPrivateSubnetA'}, {'Ref': 'MainPublicSubnetB'}]), ['5 サブネットグループ']),
    (open_database, ['6 RDS: インバウンド']),
    (no_egress_rule, ['6 RDS: アウトバウンド']),
    (remove('LbEgressToWeb443'), ['6 ALB: アウトバウンド']),
    (remove('WebIngressFromLb80'), ['6 Web: インバウンド']),
    (change('WebSecurityGroup', SecurityGroupEgress=[{'IpProtocol': 'tcp', 'FromPort': 443, 'ToPort': 443, 'CidrIp': '0.0.0.0/0'}]),
     ['6 Web: アウトバウンド']),
]


def mistakes(tap, aws, certificate):
    text = compile_sample('three_tier')
    for number, (mistake, expected) in enumerate(MISTAKES):
        template = json.loads(text)
        mistake(template)
        name = f'mistake-{number}'
        try:
            outputs = aws.deploy(name, json.dumps(template), Certificate=certificate)
            want = {**DEFAULT, 'certificate': certificate}
            failed = [fact for fact, wanted, ask in facts(aws, outputs, want) if not holds(wanted, ask)[0]]
        except Exception as problem:
            failed = [f'problem: {problem}']
        right = len(failed) == len(expected) and all(fact.startswith(start) for fact, start in zip(failed, expected))
        tap.case(right, f'a mistake is noticed: {expected[0]}', f'failed: {failed}')


def main():
    tap = Tap()
    with open(sys.argv[1], 'w', encoding='utf-8') as log, Emulator(log) as aws:
        certificate = aws.certificate()
        three_tiers(tap, aws, certificate)
        tap.run('mistakes can be made', mistakes, tap, aws, certificate)
        minimal(tap, aws)
        raw(tap, aws)
        several(tap, aws, certificate)
        tap.run('the examples can be deployed', examples, tap, aws, certificate)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
