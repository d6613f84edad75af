"""Deployments from the user's side: what is asked, shown, done and told, and with which exit status."""
import os
import re
import signal

import faults
from cloud import ACCOUNT, Cloud
from harness import MTC, PAIR, Run, SHOP, SECRET, changed, main, type_in, wait_until


def create_update_delete(tap):
    with Run() as run:
        run('--deploy', 'shop.mt')
        tap.ok(changed(run, 7, "new stack 'shop' in eu-west-1: 3 to add", '+ Jobs', 'shop.mt:2', 'error[MT9022]')
               and run.states() == [], 'without --yes and a terminal nothing is made, and nothing is left', run.said())
        run.deploy('--tag', 'team=shop', '--tag', 'cost=a=b')
        stack = run.cloud.living()[0]
        tap.ok(changed(run, 0, 'JobsUrl = jobsurl-value', 'CREATE_COMPLETE') and run.states() == ['CREATE_COMPLETE']
               and stack.tags == [{'Key': 'team', 'Value': 'shop'}, {'Key': 'cost', 'Value': 'a=b'}], 'create', run.said())
        run.deploy()
        tap.ok(changed(run, 0, 'nothing to do', 'JobsUrl = ') and len(stack.sets) == 1, 'no change is success', run.said())
        run.write('shop.mt', (SHOP % 'DelaySeconds: 7').replace('resource news AWS::SNS::Topic { DisplayName: "news" }\n', ''))
        run.deploy()
        tap.ok(changed(run, 0, '1 to change, 1 to remove', '~ Jobs', 'DelaySeconds: (none) -> 7', '- News'),
               'an update is told by property', run.said())
        run('--status', 'shop.mt')
        tap.ok(changed(run, 0, 'shop  eu-west-1  UPDATE_COMPLETE'), '--status', run.said())
        run('--outputs', 'shop.mt')
        tap.ok(run.status == 0 and run.out == 'JobsUrl = jobsurl-value\n', '--outputs', run.said())
        run('--delete', 'shop.mt')
        tap.ok(changed(run, 7, 'MT9022') and run.states() == ['UPDATE_COMPLETE'], '--delete asks', run.said())
        run('--delete', '--yes', 'shop.mt')
        tap.ok(changed(run, 0, "stack 'shop' is deleted") and run.states() == [], '--delete', run.said())
        run('--delete', '--yes', 'shop.mt')
        tap.ok(changed(run, 0, 'nothing to do'), '--delete of nothing', run.said())
        run('--outputs', 'shop.mt')
        tap.ok(changed(run, 3, "error[MT9028]: there is no stack 'shop' in eu-west-1"), 'no such stack', run.said())
        tap.ok(not run.cloud.mistakes, 'no request was malformed', run.cloud.mistakes)


def direct(tap):
    with Run(policy__json='{"Statement":[]}') as run:
        run.deploy('--direct', '--termination-protection', 'on', '--stack-policy', 'policy.json', '--on-failure', 'delete')
        stack = run.cloud.living()[0]
        tap.ok(changed(run, 0, '+ Jobs  AWS::SQS::Queue  shop.mt:2') and stack.protected and stack.policy == '{"Statement":[]}'
               and 'CreateChangeSet' not in run.actions(), '--direct creates without a change set', run.said())
        run('--delete', '--yes', 'shop.mt')
        tap.ok(changed(run, 7, 'protected from deletion', '--termination-protection off') and len(run.states()) == 1,
               'a protected stack stays', run.said())
        run.deploy('--termination-protection', 'off')
        run('--delete', '--yes', 'shop.mt')
        tap.ok(run.status == 0 and run.states() == [], 'until the protection is taken away', run.said())


def guards_after_a_change_set(tap):
    with Run(policy__json='{"Statement":[]}') as run:
        run.deploy('--termination-protection', 'on', '--stack-policy', 'policy.json', '--role',
                   'arn:aws:iam::%s:role/r' % ACCOUNT, '--notify', 'arn:aws:sns:x', '--rollback-alarm', 'arn:alarm',
                   '--monitor', '5', '--on-failure', 'nothing', '--import-existing')
        form = dict(run.cloud.log[run.actions().index('CreateChangeSet')][1])
        stack = run.cloud.living()[0]
        tap.ok(run.status == 0 and stack.protected and stack.policy and form['RoleARN'].endswith('role/r')
               and form['NotificationARNs.member.1'] == 'arn:aws:sns:x' and form['OnStackFailure'] == 'DO_NOTHING'
               and form['RollbackConfiguration.RollbackTriggers.member.1.Arn'] == 'arn:alarm'
               and form['RollbackConfiguration.MonitoringTimeInMinutes'] == '5'
               and form['ImportExistingResources'] == 'true', 'role, topic, alarm, policy, protection', run.said(), form)
    with Run() as run:
        run.deploy('--stack-policy', 'nowhere.json')
        tap.ok(changed(run, 3, "cannot read 'nowhere.json'") and run.actions() == [], 'a policy that is not there', run.said())


def failures(tap):
    cloud = Cloud()
    cloud.failures = {'Jobs': 'The specified queue name is taken', 'Files': 'already exists'}
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 4, "shop.mt:2:10: error[MT9030]: AWS::SQS::Queue 'Jobs' failed: The specified queue name is taken",
                       "'Files' failed, too: already exists", 'ROLLBACK_COMPLETE') and 'News' not in run.err.split('error[')[1]
               and run.err.count('error[') == 1, 'a failure stands at its line, the cause first', run.said())
        cloud.failures = {}
        run.deploy()
        tap.ok(changed(run, 0, "stack 'shop' is in state ROLLBACK_COMPLETE") and run.states() == ['CREATE_COMPLETE'],
               'a stack that holds nothing is made anew', run.said())
        cloud.failures = {'Jobs': 'no'}
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        run.deploy()
        tap.ok(changed(run, 4, 'MT9030', 'UPDATE_ROLLBACK_COMPLETE') and run.states() == ['UPDATE_ROLLBACK_COMPLETE'],
               'an update that was rolled back: exit status 4', run.said())
        cloud.rollback_fails = True
        run.deploy()
        tap.ok(changed(run, 5, 'MT9030', 'UPDATE_ROLLBACK_FAILED', "'mtc --cancel' continues"), 'one that was not: 5', run.said())
        run.deploy()
        tap.ok(changed(run, 5, 'error[MT9021]', 'UPDATE_ROLLBACK_FAILED', 'help: '), 'a stuck stack is explained', run.said())
        run('--cancel', 'shop.mt')
        tap.ok(changed(run, 0, 'as it was before') and run.actions()[-1] != '' and 'ContinueUpdateRollback' in run.actions(),
               '--cancel continues rolling back', run.said())
        run('--cancel', 'shop.mt')
        tap.ok(changed(run, 3, 'error[MT9029]'), 'nothing to cancel', run.said())
    cloud = Cloud()
    cloud.failures = {'Jobs': 'no'}
    with Run(cloud=cloud) as run:
        run.deploy('--on-failure', 'nothing')
        tap.ok(changed(run, 5, 'CREATE_FAILED', 'help: '), '--on-failure nothing leaves it for a person', run.said())
        cloud.failures = {}
    cloud = Cloud()
    cloud.failures = {'Jobs': 'no'}
    with Run(cloud=cloud) as run:
        run.deploy('--on-failure', 'delete')
        tap.ok(run.status == 4 and run.states() == [] and 'MT9030' in run.err, '--on-failure delete leaves nothing', run.said())
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.alarm = True
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        run.deploy()
        tap.ok(changed(run, 4, "error[MT9031]: stack 'shop' ended in state UPDATE_ROLLBACK_COMPLETE"), 'a rollback without a culprit',
               run.said())
    cloud = Cloud()
    cloud.cleanup_fails = {'News'}
    with Run(cloud=cloud) as run:
        run.deploy()
        run.write('shop.mt', (SHOP % '').replace('resource news AWS::SNS::Topic { DisplayName: "news" }\n', ''))
        run.deploy()
        tap.ok(changed(run, 0, "warning[MT9033]: AWS::SNS::Topic 'News' could not be removed: it is in use"),
               'what cannot be removed behind a good end is a warning', run.said())
        cloud.cleanup_fails = {'Jobs'}
        run('--delete', '--yes', 'shop.mt')
        tap.ok(changed(run, 5, "error[MT9030]: AWS::SQS::Queue 'Jobs' failed: it is in use", 'DELETE_FAILED'),
               'a deletion that fails needs a person', run.said())


def gates(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.replacements = {'Files': 'True'}
        run.write('shop.mt', (SHOP % '').replace('AWS::S3::Bucket {}', 'AWS::S3::Bucket { BucketName: "other-name" }'))
        run.deploy()
        tap.ok(changed(run, 7, '! Files', 'REPLACED, ITS DATA LOST', 'BucketName: (none) -> other-name  (replaces it)',
                       "shop.mt:4:10: error[MT9023]", '--allow-replace Files') and run.states() == ['CREATE_COMPLETE']
               and not [e for e in run.cloud.living()[0].sets.values() if e['execution'] == 'AVAILABLE'],
               'a bucket is not replaced without --allow-replace', run.said())
        run.deploy('--allow-replace', 'Jobs,Files')
        tap.ok(run.status == 0 and run.states() == ['UPDATE_COMPLETE'], 'and is with it', run.said())
        cloud.replacements = {}
        run.write('shop.mt', (SHOP % '').replace('resource files AWS::S3::Bucket {}\n', ''))
        run.deploy()
        tap.ok(changed(run, 7, '- Files', 'DELETED, WITH ITS DATA', 'error[MT9024]'), 'a bucket is not deleted', run.said())
        cloud.policies = {'Files': 'Retain'}
        run('--deploy', 'shop.mt')
        tap.ok(changed(run, 7, 'leaves the stack and stays', 'MT9022') and 'MT9024' not in run.err,
               'one that stays needs no gate', run.said())
        cloud.policies = {}
        run.deploy('--allow-delete', 'all')
        tap.ok(run.status == 0, 'and is deleted with --allow-delete', run.said())
    cloud = Cloud()
    cloud.page = 1
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.replacements = {'Files': 'Conditional'}
        run.write('shop.mt', (SHOP % 'DelaySeconds: 1').replace('Bucket {}', 'Bucket { BucketName: "other-name" }'))
        run.deploy()
        tap.ok(changed(run, 7, 'MAY BE REPLACED', 'MT9023'), 'the gate reads all pages', run.said())


def parameters(tap):
    source = ('param size: int = 3\nparam word: string\nenv production { size: 8 }\n'
              'resource jobs AWS::SQS::Queue { DelaySeconds: size, QueueName: word }\n')
    with Run(source) as run:
        run.deploy()
        tap.ok(changed(run, 3, "shop.mt:2:7: error[MT9011]: parameter 'Word' of stack 'shop' has no value", '--parameter Word=VALUE')
               and run.states() == [], 'a parameter without a value', run.said())
        run.deploy('--parameter', 'word=a=b')
        stack = run.cloud.living()[0]
        tap.ok(run.status == 0 and stack.parameters == {'Size': '3', 'Word': 'a=b'}, '--parameter, by its name in the source', run.said())
        run.deploy('--parameter', 'Size=4')
        tap.ok(run.status == 0 and stack.parameters == {'Size': '4', 'Word': 'a=b'}, 'previous values are kept', run.said())
        run.write('p.json', '[{"ParameterKey":"Size","ParameterValue":"5"},{"ParameterKey":"Word","UsePreviousValue":true}]')
        run.deploy('--parameters', 'p.json')
        tap.ok(run.status == 0 and stack.parameters == {'Size': '5', 'Word': 'a=b'}, "a file of the AWS CLI's form", run.said())
        run.write('p.json', '{"Parameters":{"Size":6}}')
        run.deploy('--parameters', 'p.json', '--parameter', 'Word=c')
        tap.ok(run.status == 0 and stack.parameters == {'Size': '6', 'Word': 'c'}, 'an option beats the file', run.said())
        run.deploy('--parameter', 'sise=4')
        tap.ok(changed(run, 3, "error[MT9012]: no stack has a parameter 'sise'", "did you mean 'size'?"), 'a misspelt parameter',
               run.said())
        for text in ('{', '[]', '[{"Key":"x"}]', '[{"ParameterKey":"Size"}]'):
            run.write('p.json', text)
            run.deploy('--parameters', 'p.json')
            tap.ok(changed(run, 3, "error[MT9013]: 'p.json'"), 'no parameters file: %s' % text, run.said())
        run.deploy('--env', 'production', '--parameter', 'word=x')
        tap.ok(run.status == 0 and [(s.name, s.parameters) for s in run.cloud.living()][-1]
               == ('shop-production', {'Size': '8', 'Word': 'x'}), 'an environment is a stack of its own', run.said())
        run.deploy('--env', 'production', '--stack', 'shop')
        tap.ok(run.status == 0 and stack.parameters == {'Size': '8', 'Word': 'c'}, 'its values are set, not only defaults', run.said())


def names_and_regions(tap):
    with Run() as run:
        del run.environment['AWS_REGION']
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9004]: no region is set for stack 'shop'") and run.actions() == [], 'no region is guessed',
               run.said())
        run.deploy('--region', 'ap-northeast-1')
        tap.ok(run.status == 0 and run.cloud.living()[0].region == 'ap-northeast-1', '--region', run.said())
        run.write('9_a.mt', SHOP % '')
        run('--deploy', '--yes', '--region', 'eu-west-1', '9_a.mt')
        tap.ok(changed(run, 3, "error[MT9010]: '9-a' is no name of a stack", '--stack'), 'a name that is none', run.said())
        run.write('three_tier.mt', SHOP % '')
        run('--deploy', '--yes', '--region', 'eu-west-1', 'three_tier.mt')
        tap.ok(run.status == 0 and run.cloud.living()[-1].name == 'three-tier', 'a name by the file', run.said())


def several_stacks(tap):
    cloud = Cloud()
    cloud.output_values = {'ZoneId': 'Z123'}
    with Run(PAIR, cloud) as run:
        run.deploy()
        stacks = {stack.name: stack for stack in cloud.living()}
        tap.ok(run.status == 0 and stacks['shop'].region == 'eu-west-1' and stacks['shop-edge'].region == 'us-east-1'
               and stacks['shop-edge'].parameters == {'ZoneId': 'Z123'}, 'outputs go to the stack that needs them', run.said())
        run.deploy()
        tap.ok(changed(run, 0, "stack 'shop-edge' is as the source says"), 'and again nothing to do', run.said())
        run('--delete', '--yes', 'shop.mt')
        order = [params['StackName'].split('/')[1] for action, params in cloud.log if action == 'DeleteStack']
        tap.ok(run.status == 0 and order[-2:] == ['shop-edge', 'shop'], 'deleted backwards', run.said(), order)
    cloud = Cloud()
    cloud.output_values = {'ZoneId': 'Z123'}
    cloud.failures = {'News': 'no'}
    with Run(PAIR, cloud) as run:
        run.deploy()
        tap.ok(changed(run, 4, 'MT9030', "stack 'shop' in eu-west-1 stands"), 'which half stands is told', run.said())


def capabilities_and_size(tap):
    role = ('resource r AWS::IAM::Role { %sAssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", '
            'Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }] } }\n')
    with Run(role % '') as run:
        run.deploy()
        tap.ok(changed(run, 0, 'needs CAPABILITY_IAM'), 'capabilities are computed', run.said())
        run.write('shop.mt', role % 'RoleName: "me", ')
        run.deploy()
        tap.ok(changed(run, 0, 'needs CAPABILITY_NAMED_IAM'), 'of named resources, too', run.said())
    large = ''.join('resource topic%d AWS::SNS::Topic { DisplayName: "%s" }\n' % (i, 'x' * 100) for i in range(300))
    with Run(large) as run:
        run.cloud.pace = 50
        run.deploy()
        tap.ok(run.status == 0 and 'TemplateBody' in dict(run.cloud.log[run.actions().index('CreateChangeSet')][1]),
               'a template is made smaller first', run.said()[:3000])
    larger = ''.join('resource topic%d AWS::SNS::Topic { DisplayName: "%s" }\n' % (i, 'x' * 100) for i in range(450))
    with Run(larger) as run:
        run.cloud.pace = 50
        run('--deploy', 'shop.mt')
        tap.ok(changed(run, 3, 'error[MT9014]', '--bucket NAME') and not run.cloud.buckets, 'a bucket is made after asking only',
               run.said()[-3000:])
        run.deploy()
        bucket = run.cloud.buckets.get('mtc-templates-%s-eu-west-1' % ACCOUNT)
        tap.ok(run.status == 0 and bucket and bucket['settings'] == ['versioning', 'encryption'] and len(bucket['objects']) == 1
               and 'eu-west-1' in bucket['where'], 'a large template goes through a bucket', run.said()[-3000:])
        run.cloud.buckets['mine'] = {'objects': {}, 'settings': [], 'where': ''}
        puts = run.actions().count('PUT object')
        run.deploy('--bucket', 'mine')
        run.deploy('--bucket', 'mine')
        tap.ok(run.status == 0 and len(run.cloud.buckets['mine']['objects']) == 1 and run.actions().count('PUT object') == puts + 1,
               '--bucket, and what is there is not sent again', run.said()[-3000:])
        elsewhere = faults.error(301, 'PermanentRedirect', 'The bucket must be addressed using the specified endpoint.',
                                 {'x-amz-bucket-region': 'us-west-2', 'Location': 'http://127.0.0.1:1/'})
        run.cloud.action_faults.update({('GET bucket', run.cloud.counts['GET bucket'] + 1): elsewhere,
                                        ('PUT object', run.cloud.counts['PUT object'] + 1): elsewhere})
        run.deploy('--bucket', 'mine')
        tap.ok(changed(run, 3, "put the template into bucket 'mine'", 'the bucket is in us-west-2: --bucket wants one of eu-west-1'),
               'a bucket of another region', run.said()[-3000:])


def busy_and_stale(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        stack = cloud.living()[0]
        stack.to('UPDATE_IN_PROGRESS')
        stack.steps = []
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9020]: stack 'shop' is busy: it is being updated", '--wait'), 'a busy stack', run.said())
        stack.steps = [lambda: None] * 3 + [lambda: stack.to('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), lambda: None,
                                            lambda: stack.to('UPDATE_COMPLETE')]
        run.deploy('--wait')
        tap.ok(changed(run, 0, 'waiting for stack', 'nothing to do'), '--wait waits for it', run.said())
        stack.to('UPDATE_IN_PROGRESS')
        stack.steps = [lambda: None] * 3 + [lambda: stack.to('UPDATE_COMPLETE')]
        run('--follow', 'shop.mt')
        tap.ok(changed(run, 0, 'UPDATE_COMPLETE'), '--follow', run.said())
        stack.status = 'SOMETHING_NEW_IN_PROGRESS'
        stack.steps = [lambda: None] * 3 + [lambda: stack.to('UPDATE_COMPLETE')]
        run('--follow', 'shop.mt')
        tap.ok(run.status == 0, 'a state that nobody knows passes', run.said())
        for status, code in (('ROLLBACK_FAILED', 5), ('DELETE_FAILED', 5), ('IMPORT_ROLLBACK_FAILED', 5)):
            stack.status = status
            run.deploy()
            tap.ok(changed(run, code, 'error[MT9021]', status, 'help: '), '%s is explained' % status, run.said())
    cloud = Cloud()
    cloud.stale = 6
    cloud.page = 2
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(run.status == 0 and run.states() == ['CREATE_COMPLETE'], 'old states are not believed, events come in pages', run.said())
        run.write('shop.mt', SHOP % 'DelaySeconds: 3')
        run.deploy()
        tap.ok(run.status == 0 and run.states() == ['UPDATE_COMPLETE'] and 'DelaySeconds' in run.err, 'nor at an update', run.said())


def events_in_disorder(tap):
    cloud = Cloud()
    honest = cloud.DescribeStackEvents

    def twice(region, params):
        answer = honest(region, dict(params, NextToken='0'))
        events = answer['StackEvents']
        return {'StackEvents': list(reversed(events)) + events, 'NextToken': 'the same for ever'}
    cloud.DescribeStackEvents = twice
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(run.status == 0 and run.err.count('CREATE_COMPLETE       Jobs') <= 1, 'events out of order, twice, in pages '
               'that repeat', run.said())


def validation(tap):
    cloud = Cloud()
    cloud.set_fails = 'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation].'
    cloud.validations = [
        {'EventType': 'VALIDATION_ERROR', 'LogicalResourceId': 'Jobs', 'ValidationStatus': 'FAILED', 'ValidationFailureMode': 'FAIL',
         'ValidationName': 'PROPERTY_VALIDATION', 'ValidationStatusReason': 'DelaySeconds is too large',
         'ValidationPath': '/Resources/Jobs/Properties/DelaySeconds'},
        {'EventType': 'VALIDATION_ERROR', 'LogicalResourceId': 'Files', 'ValidationStatus': 'FAILED', 'ValidationFailureMode': 'WARN',
         'ValidationName': 'BUCKET', 'ValidationStatusReason': 'the bucket is not empty', 'ValidationPath': ''}]
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 3, "shop.mt:2:10: error[MT9026]: AWS refuses 'Jobs': DelaySeconds is too large",
                       'at /Resources/Jobs/Properties/DelaySeconds', "warning[MT9027]: AWS doubts 'Files'") and run.states() == [],
               "AWS's own validation stands at the line", run.said())
        cloud.validations = []
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9025]: AWS refuses the template of stack 'shop'") and run.states() == [],
               'a change set that fails without details', run.said())


def drift(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        run('--drift', 'shop.mt')
        tap.ok(changed(run, 0, 'as it was deployed'), 'no drift', run.said())
        cloud.living()[0].drifts = [{'LogicalResourceId': 'Jobs', 'StackResourceDriftStatus': 'MODIFIED', 'PropertyDifferences': [
            {'PropertyPath': '/DelaySeconds', 'ExpectedValue': '0', 'ActualValue': '9'}]}]
        run('--drift', 'shop.mt')
        tap.ok(changed(run, 1, "shop.mt:2:10: warning[MT9034]: 'Jobs' is not what was deployed", '/DelaySeconds: 0 was deployed, 9'),
               'drift is told at the line', run.said())
        run.write('shop.mt', SHOP % 'DelaySeconds: 2')
        run.deploy('--revert-drift')
        forms = [params for action, params in cloud.log if action == 'CreateChangeSet']
        tap.ok(run.status == 0 and forms[-1].get('DeploymentMode') == 'REVERT_DRIFT' and 'DeploymentMode' not in forms[0],
               '--revert-drift', run.said())


def leaving(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy('--detach')
        tap.ok(changed(run, 6, 'warning[MT9032]', "'mtc --follow'"), '--detach: exit status 6', run.said())
        run('--follow', 'shop.mt')
        tap.ok(run.status == 0 and run.states() == ['CREATE_COMPLETE'], 'and --follow comes back', run.said())
        stack = cloud.living()[0]
        for name, number in (('SIGINT', signal.SIGINT), ('SIGTERM', signal.SIGTERM)):
            stack.status, stack.steps = 'UPDATE_IN_PROGRESS', []
            asked = len(cloud.log)
            process = run.popen('--follow', 'shop.mt')
            wait_until(lambda: 'DescribeEvents' in run.actions()[asked:])
            process.send_signal(number)
            run.out, run.err = process.communicate(timeout=20)
            run.status = process.returncode
            tap.ok(changed(run, 6, 'warning[MT9032]', "'mtc --follow'"), '%s detaches' % name, run.said())
        stack.status = 'CREATE_COMPLETE'
        cloud.pending = 10 ** 6
        asked = len(cloud.log)
        process = run.popen('--deploy', '--yes', 'shop.mt')
        wait_until(lambda: 'DescribeChangeSet' in run.actions()[asked:])
        process.send_signal(signal.SIGINT)
        run.out, run.err = process.communicate(timeout=20)
        run.status = process.returncode
        tap.ok(changed(run, 7, 'it was stopped') and all(e['execution'] == 'EXECUTE_COMPLETE' for e in stack.sets.values()), 'Ctrl-C before the start leaves nothing', run.said(),
               stack.sets)


def silence(tap):
    with Run(cloud=Cloud(), url='http://127.0.0.1:1') as run:
        run.deploy()
        tap.ok(changed(run, 3, 'error[MT9006]', 'tried 5 times'), 'nobody is there', run.said())


def credentials(tap):
    with Run() as run:
        del run.environment['AWS_ACCESS_KEY_ID'], run.environment['AWS_SECRET_ACCESS_KEY']
        run.deploy()
        tap.ok(changed(run, 3, 'error[MT9001]: there are no credentials for AWS', 'help: ') and run.actions() == [], 'no credentials',
               run.said())
        run.environment['AWS_PROFILE'] = 'oops'
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9002]: no credentials for AWS: profile 'oops' was not found"), 'no such profile', run.said())
        os.mkdir(os.path.join(run.folder.name, '.aws'))
        run.write('.aws/config', '[default\n')
        run.deploy()
        tap.ok(changed(run, 3, 'error[MT9003]', '.aws/config:1: profile definition must end'), 'files that cannot be read', run.said())
        run.write('.aws/config', '[profile shop]\ncredential_process = printf \'{"Version":1,"AccessKeyId":"AKIDEXAMPLE",'
                  '"SecretAccessKey":"%s"}\'\n' % SECRET)
        del run.environment['AWS_PROFILE']
        run.deploy('--profile', 'shop')
        tap.ok(run.status == 0 and 'MT9008' not in run.err, '--profile', run.said())
        with open(os.path.join(run.folder.name, '.aws/config'), 'a') as file:
            file.write('max_attempts = 3 # enough\n')
        run.deploy('--profile', 'shop')
        tap.ok(changed(run, 0, 'warning[MT9008]: %s/.aws/config:3' % run.folder.name), 'a comment that clients read in two ways',
               run.said())
    with Run() as run:
        run.environment['AWS_SECRET_ACCESS_KEY'] = 'another-secret'
        run.deploy()
        tap.ok(changed(run, 3, 'error[MT9005]', 'SignatureDoesNotMatch', 'those of the environment')
               and 'another-secret' not in run.out + run.err, 'a wrong secret', run.said())


def renewal(tap):
    """Credentials that run out while a stack works are found again."""
    cloud = Cloud()
    cloud.secrets = {'ASIA1': ('one', 'token-1'), 'ASIA2': ('two', 'token-2')}
    script = ('n=$(cat n 2>/dev/null || echo 0); n=$((n + 1)); echo $n >n; case $n in 1) k=ASIA1 s=one t=token-1;; '
              '*) k=ASIA2 s=two t=token-2;; esac; echo "{\\"Version\\":1,\\"AccessKeyId\\":\\"$k\\",'
              '\\"SecretAccessKey\\":\\"$s\\",\\"SessionToken\\":\\"$t\\"}"\n')
    with Run(cloud=cloud, keys__sh=script) as run:
        del run.environment['AWS_ACCESS_KEY_ID'], run.environment['AWS_SECRET_ACCESS_KEY']
        os.mkdir(os.path.join(run.folder.name, '.aws'))
        run.write('.aws/config', '[default]\ncredential_process = sh keys.sh\n')

        def expire(handler, work):
            with cloud.lock:
                cloud.secrets.pop('ASIA1', None)
            handler.give(403, {'Content-Type': 'text/xml'}, b'<ErrorResponse><Error><Code>ExpiredToken</Code><Message>old</Message>'
                         b'</Error></ErrorResponse>')
        cloud.action_faults[('DescribeStacks', 5)] = expire
        run.deploy()
        tap.ok(run.status == 0 and run.states() == ['CREATE_COMPLETE'] and 'token-' not in run.out + run.err,
               'credentials that run out are renewed', run.said())


def clocks(tap):
    for skew, words in ((900, 'behind'), (-900, 'ahead of'), (360, 'behind')):
        cloud = Cloud()
        cloud.skew = skew
        with Run(cloud=cloud) as run:
            run.deploy()
            tap.ok(changed(run, 0, "warning[MT9007]: this machine's clock is %d seconds %s AWS's" % (abs(skew), words)), 'a clock that is %d seconds off' % skew, run.said())


def at_a_terminal(tap):
    """Questions are asked once, and answered by what is typed."""
    for typed, status, states in (('y\n', 0, ['CREATE_COMPLETE']), ('n\n', 7, []), ('\n', 7, []), ('\x03', 7, [])):
        with Run() as run:
            type_in(run, [('[y/N]', typed)], '--deploy', 'shop.mt')
            tap.ok(run.status == status and run.states() == states and run.err.count('[y/N]') == 1
                   and (typed != 'y\n' or re.search(r'\[=*>? *\] \d/3', run.err)), 'a terminal: %r' % typed, run.said())
    source = ('## How many\nparam size: int\nparam word: string { secret: true }\n'
              'resource jobs AWS::SQS::Queue { DelaySeconds: size, QueueName: word }\n')
    with Run(source) as run:
        type_in(run, [('Size', '7\n'), ('Word', 'hidden\n'), ('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        tap.ok(run.status == 0 and run.cloud.living()[0].parameters == {'Size': '7', 'Word': 'hidden'} and 'hidden' not in run.err,
               'values are asked for, and a secret one is not shown', run.said())
        for answers in ([('Size', '\x03')], [('Size', '7\n'), ('Word', '\x03')]):
            type_in(run, answers, '--deploy', '--stack', 'other', 'shop.mt')
            tap.ok(changed(run, 7, 'nothing was changed: it was stopped') and run.err.count('error[') == 1
                   and run.err.count('Word:') == len(answers) - 1, 'Ctrl-C where a value is asked for', run.said())
        type_in(run, [('[y/N]', '\x03')], '--delete', 'shop.mt')
        tap.ok(changed(run, 7, 'nothing was changed: it was stopped') and len(run.states()) == 1, 'Ctrl-C where a deletion is', run.said())
    with Run(PAIR) as run:
        type_in(run, [('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        tap.ok(run.status == 0 and len(run.states()) == 2 and run.err.count('[y/N]') == 1, 'two new stacks are one question', run.said())
        type_in(run, [('[y/N]', 'y\n'), ('[y/N]', 'n\n')], '--delete', 'shop.mt')
        tap.ok(run.status == 7 and [s.name for s in run.cloud.living()] == ['shop'], 'each deletion is a question of its own', run.said())


def marks(tap):
    """An operation's events are its own, whatever went before."""
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.failures = {'Jobs': 'an old failure'}
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        run.deploy()
        cloud.failures = {}
        # the mark cannot be read: the operation's first event is taken for it
        cloud.action_faults[('DescribeStackEvents', cloud.counts['DescribeStackEvents'] + 1)] = faults.FINAL['AccessDenied']
        run.deploy()
        tap.ok(changed(run, 0, 'UPDATE_COMPLETE') and 'an old failure' not in run.err and 'CREATE_COMPLETE' not in run.err,
               'events of an earlier operation are not told again', run.said())
        cloud.failures = {'Jobs': 'a failure before anybody looked'}
        run.write('shop.mt', SHOP % 'DelaySeconds: 10')
        run.deploy('--detach')
        stack = cloud.living()[0]
        while stack.status == 'UPDATE_IN_PROGRESS':
            stack.advance()
        run('--follow', 'shop.mt')
        tap.ok(changed(run, 4, "error[MT9030]: AWS::SQS::Queue 'Jobs' failed: a failure before anybody looked")
               and 'an old failure' not in run.err, '--follow tells what happened before it came', run.said())


def templates(tap):
    cloud = Cloud()
    cloud.failures = {'Jobs': 'no'}
    source = 'Resources:\n  Jobs:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 5\n'
    with Run(cloud=cloud, old__yaml=source) as run:
        run('--deploy', '--yes', 'old.yaml')
        tap.ok(changed(run, 4, "old.yaml:2:3: error[MT9030]: AWS::SQS::Queue 'Jobs' failed: no") and cloud.stacks[-1].name == 'old',
               'a template is deployed, and its failures stand at its lines', run.said())


def time_is_up(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        stack = cloud.living()[0]
        stack.status, stack.steps = 'UPDATE_IN_PROGRESS', []
        run('--follow', '--timeout', '1s', 'shop.mt')
        tap.ok(changed(run, 6, 'warning[MT9032]', 'the time was up'), '--timeout', run.said())


def reverting(tap):
    """The third column of a change: what somebody made of it by hand."""
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        honest = cloud.changes

        def with_drift(stack, entry):
            changes = honest(stack, entry)
            for change in changes:
                for detail in change['ResourceChange'].get('Details', []):
                    detail['Target']['Drift'] = {'PreviousValue': '1', 'ActualValue': '44'}
            return changes
        cloud.changes = with_drift
        run.write('shop.mt', SHOP % 'DelaySeconds: 2')
        run.deploy('--revert-drift')
        tap.ok(changed(run, 0, 'DelaySeconds: (none) -> 2  (by hand it is 44)'), 'drift that is undone is told', run.said())


def hooks(tap):
    cloud = Cloud()
    cloud.knows_operations = False
    cloud.failures = {'Jobs': 'The following hook(s) failed: [Mine::Hook]'}
    honest = Cloud.DescribeStackEvents

    def with_hook(region, params):
        answer = honest(cloud, region, params)
        for event in answer['StackEvents']:
            if event['ResourceStatus'] == 'CREATE_FAILED' and event['LogicalResourceId'] == 'Jobs':
                event.update(HookType='Mine::Hook', HookStatus='HOOK_COMPLETE_FAILED', HookStatusReason='queues must be encrypted')
        return answer
    cloud.DescribeStackEvents = with_hook
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 4, "error[MT9030]: AWS::SQS::Queue 'Jobs' failed: queues must be encrypted"), "a hook's reason is told",
               run.said())


def as_json(tap):
    with Run() as run:
        run('--deploy', 'shop.mt', '--diagnostics', 'json')
        tap.ok(run.status == 7 and run.err.startswith(('{', '[')) and 'MT9022' in run.err, 'messages as JSON, and nothing else', run.said())


if __name__ == '__main__':
    main([create_update_delete, direct, guards_after_a_change_set, failures, gates, parameters, names_and_regions, several_stacks,
          capabilities_and_size, busy_and_stale, events_in_disorder, validation, drift, leaving, silence, credentials, renewal,
          clocks, at_a_terminal, marks, templates, time_is_up, reverting, hooks, as_json])
