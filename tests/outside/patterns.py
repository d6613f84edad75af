"""The examples of the standard library's patterns, deployed to the emulator.

Every least.mt and full.mt of tests/stdlib must reach CREATE_COMPLETE. What they
ask of their surroundings as parameters is made first: a certificate, a zone, a
key, a topic, a network that stands already.
"""
import glob
import json
import os
import subprocess

# What moto has not, and no other API can stand in for: not deployed, and said so.
BEYOND = {'network/full.mt': 'NAT gateways that span the region, IPv6'}
SOURCE = os.environ.get('MTC_SOURCE', '.')


def surroundings(aws, certificate):
    """A value for each parameter of the examples, by its name."""
    ec2 = aws('ec2')
    vpc = ec2.create_vpc(CidrBlock='10.0.0.0/16')['Vpc']['VpcId']
    ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock='10.8.0.0/16')

    def subnet(number):
        zone = 'us-east-1' + 'ab'[number % 2]
        return ec2.create_subnet(VpcId=vpc, CidrBlock=f'10.0.{number}.0/24', AvailabilityZone=zone)['Subnet']['SubnetId']

    def table():
        return ec2.create_route_table(VpcId=vpc)['RouteTable']['RouteTableId']
    statement = {'Effect': 'Allow', 'Action': ['s3:ListAllMyBuckets'], 'Resource': '*'}
    policy = aws('iam').create_policy(PolicyName='extra', PolicyDocument=json.dumps(
        {'Version': '2012-10-17', 'Statement': [statement]}))['Policy']['Arn']
    topic = aws('sns').create_topic(Name='pager')['TopicArn']
    zone = aws('route53').create_hosted_zone(Name='example.com', CallerReference='examples')['HostedZone']['Id']
    image = ec2.describe_images()['Images'][0]['ImageId']
    aws('ecs').create_cluster(clusterName='shared')
    subnets = {name: subnet(number) for number, name in enumerate(('EdgeA', 'EdgeB', 'InsideA', 'InsideB', 'DataA', 'DataB'))}
    return {
        **subnets, 'Inside': subnets['InsideA'], 'Vpc': vpc, 'VpcId': vpc, 'EdgeTable': table(), 'InsideTable': table(), 'Table': table(),
        'Certificate': certificate, 'OtherCertificate': certificate, 'EdgeCertificate': certificate,
        'Policy': policy, 'TopicPolicy': policy, 'Topic': topic, 'Pager': topic, 'Zone': zone.rpartition('/')[2],
        'Key': aws('kms').create_key()['KeyMetadata']['Arn'], 'StorageKey': aws('kms').create_key()['KeyMetadata']['Arn'],
        'Files': 'arn:aws:s3:::files', 'Domain': 'shop.example.com', 'Operator': 'me@example.com', 'Address': '198.51.100.7/32',
    }, image


def compiled(path):
    done = subprocess.run([os.environ['MTC'], '-o', '-', path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f'{path}: exit status {done.returncode}\n{done.stderr}')
    return json.loads(done.stdout)


def deploy_example(aws, path, values, image):
    template = compiled(path)
    given = {}
    for name, parameter in template.get('Parameters', {}).items():
        if name == 'Image':
            given[name] = image if 'EC2::Image' in parameter['Type'] else 'public.ecr.aws/docker/library/httpd:2.4'
        elif 'Default' not in parameter:
            given[name] = values[name]
    pattern, use = path.split(os.sep)[-2:]
    return aws.deploy(f'{pattern}-{use[:-3]}'.replace('_', '-'), json.dumps(template), **given)


def examples(tap, aws, certificate):
    values, image = surroundings(aws, certificate)
    for path in sorted(glob.glob(os.path.join(SOURCE, 'tests', 'stdlib', '*', '*.mt'))):
        name = '/'.join(path.split(os.sep)[-2:])
        if name in BEYOND:
            tap.skip(f'stdlib/{name}', f'the emulator has no {BEYOND[name]}')
        elif os.path.basename(path) != 'wrong.mt':
            tap.run(f'stdlib/{name}: CREATE_COMPLETE', deploy_example, aws, path, values, image)
