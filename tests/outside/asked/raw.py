"""samples/raw.mt, in its stage prod: a bucket with its policy, two queues with what they could not deliver, an alarm."""
import json

from .words import ref


def queue(main, name):
    attributes = main.aws('sqs').get_queue_attributes(QueueUrl=main.ids[name], AttributeNames=['All'])['Attributes']
    return attributes['MessageRetentionPeriod'], json.loads(attributes.get('RedrivePolicy', '{}')).get('maxReceiveCount')


def refused(main, name):
    """Conditions of what a queue refuses to everybody."""
    attributes = main.aws('sqs').get_queue_attributes(QueueUrl=main.ids[name], AttributeNames=['Policy'])['Attributes']
    return [one['Condition'] for one in json.loads(attributes['Policy'])['Statement'] if one['Effect'] == 'Deny']


def alarmed(main):
    found = main.aws('cloudwatch').describe_alarms(AlarmNames=[main.ids['Alarm']])['MetricAlarms'][0]
    return [one['Value'] for one in found['Dimensions']], found['Threshold']


def facts(main, given):
    yield 'the bucket is encrypted, keeps versions, and each for a year', ('aws:kms', 'Enabled', [365]), lambda: (
        main.bucket_encryption('Logs'), main.versions('Logs'), main.kept('Logs'))
    yield 'the policy names its bucket', [[f'arn:aws:s3:::{main.ids["Logs"]}', f'arn:aws:s3:::{main.ids["Logs"]}/*']], lambda: [
        one['Resource'] for one in main.policy_of_bucket('Logs')]
    yield 'orders: four days, three tries', ('345600', 3), lambda: queue(main, 'JobsOrdersMain')
    yield 'mails: four days, four tries', ('345600', 4), lambda: queue(main, 'JobsMailsMain')
    yield 'what could not be delivered: 14 days', ('1209600', None), lambda: queue(main, 'JobsOrdersDead')
    for name in ('Main', 'Dead'):
        yield f'mails, {name}: TLS alone', [{'Bool': {'aws:SecureTransport': 'false'}}], lambda name=name: refused(main, f'JobsMails{name}')
    yield 'the alarm counts the orders', ([main.ids['JobsOrdersMain'].rpartition('/')[2]], 1000.0), lambda: alarmed(main)


MISTAKES = [[
    ('Logs', 'LifecycleConfiguration/Rules/0/ExpirationInDays', 7, 'the bucket'),
    ('LogsPolicy', 'PolicyDocument/Statement/0/Resource/1', None, 'the policy'),
    ('JobsOrdersMain', 'RedrivePolicy/maxReceiveCount', 5, 'orders'),
    ('JobsMailsMain', 'MessageRetentionPeriod', 60, 'mails: four'),
    ('JobsOrdersDead', 'MessageRetentionPeriod', 60, 'what could not'),
    ('JobsMailsPolicy', 'Queues/1', None, 'mails, Main'),
    ('JobsMailsPolicy', 'Queues/0', None, 'mails, Dead'),
    ('Alarm', 'Dimensions/0/Value', ref('AWS::StackName'), 'the alarm'),
]]
