"""`mtc --deploy` against moto with authentication on, which recomputes every signature with botocore and enforces the
policies of the user whose key it is. Run by signed.sh; moto and mtc are two processes on this machine alone."""
import json
import os
import subprocess
import sys
import tempfile
import threading

ADMITTED = 6                    # calls that are free, to make the users
os.environ.update(INITIAL_NO_AUTH_ACTION_COUNT=str(ADMITTED), AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test',
                  AWS_EC2_METADATA_DISABLED='true', MOTO_S3_CUSTOM_ENDPOINTS='')
for name in ('AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_CONFIG_FILE', 'AWS_ENDPOINT_URL', 'HTTP_PROXY', 'http_proxy', 'https_proxy',
             'HTTPS_PROXY'):
    os.environ.pop(name, None)

import boto3                                                            # noqa: E402
from werkzeug.serving import make_server                                # noqa: E402
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app   # noqa: E402

MTC = os.environ['MTC']
REGION = 'us-east-1'
SHOP = '''resource jobs AWS::SQS::Queue { VisibilityTimeout: %d }
resource files AWS::S3::Bucket { BucketName: "files-of-the-shop" }
output jobs_url = jobs
'''
STACKS = '''resource jobs AWS::SQS::Queue { QueueName: "the-jobs" }
stack edge in "eu-west-1" { resource news AWS::SNS::Topic { DisplayName: jobs.QueueName } }
'''


class Tap:
    def __init__(self):
        self.count = 0

    def ok(self, good, name, *details):
        self.count += 1
        print('%sok %d - %s' % ('' if good else 'not ', self.count, name), flush=True)
        for line in '\n'.join(map(str, details)).splitlines()[:40] if not good else []:
            print('#', line)


def user(iam, name, actions):
    """Makes a user who may do this, with three calls; its key and secret."""
    iam.create_user(UserName=name)
    iam.put_user_policy(UserName=name, PolicyName='p', PolicyDocument=json.dumps(
        {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': actions, 'Resource': '*'}]}))
    key = iam.create_access_key(UserName=name)['AccessKey']
    return key['AccessKeyId'], key['SecretAccessKey']


class Command:
    def __init__(self, folder, url, key, secret):
        self.folder = folder
        self.environment = {'PATH': os.environ['PATH'], 'HOME': folder, 'AWS_REGION': REGION, 'AWS_ENDPOINT_URL': url,
                            'AWS_EC2_METADATA_DISABLED': 'true', 'MTC_POLL_SECONDS': '0.05', 'MTC_RETRY_SECONDS': '0.2', 'NO_COLOR': '1',
                            'AWS_ACCESS_KEY_ID': key, 'AWS_SECRET_ACCESS_KEY': secret}

    def write(self, name, text):
        with open(os.path.join(self.folder, name), 'w') as file:
            file.write(text)

    def __call__(self, *words):
        done = subprocess.run([MTC, *words], cwd=self.folder, env=self.environment, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, timeout=120)
        self.said = 'status %d\n%s%s' % (done.returncode, done.stdout, done.stderr)
        self.out, self.err = done.stdout, done.stderr
        return done.returncode


def main():
    tap = Tap()
    server = make_server('127.0.0.1', 0, DomainDispatcherApplication(create_backend_app), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = 'http://127.0.0.1:%d' % server.server_port
    free = boto3.client('iam', region_name=REGION, endpoint_url=url)
    key, secret = user(free, 'deployer', ['cloudformation:*', 's3:*', 'sts:*', 'sqs:*', 'sns:*', 'iam:*'])
    poor_key, poor_secret = user(free, 'reader', ['cloudformation:Describe*'])

    def client(service, region=REGION):
        return boto3.client(service, region_name=region, endpoint_url=url, aws_access_key_id=key, aws_secret_access_key=secret)

    with tempfile.TemporaryDirectory() as folder:
        mtc = Command(folder, url, key, 'not the secret')
        mtc.write('shop.mt', SHOP % 3)
        tap.ok(mtc('--deploy', '--yes', 'shop.mt') == 3 and 'SignatureDoesNotMatch' in mtc.err, 'a wrong secret is refused', mtc.said)
        mtc = Command(folder, url, poor_key, poor_secret)
        tap.ok(mtc('--deploy', '--yes', 'shop.mt') == 3 and 'AccessDenied' in mtc.err and 'not authorized' in mtc.err,
               'and so is a user who may only look', mtc.said)

        mtc = Command(folder, url, key, secret)
        tap.ok(mtc('--deploy', 'shop.mt') == 7 and not client('cloudformation').describe_stacks()['Stacks'],
               'what was not approved leaves nothing', mtc.said)
        tap.ok(mtc('--deploy', '--yes', 'shop.mt') == 0, 'a stack is created by a change set', mtc.said)
        tap.ok([bucket['Name'] for bucket in client('s3').list_buckets()['Buckets']] == ['files-of-the-shop'], 'its bucket is there')
        queue = client('sqs').list_queues()['QueueUrls'][0]

        def timeout():
            return client('sqs').get_queue_attributes(QueueUrl=queue, AttributeNames=['VisibilityTimeout'])['Attributes']['VisibilityTimeout']
        tap.ok(timeout() == '3', 'its queue is as the source says')
        tap.ok(mtc('--deploy', '--yes', 'shop.mt') == 0 and 'nothing to do' in mtc.err, 'no change is success', mtc.said)
        mtc.write('shop.mt', SHOP % 7)
        tap.ok(mtc('--deploy', '--yes', 'shop.mt', '--allow-replace', 'all') == 0 and '~ Jobs' in mtc.err, 'an update', mtc.said)
        queue = client('sqs').list_queues()['QueueUrls'][0]
        tap.ok(timeout() == '7', 'has changed the queue')
        tap.ok(mtc('--status', 'shop.mt') == 0 and 'UPDATE_COMPLETE' in mtc.out, '--status', mtc.said)
        tap.ok(mtc('--delete', '--yes', 'shop.mt') == 0 and not client('sqs').list_queues().get('QueueUrls'), 'and it is deleted',
               mtc.said)

        mtc.write('large.mt', ''.join('resource topic%d AWS::SNS::Topic { DisplayName: "%s" }\n' % (i, 'x' * 180) for i in range(250)))
        tap.ok(mtc('--deploy', '--yes', '--direct', 'large.mt') == 0, 'a large template goes through a bucket', mtc.said[-2000:])
        made = [bucket['Name'] for bucket in client('s3').list_buckets()['Buckets'] if bucket['Name'].startswith('mtc-templates-')]
        tap.ok(len(made) == 1 and client('s3').get_bucket_versioning(Bucket=made[0])['Status'] == 'Enabled'
               and client('s3').get_bucket_encryption(Bucket=made[0])['ServerSideEncryptionConfiguration']['Rules'],
               'which keeps versions and is encrypted', made)
        tap.ok(len(client('s3').list_objects_v2(Bucket=made[0]).get('Contents', [])) == 1, 'and holds one template')

        mtc.write('two.mt', STACKS)
        tap.ok(mtc('--deploy', '--yes', '--direct', 'two.mt') == 0, 'two stacks in two regions', mtc.said)
        topics = client('sns', 'eu-west-1').list_topics()['Topics']
        tap.ok(len(topics) == 1 and client('sns', 'eu-west-1').get_topic_attributes(TopicArn=topics[0]['TopicArn'])['Attributes'][
            'DisplayName'] == 'the-jobs', 'the second has what the first gave', topics)

        role = client('iam').create_role(RoleName='deploys', AssumeRolePolicyDocument=json.dumps(
            {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': '*'}, 'Action': 'sts:AssumeRole'}]}))
        client('iam').put_role_policy(RoleName='deploys', PolicyName='p', PolicyDocument=json.dumps(
            {'Version': '2012-10-17', 'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]}))
        os.mkdir(os.path.join(folder, '.aws'))
        mtc.write('.aws/credentials', '[base]\naws_access_key_id = %s\naws_secret_access_key = %s\n' % (key, secret))
        mtc.write('.aws/config', '[profile shop]\nsource_profile = base\nrole_arn = %s\nregion = %s\n'
                  % (role['Role']['Arn'], REGION))
        del mtc.environment['AWS_ACCESS_KEY_ID'], mtc.environment['AWS_SECRET_ACCESS_KEY'], mtc.environment['AWS_REGION']
        tap.ok(mtc('--deploy', '--yes', 'shop.mt', '--profile', 'shop') == 0, 'as a role, with a session token', mtc.said)
        tap.ok(mtc('--deploy', '--yes', 'shop.mt') == 3 and 'MT9004' in mtc.err, 'and nobody is taken for anybody', mtc.said)
    print('1..%d' % tap.count)
    server.shutdown()


if __name__ == '__main__':
    sys.exit(main())
