"""What stands before the stacks of the samples and the patterns' examples do.

Given(aws, region) has a value for each of their parameters, by its name;
given[NAME] makes what it names when it is first asked for. Names that begin
with Other are for mistakes alone.
"""
import json

EDGE, FAR = 'us-east-1', 'ap-northeast-3'
NETWORKS = ('EdgeA', 'EdgeB', 'InsideA', 'InsideB', 'DataA', 'DataB')


class Given(dict):
    def __init__(self, aws, region):
        super().__init__(Operator='me@example.com', Stage='prod', Domain='shop.example.com', Address='198.51.100.7/32',
                         Files='arn:aws:s3:::files')
        self.aws = aws
        self.region = region

    def ask(self, service):
        return self.aws(service, self.region)

    def certificate(self, region=None):
        return lambda: self.aws.certificate(region or self.region)

    def makers(self):
        subnets = {name: lambda number=number: self.subnet(number) for number, name in enumerate(NETWORKS)}
        return {
            **subnets, 'Inside': lambda: self['InsideA'], 'Vpc': self.vpc, 'VpcId': lambda: self['Vpc'],
            'EdgeTable': self.table, 'InsideTable': self.table, 'Table': self.table,
            'Certificate': self.certificate(), 'OtherCertificate': self.certificate(), 'EdgeCertificate': self.certificate(EDGE),
            'CertA': self.certificate(), 'CertB': self.certificate(), 'A': lambda: self['EdgeA'], 'B': lambda: self['EdgeB'],
            'Private': lambda: f"{self['InsideA']},{self['InsideB']}",
            'FarCertificate': self.certificate(FAR), 'OtherFarCertificate': self.certificate(FAR),
            'Policy': self.policy, 'TopicPolicy': lambda: self['Policy'], 'Topic': self.topic, 'Pager': lambda: self['Topic'],
            'Zone': self.zone, 'Key': self.key, 'StorageKey': self.key,
            'OtherBucket': self.bucket, 'OtherDatabase': self.database, 'OtherCluster': self.cluster,
        }

    def __missing__(self, name):
        self[name] = self.makers()[name]()
        return self[name]

    def for_parameters(self, template):
        """The values for a template's parameters that have no default, and for the stage; other stacks' outputs once they are here."""
        found = {}
        for name, parameter in template.get('Parameters', {}).items():
            if name == 'Image' and 'Default' not in parameter:
                found[name] = self.image() if 'EC2::Image' in parameter['Type'] else 'public.ecr.aws/docker/library/httpd:2.4'
            elif name == 'Stage' or 'Default' not in parameter and (name in self or name in self.makers()):
                found[name] = self[name]
        return found

    def vpc(self):
        made = self.ask('ec2').create_vpc(CidrBlock='10.0.0.0/16')['Vpc']['VpcId']
        self.ask('ec2').associate_vpc_cidr_block(VpcId=made, CidrBlock='10.8.0.0/16')
        return made

    def subnet(self, number):
        zones = self.ask('ec2').describe_availability_zones()['AvailabilityZones']
        return self.ask('ec2').create_subnet(VpcId=self['Vpc'], CidrBlock=f'10.0.{number}.0/24',
                                             AvailabilityZone=zones[number % 2]['ZoneName'])['Subnet']['SubnetId']

    def table(self):
        return self.ask('ec2').create_route_table(VpcId=self['Vpc'])['RouteTable']['RouteTableId']

    def image(self):
        return self.ask('ec2').describe_images()['Images'][0]['ImageId']

    def policy(self):
        statement = {'Effect': 'Allow', 'Action': ['s3:ListAllMyBuckets'], 'Resource': '*'}
        document = {'Version': '2012-10-17', 'Statement': [statement]}
        return self.ask('iam').create_policy(PolicyName='extra', PolicyDocument=json.dumps(document))['Policy']['Arn']

    def topic(self):
        return self.ask('sns').create_topic(Name='pager')['TopicArn']

    def zone(self):
        made = self.ask('route53').create_hosted_zone(Name='example.com', CallerReference='given')['HostedZone']['Id']
        return made.rpartition('/')[2]

    def key(self):
        return self.ask('kms').create_key()['KeyMetadata']['Arn']

    def bucket(self):
        self.aws('s3').create_bucket(Bucket='other')
        return 'other'

    def database(self):
        self.ask('rds').create_db_instance(DBInstanceIdentifier='other', DBInstanceClass='db.t3.small', Engine='mysql', AllocatedStorage=20)
        return 'other'

    def cluster(self):
        self.ask('rds').create_db_cluster(DBClusterIdentifier='other', Engine='aurora-postgresql', MasterUsername='other',
                                          MasterUserPassword='not a secret')
        return 'other'
