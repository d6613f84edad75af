"""`mtc --deploy` against moto with authentication on, which recomputes every signature with botocore and enforces the
policies of the user whose key it is. Run by signed.sh; moto and mtc are two processes on this machine alone."""
import json
import os
import subprocess
import sys
import tempfile
import threading

ADMITTED = 3                    # calls that are free, to make the first user
os.environ.update(INITIAL_NO_AUTH_ACTION_COUNT=str(ADMITTED), AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test',
                  AWS_EC2_METADATA_DISABLED='true', MOTO_S3_CUSTOM_ENDPOINTS='')
for name in ('AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CONFIG_FILE', 'AWS_ENDPOINT_URL', 'HTTP_PROXY', 'http_proxy', 'https_proxy',
             'HTTPS_PROXY'):
    os.environ.pop(name, None)

import boto3                                                            # noqa: E402
import botocore.session                                                 # noqa: E402
from werkzeug.serving import make_server                                # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app   # noqa: E402

from tap import Tap                                                     # noqa: E402

sys.path.insert(0, os.path.join(os.environ['MTC_SOURCE'], 'tests', 'deploy'))
import codes                                                            # noqa: E402

MTC = os.environ['MTC']
REGION = 'us-east-1'
SHOP = '''resource jobs AWS::SQS::Queue { VisibilityTimeout: %d }
resource files AWS::S3::Bucket { BucketName: "files-of-the-shop" }
output jobs_url = jobs
'''
LARGE = ''.join('resource topic%d AWS::SNS::Topic { DisplayName: "%s" }\n' % (i, 'x' * 180) for i in range(250))
STACKS = '''resource jobs AWS::SQS::Queue { QueueName: "the-jobs" }
stack edge in "eu-west-1" { resource news AWS::SNS::Topic { DisplayName: jobs.QueueName } }
'''
ALL = {'Effect': 'Allow', 'Action': '*', 'Resource': '*'}


class Account:
    """moto, and the first user, who may do everything."""

    def __init__(self):
        self.server = make_server('127.0.0.1', 0, DomainDispatcherApplication(create_backend_app), threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = 'http://127.0.0.1:%d' % self.server.server_port
        self.keys = ('test', 'test')
        self.keys = self.user('deployer', [ALL])

    def __call__(self, service, region=REGION):
        """A client of the service."""
        return boto3.client(service, region_name=region, endpoint_url=self.url, aws_access_key_id=self.keys[0],
                            aws_secret_access_key=self.keys[1])

    def user(self, name, statements):
        """Makes a user with this policy; the key and its secret."""
        iam = self('iam')
        iam.create_user(UserName=name)
        iam.put_user_policy(UserName=name, PolicyName='p',
                            PolicyDocument=json.dumps({'Version': '2012-10-17', 'Statement': statements}))
        key = iam.create_access_key(UserName=name)['AccessKey']
        return key['AccessKeyId'], key['SecretAccessKey']

    def stacks(self, region=REGION):
        return {stack['StackName']: stack['StackStatus'] for stack in self('cloudformation', region).describe_stacks()['Stacks']}

    def change_sets(self, stack):
        return self('cloudformation').list_change_sets(StackName=stack)['Summaries']

    def buckets(self):
        return [bucket['Name'] for bucket in self('s3').list_buckets()['Buckets']]


class Command:
    def __init__(self, folder, account, keys):
        self.folder, self.status, self.out, self.err = folder, None, '', ''
        self.environment = {'PATH': os.environ['PATH'], 'HOME': folder, 'AWS_REGION': REGION, 'AWS_ENDPOINT_URL': account.url,
                            'AWS_EC2_METADATA_DISABLED': 'true', 'MTC_POLL_SECONDS': '0.05', 'NO_COLOR': '1',
                            'AWS_ACCESS_KEY_ID': keys[0], 'AWS_SECRET_ACCESS_KEY': keys[1]}

    def write(self, name, text):
        with open(os.path.join(self.folder, name), 'w') as file:
            file.write(text)

    def __call__(self, *words):
        done = subprocess.run([MTC, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)
        self.status, self.out, self.err = done.returncode, done.stdout, done.stderr
        return self.status

    def said(self):
        return 'status %s\n%s%s' % (self.status, self.out[-2000:], self.err[-2000:])


def strangers(tap, account, folder):
    mtc = Command(folder, account, (account.keys[0], 'not the secret'))
    mtc.write('shop.mt', SHOP % 3)
    tap.case(mtc('--deploy', '--yes', 'shop.mt') == 3 and 'SignatureDoesNotMatch' in mtc.err, 'a wrong secret is refused', mtc.said())
    mtc = Command(folder, account, ('AKIANOBODY', account.keys[1]))
    tap.case(mtc('--deploy', '--yes', 'shop.mt') == 3 and 'InvalidClientTokenId' in mtc.err, 'and a key of nobody', mtc.said())
    tap.case(not account.stacks(), 'they have made nothing')


def one_stack(tap, account, folder):
    mtc = Command(folder, account, account.keys)

    def timeout():
        queue = account('sqs').list_queues()['QueueUrls'][0]
        return account('sqs').get_queue_attributes(QueueUrl=queue, AttributeNames=['VisibilityTimeout'])['Attributes']['VisibilityTimeout']
    mtc.write('shop.mt', SHOP % 3)
    tap.case(mtc('--deploy', 'shop.mt') == 7 and not account.stacks(), 'what was not approved leaves nothing', mtc.said())
    tap.case(mtc('--deploy', '--yes', 'shop.mt') == 0 and account.stacks() == {'shop': 'CREATE_COMPLETE'},
             'a stack is created by a change set', mtc.said(), account.stacks())
    tap.case(account.buckets() == ['files-of-the-shop'] and timeout() == '3', 'its bucket is there, its queue as the source says')
    sets = len(account.change_sets('shop'))
    tap.case(mtc('--deploy', '--yes', 'shop.mt') == 0 and 'nothing to do' in mtc.err and len(account.change_sets('shop')) == sets,
             'no change is success, and leaves no change set', mtc.said())
    mtc.write('shop.mt', SHOP % 7)
    tap.case(mtc('--plan', 'shop.mt') == 0 and '~ Jobs' in mtc.err and timeout() == '3' and len(account.change_sets('shop')) == sets,
             'a plan changes nothing', mtc.said())
    tap.case(mtc('--deploy', '--yes', 'shop.mt', '--allow-replace', 'all') == 0 and '~ Jobs' in mtc.err and timeout() == '7'
             and account.stacks() == {'shop': 'UPDATE_COMPLETE'}, 'an update changes the queue', mtc.said())
    tap.case(mtc('--status', 'shop.mt') == 0 and 'UPDATE_COMPLETE' in mtc.out, '--status', mtc.said())
    tap.case(mtc('--delete', '--yes', 'shop.mt') == 0 and not account.stacks() and not account('sqs').list_queues().get('QueueUrls'),
             'and it is deleted', mtc.said())
    tap.case(mtc('--deploy', '--yes', '--direct', 'shop.mt') == 0 and account.stacks() == {'shop': 'CREATE_COMPLETE'} and timeout() == '7',
             'created without a change set', mtc.said())
    tap.case(mtc('--outputs', 'shop.mt') == 0 and mtc.out.startswith('JobsUrl = http'), '--outputs', mtc.said())
    tap.case(mtc('--delete', '--yes', 'shop.mt') == 0 and mtc('--delete', '--yes', 'shop.mt') == 0 and 'nothing to do' in mtc.err,
             'deleting what is gone is success', mtc.said())


def through_a_bucket(tap, account, folder):
    mtc = Command(folder, account, account.keys)
    mtc.write('large.mt', LARGE)
    tap.case(mtc('--deploy', '--yes', '--direct', 'large.mt') == 0, 'a large template goes through a bucket', mtc.said())
    made = [name for name in account.buckets() if name.startswith('mtc-templates-')]
    tap.case(len(made) == 1 and account('s3').get_bucket_versioning(Bucket=made[0])['Status'] == 'Enabled'
             and account('s3').get_bucket_encryption(Bucket=made[0])['ServerSideEncryptionConfiguration']['Rules'],
             'which keeps versions and is encrypted', made)
    held = account('s3').list_objects_v2(Bucket=made[0]).get('Contents', [])
    template = json.loads(account('s3').get_object(Bucket=made[0], Key=held[0]['Key'])['Body'].read()) if len(held) == 1 else {}
    tap.case(len(template.get('Resources', {})) == 250, 'and holds the template, whole', held)
    account('s3').create_bucket(Bucket='mine')
    tap.case(mtc('--deploy', '--yes', '--direct', '--stack', 'other', '--bucket', 'mine', 'large.mt') == 0
             and len(account('s3').list_objects_v2(Bucket='mine')['Contents']) == 1, 'or through one that is named', mtc.said())
    for stack in ('large', 'other'):
        tap.case(mtc('--delete', '--yes', '--stack', stack, 'large.mt') == 0, 'and is deleted: %s' % stack, mtc.said())


def several_stacks(tap, account, folder):
    mtc = Command(folder, account, account.keys)
    mtc.write('two.mt', STACKS)
    tap.case(mtc('--deploy', '--yes', '--direct', 'two.mt') == 0 and account.stacks() == {'two': 'CREATE_COMPLETE'}
             and account.stacks('eu-west-1') == {'two-edge': 'CREATE_COMPLETE'}, 'two stacks in two regions', mtc.said())
    topics = account('sns', 'eu-west-1').list_topics()['Topics']
    tap.case(len(topics) == 1 and account('sns', 'eu-west-1').get_topic_attributes(TopicArn=topics[0]['TopicArn'])['Attributes'][
        'DisplayName'] == 'the-jobs', 'the second has what the first gave', topics)
    tap.case(mtc('--delete', '--yes', 'two.mt') == 0 and not account.stacks() and not account.stacks('eu-west-1'), 'both are deleted',
             mtc.said())


# What a user may not do; the command; what it says that it could not do (None: it ends well).
DENIED = (
    ('cloudformation:DescribeStacks', 'shop.mt', (), "look at stack 'shop'"),
    ('cloudformation:CreateChangeSet', 'shop.mt', (), 'make the change set'),
    ('cloudformation:DescribeChangeSet', 'shop.mt', (), 'read the change set'),
    ('cloudformation:ExecuteChangeSet', 'shop.mt', (), 'start the change set'),
    ('cloudformation:CreateStack', 'shop.mt', ('--direct',), 'create the stack'),
    ('cloudformation:DescribeStackEvents', 'shop.mt', (), None),
    ('cloudformation:ListChangeSets', 'shop.mt', (), None),
    ('s3:CreateBucket', 'large.mt', ('--direct',), 'make a bucket for templates'),
    ('s3:PutObject', 'large.mt', ('--direct',), 'put the template into bucket'),
    ('s3:ListBucket', 'large.mt', ('--direct',), None),
)


def policies(tap, account, folder):
    for action, source, words, told in DENIED:
        for name in [name for name in account.buckets() if name.startswith('mtc-templates-')]:
            for version in account('s3').list_object_versions(Bucket=name).get('Versions', []):
                account('s3').delete_object(Bucket=name, Key=version['Key'], VersionId=version['VersionId'])
            account('s3').delete_bucket(Bucket=name)
        mtc = Command(folder, account, account.user('not-' + action.replace(':', '-'), [ALL, {'Effect': 'Deny', 'Action': action,
                                                                                               'Resource': '*'}]))
        mtc('--deploy', '--yes', *words, source)
        good = mtc.status == 0 if told is None else (mtc.status == 3 and 'AWS refused to %s' % told in mtc.err
                                                     and 'AccessDenied' in mtc.err and mtc.err.count('error[') == 1)
        left = account.stacks()
        tap.case(good and len(left) == (told is None), 'not allowed: %s' % action, mtc.said(), left)
        Command(folder, account, account.keys)('--delete', '--yes', source)
    mtc = Command(folder, account, account.keys)
    mtc('--deploy', '--yes', 'shop.mt')
    mtc = Command(folder, account, account.user('keeper', [ALL, {'Effect': 'Deny', 'Action': 'cloudformation:DeleteStack', 'Resource': '*'}]))
    tap.case(mtc('--delete', '--yes', 'shop.mt') == 3 and "AWS refused to delete stack 'shop'" in mtc.err
             and account.stacks() == {'shop': 'CREATE_COMPLETE'}, 'not allowed: cloudformation:DeleteStack', mtc.said())
    tap.case(Command(folder, account, account.keys)('--delete', '--yes', 'shop.mt') == 0, 'who may, does')


def roles(tap, account, folder):
    anybody = {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'}]}
    role = account('iam').create_role(RoleName='deploys', AssumeRolePolicyDocument=json.dumps(anybody))
    account('iam').put_role_policy(RoleName='deploys', PolicyName='p', PolicyDocument=json.dumps(
        {'Version': '2012-10-17', 'Statement': [ALL]}))
    mtc = Command(folder, account, account.keys)
    os.mkdir(os.path.join(folder, '.aws'))
    mtc.write('.aws/credentials', '[base]\naws_access_key_id = %s\naws_secret_access_key = %s\n' % account.keys)
    mtc.write('.aws/config', '[profile shop]\nsource_profile = base\nrole_arn = %s\nregion = %s\n' % (role['Role']['Arn'], REGION))
    del mtc.environment['AWS_ACCESS_KEY_ID'], mtc.environment['AWS_SECRET_ACCESS_KEY'], mtc.environment['AWS_REGION']
    tap.case(mtc('--deploy', '--yes', 'shop.mt', '--profile', 'shop') == 0, 'as a role, with a session token', mtc.said())
    tap.case(mtc('--deploy', '--yes', 'shop.mt') == 3 and 'MT9004' in mtc.err, 'and nobody is taken for anybody', mtc.said())


def codes_of_refusals(tap):
    """The codes that refusals.py of tests/deploy tries are all that AWS's models know."""
    session = botocore.session.get_session()
    for service, known in (('cloudformation', codes.CLOUDFORMATION), ('sts', codes.STS), ('s3', codes.S3)):
        wanted = {}
        for shape in session.get_service_model(service).error_shapes:
            error = shape.metadata.get('error', {})
            wanted[error.get('code', shape.name)] = error.get('httpStatusCode', 400)
        missing = {code: status for code, status in wanted.items() if code not in known and code not in codes.COMMON}
        tap.case(wanted and not missing, "the codes of %s's model" % service, missing)


def main():
    tap, account = Tap(), Account()
    codes_of_refusals(tap)
    with tempfile.TemporaryDirectory() as folder:
        for part in (strangers, one_stack, through_a_bucket, several_stacks, policies, roles):
            part(tap, account, folder)
    account.server.shutdown()
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
