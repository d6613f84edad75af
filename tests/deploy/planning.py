"""What is known, shown and refused before anything is changed; and that what is done is what was shown."""
import datetime
import json

from cloud import Cloud, Refusal
from harness import PAIR, PAIR_WITH, Run, SHOP, changed, main, type_in


def sent(run, action):
    return [dict(params) for name, params in run.cloud.log if name == action]


def plans(tap):
    with Run() as run:
        run('--plan', 'shop.mt')
        tap.ok(changed(run, 0, "new stack 'shop' in eu-west-1: 3 to add", '+ Jobs') and run.states() == []
               and 'ExecuteChangeSet' not in run.actions(), 'a plan makes nothing and leaves nothing', run.said())
        run.deploy()
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        run('--plan', 'shop.mt')
        stack = run.cloud.living()[0]
        tap.ok(changed(run, 0, 'DelaySeconds: (none) -> 7') and run.states() == ['CREATE_COMPLETE'] and len(stack.sets) == 1,
               'a plan of an update', run.said())
        run.write('shop.mt', (SHOP % '').replace('resource files AWS::S3::Bucket {}\n', ''))
        run('--plan', 'shop.mt')
        tap.ok(changed(run, 7, 'error[MT9024]'), 'the gates stand before a plan, too', run.said())
        run('--plan', 'shop.mt', '--allow-delete', 'Files')
        tap.ok(changed(run, 0, 'DELETED, WITH ITS DATA') and run.states() == ['CREATE_COMPLETE'], 'and open for it', run.said())
        stack.to('UPDATE_ROLLBACK_FAILED')
        run('--plan', 'shop.mt')
        tap.ok(changed(run, 5, 'error[MT9021]'), 'a plan of a stuck stack', run.said())
    with Run(PAIR) as run:
        run('--plan', 'shop.mt')
        tap.ok(changed(run, 0, "new stack 'shop' in eu-west-1", "new stack 'shop-edge' in us-east-1", '+ News',
                       "stack 'shop-edge' takes values of stacks that are not deployed yet") and run.states() == [],
               'a plan of stacks that need each other', run.said())
        run.deploy()
        run('--plan', 'shop.mt')
        tap.ok(run.status == 0 and run.err.count('nothing to do') == 2, 'and of both once they stand', run.said())


def surveyed(tap):
    """What can be known of a later stack is known before the first is changed."""
    with Run(PAIR_WITH % ('param word: string\n', ', TopicName: word')) as run:
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9011]: parameter 'Word' of stack 'shop-edge' has no value") and run.cloud.stacks == [],
               "a later stack's parameter is missed before anything is changed", run.said())
        type_in(run, [('Word', 'w\n'), ('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        tap.ok(run.status == 0 and run.err.index('Word') < run.err.index('new stack') and run.err.count('Word:') == 1
               and {'Word': 'w'}.items() <= run.cloud.living('shop-edge')[0].parameters.items(), 'or asked for, once', run.said())
        run.cloud.living('shop-edge')[0].to('UPDATE_ROLLBACK_FAILED')
        sets = run.actions().count('CreateChangeSet')
        run.deploy()
        tap.ok(changed(run, 5, "error[MT9021]: stack 'shop-edge'") and run.actions().count('CreateChangeSet') == sets,
               'a later stack that is stuck stops the first', run.said())


def halves(tap):
    """A later stack that is refused when an earlier one was changed is no longer "before anything was changed"."""
    cloud = Cloud()
    honest = cloud.CreateChangeSet

    def refuse(region, params):
        if region == 'us-east-1':
            raise Refusal('AccessDenied', 'not allowed to do that there', 403)
        return honest(region, params)
    cloud.CreateChangeSet = refuse
    with Run(PAIR, cloud) as run:
        run.deploy()
        tap.ok(changed(run, 5, 'error[MT9005]', "stack 'shop' in eu-west-1 stands as the source says")
               and run.states() == ['CREATE_COMPLETE'], 'refused after a change: status 5', run.said())
        run.deploy()
        tap.ok(changed(run, 3, 'error[MT9005]'), 'refused when nothing had to be changed: status 3', run.said())
    cloud = Cloud()
    with Run(PAIR, cloud) as run:
        run.deploy()
        run.write('shop.mt', PAIR_WITH.replace('example.com', 'example.org') % ('', ', TopicName: "t"'))
        cloud.replacements = {'News': 'True'}
        type_in(run, [('[y/N]', 'y\n'), ('[y/N]', 'n\n')], '--deploy', 'shop.mt', '--allow-replace', 'all')
        tap.ok(changed(run, 7, 'nothing more was changed: the answer was no'), 'no to the second', run.said())


def nothing(tap):
    """Both of AWS's ways to say that there is nothing to do, which it calls a failure."""
    for reason in ("The submitted information didn't contain changes. Submit different information to create a change set.",
                   'No updates are to be performed.'):
        cloud = Cloud()
        with Run(cloud=cloud) as run:
            run.deploy()
            cloud.set_fails = reason
            run.deploy()
            tap.ok(changed(run, 0, 'nothing to do', 'JobsUrl = ') and len(cloud.living()[0].sets) == 1, reason, run.said())


def obsolete(tap):
    """A change set that the stack has outrun is made again, shown again, and asked about again."""
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        honest = cloud.ExecuteChangeSet

        def outrun(region, params):
            stack, entry = cloud.change_set(region, params)
            if entry['execution'] == 'AVAILABLE' and not cloud.outran:
                entry['execution'], cloud.outran = 'OBSOLETE', True
            return honest(region, params)
        cloud.ExecuteChangeSet, cloud.outran = outrun, False
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        type_in(run, [('[y/N]', 'y\n'), ('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        stack = cloud.living()[0]
        tap.ok(changed(run, 0, 'was changed by somebody else') and run.err.count('[y/N]') == 2 and len(stack.sets) == 1
               and stack.status == 'UPDATE_COMPLETE', 'asked about again', run.said())
        cloud.outran = False
        run.write('shop.mt', SHOP % 'DelaySeconds: 8')
        run.deploy()
        tap.ok(run.status == 0 and stack.status == 'UPDATE_COMPLETE', 'and done again with --yes', run.said())

        def always(region, params):
            cloud.outran = False
            return outrun(region, params)
        cloud.ExecuteChangeSet = always
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        sets = len(stack.sets)
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9020]: stack 'shop' is busy: others change it again and again") and len(stack.sets) == sets,
               'but not without end', run.said())


TOPIC = '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}'
TOKEN = 'mtc-0123abcd-00112233445566'       # and two digits


def make_set(cloud, name, age=0, kind='UPDATE'):
    """Somebody else's change set, made some seconds ago."""
    cloud.CreateChangeSet('eu-west-1', {'ChangeSetType': kind, 'StackName': 'shop', 'ChangeSetName': name, 'TemplateBody': TOPIC})
    entry = cloud.living()[0].sets[name]
    made = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(seconds=age)
    entry.update(made=made.strftime('%Y-%m-%dT%H:%M:%S.000Z'), looks=0)


def colleagues(tap):
    """An empty stack in which others have a change set stays theirs."""
    with Run() as run:
        make_set(run.cloud, 'theirs', kind='CREATE')
        for words, status in ((('--deploy',), 7), (('--plan',), 0)):
            run(*words, 'shop.mt')
            stack = run.cloud.living()[0]
            tap.ok(run.status == status and stack.status == 'REVIEW_IN_PROGRESS' and list(stack.sets) == ['theirs'],
                   'the change set of a colleague stays: %s' % words, run.said())
        run('--status', 'shop.mt')
        tap.ok(changed(run, 0, 'change set theirs  AVAILABLE, made 0 minutes ago\n'), 'and is seen', run.said())
        run.cloud.denied = {'ListChangeSets'}
        run('--plan', 'shop.mt')
        tap.ok(changed(run, 0, "warning[MT9035]: the empty stack 'shop' could not be removed: AWS does not tell whether others have",
                       'AccessDenied', 'help: ') and list(run.cloud.living()[0].sets) == ['theirs'],
               'what AWS does not tell is not taken for nothing', run.said())
        run.cloud.denied = set()
        run('--deploy', '--yes', 'shop.mt')
        tap.ok(run.status == 0 and run.states() == ['CREATE_COMPLETE'], 'until another is started', run.said())
    for pages in (1, 100):
        with Run() as run:
            run.cloud.page = pages
            make_set(run.cloud, TOKEN + '01', 7300, 'CREATE')
            make_set(run.cloud, 'theirs', 7300, 'CREATE')
            run('--plan', 'shop.mt')
            tap.ok(run.status == 0 and list(run.cloud.living()[0].sets) == ['theirs'], 'on a later page, too', run.said())


def kept_from_removing(tap):
    """A change set or an empty stack that cannot be removed is told."""
    with Run() as run:
        run.cloud.denied = {'DeleteChangeSet'}
        run('--plan', 'shop.mt')
        tap.ok(run.status == 0 and 'MT9035' not in run.err and run.states() == [], 'with its empty stack it goes all the same', run.said())
        run.cloud.denied = {'DeleteStack'}
        run('--plan', 'shop.mt')
        tap.ok(changed(run, 0, "warning[MT9035]: the empty stack 'shop' could not be removed: AccessDenied", "help: 'mtc --delete'")
               and run.err.count('MT9035') == 1 and run.states() == ['REVIEW_IN_PROGRESS'], 'an empty stack is told', run.said())
        run.cloud.denied = set()
        run.deploy()
        run.cloud.denied = {'DeleteChangeSet'}
        run.deploy()
        tap.ok(changed(run, 0, 'nothing to do', "warning[MT9035]: change set 'mtc-", "of stack 'shop' could not be removed: AccessDenied",
                       "help: 'aws cloudformation delete-change-set --change-set-name arn:aws:"), 'and a change set', run.said())
        run.cloud.denied = {'ListChangeSets'}
        run.deploy()
        tap.ok(run.status == 0 and 'MT9035' not in run.err, 'a listing that is not allowed is nothing that is left', run.said())
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        honest, left = cloud.DeleteChangeSet, [3]

        def busy(region, params):
            left[0] -= 1
            if left[0] >= 0:
                raise Refusal('InvalidChangeSetStatus', 'cannot be deleted in status CREATE_IN_PROGRESS')
            return honest(region, params)
        cloud.DeleteChangeSet = busy
        run.deploy()
        tap.ok(run.status == 0 and 'MT9035' not in run.err and len(cloud.living()[0].sets) == 1, 'one that is being made is waited for',
               run.said())
        left[0] = 100
        run.deploy()
        tap.ok(changed(run, 0, 'MT9035', 'InvalidChangeSetStatus') and left[0] == 95, 'but not without end', run.said())


def left_by_the_dead(tap):
    """What runs that were killed have left goes with the next run that starts nothing itself; what may be of one that lives stays."""
    names = ('theirs', 'mtc-by-hand', TOKEN + '01', TOKEN + '02', TOKEN + 'AA', TOKEN + '030')
    with Run() as run:
        run.deploy()
        stack = run.cloud.living()[0]

        def play(*words):
            for name in names:
                if name not in stack.sets:
                    make_set(run.cloud, name, 7100 if name.endswith('02') else 7300)
            run(*words, 'shop.mt')
            return [name for name in names if name not in stack.sets]
        for words, status in ((('--deploy', '--yes'), 0), (('--deploy',), 0), (('--plan',), 0)):
            tap.ok(play(*words) == [TOKEN + '01'] and changed(run, status, "removed change set '%s01' of stack 'shop', which a run of "
                                                              "mtc left 2 hours ago" % TOKEN, "change set '%s02' of stack 'shop' is "
                                                              'of another run of mtc' % TOKEN), 'left by the dead: %s' % (words,),
                   run.said())
        tap.ok(play('--status') == [] and changed(run, 0, 'change set %s01  AVAILABLE, made 2 hours ago: the next --deploy or --plan removes it\n'
                                                  % TOKEN, 'change set %s02  AVAILABLE, made 118 minutes ago\n' % TOKEN),
               'a look at the state tells of them', run.said())
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        tap.ok(play('--deploy') == [TOKEN + '01'] and run.status == 7, 'left by the dead: no yes', run.said())
        run.write('shop.mt', (SHOP % '').replace('resource files AWS::S3::Bucket {}\n', ''))
        tap.ok(play('--deploy', '--yes') == [TOKEN + '01'] and run.status == 7, 'left by the dead: a gate', run.said())
        run.cloud.skew = 700        # of AWS's clock; the first answer tells
        tap.ok(play('--plan', '--allow-delete', 'all') == [TOKEN + '01', TOKEN + '02'] and run.status == 0,
               "an age is by AWS's clock", run.said())
        run.cloud.skew = 0
        tap.ok(play('--deploy', '--yes', '--allow-delete', 'all') == list(names) and run.status == 0, 'AWS itself drops all at a start',
               run.said())
        stack.sets.clear()
        run.cloud.denied = {'DeleteChangeSet'}
        tap.ok(play('--deploy', '--yes') == [] and changed(run, 0, "warning[MT9035]: change set '%s01'" % TOKEN), 'or it is told', run.said())
    with Run() as run:
        make_set(run.cloud, TOKEN + '01', 7300, 'CREATE')
        run('--plan', 'shop.mt')
        tap.ok(run.status == 0 and run.states() == [], 'an empty stack that a dead run has left goes with it', run.said())


def too_old(tap):
    """What was shown long ago is no longer started: another run may take its change set for one that was left."""
    with Run() as run:
        run.environment['MTC_CHANGE_SET_SECONDS'] = '4'
        type_in(run, [('[y/N]', (4.2, 'y\n')), ('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        tap.ok(changed(run, 0, "the changes of stack 'shop' were shown long ago") and run.err.count('[y/N]') == 2
               and run.states() == ['CREATE_COMPLETE'] and len(run.cloud.living()[0].sets) == 1, 'asked about again', run.said())


def outrun(tap):
    """What somebody else was quicker with is looked at again, and ends as it would have without the first look."""
    def quicker(cloud, action, template, lost=False, pace=100):
        """Somebody's CreateStack or ExecuteChangeSet comes before this action, whose own answer may be lost."""
        def first(handler, work):
            cloud.pace = pace
            token = {'ClientRequestToken': 'of-somebody'}
            if cloud.living():
                make_set(cloud, 'theirs')
                cloud.living()[0].sets['theirs'].update(execution='AVAILABLE', template=template)
                cloud.ExecuteChangeSet('eu-west-1', dict(token, ChangeSetName='theirs', StackName='shop'))
            else:
                cloud.CreateStack('eu-west-1', dict(token, StackName='shop', TemplateBody=json.dumps(template)))
            cloud.living()[0].advance()
            return handler.drop() if lost else handler.give(*work())
        cloud.action_faults[action, cloud.counts.get(action, 0) + 1] = first
    other = json.loads(TOPIC)
    for lost in (False, True):
        with Run() as run:
            quicker(run.cloud, 'CreateStack', other, lost)
            run.deploy('--direct', '--allow-delete', 'all')
            tap.ok(changed(run, 0, "'shop' was created by somebody else in the meantime", '- A') and run.states() == ['UPDATE_COMPLETE'],
                   'a stack of another source: lost %s' % lost, run.said())
    with Run() as run:
        quicker(run.cloud, 'CreateStack', other)
        type_in(run, [('Create it? [y/N]', 'y\n'), ('Update it? [y/N]', 'n\n')], '--deploy', '--direct', 'shop.mt')
        tap.ok(changed(run, 7, 'was created by somebody else', 'nothing was changed') and len(run.cloud.living()[0].sets) == 0,
               'asked about anew', run.said())
        run.cloud.stacks.clear()
        quicker(run.cloud, 'CreateStack', other, pace=0)
        run.deploy('--direct')
        tap.ok(changed(run, 3, 'was created by somebody else', "error[MT9020]: stack 'shop' is busy: it is being created", '--wait')
               and run.states() == ['CREATE_IN_PROGRESS'], 'one that is still at work is told', run.said())
    with Run() as run:
        run.deploy()
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        quicker(run.cloud, 'CreateChangeSet', other, pace=0)
        run.deploy()
        tap.ok(changed(run, 3, 'was changed by somebody else', "error[MT9020]: stack 'shop' is busy: it is being updated"),
               'an update that others have begun', run.said())
        run.cloud.pace = 100
        run.cloud.living()[0].advance()
        quicker(run.cloud, 'CreateChangeSet', other, pace=1)
        run.deploy('--wait', '--allow-delete', 'all')
        tap.ok(changed(run, 0, 'was changed by somebody else', 'waiting for stack') and run.states() == ['UPDATE_COMPLETE']
               and 'Jobs' in run.cloud.living()[0].resources(), 'is waited for', run.said())
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.living()[0].status = 'UPDATE_COMPLETE'
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')

        def never(region, params):
            raise Refusal('ValidationError', 'Stack:x is in UPDATE_IN_PROGRESS state and can not be updated.')
        cloud.CreateChangeSet = never
        run.deploy()
        tap.ok(changed(run, 3, "others change it again and again") and run.actions().count('CreateChangeSet') == 4,
               'but not without end', run.said())

        def absent(region, params):
            raise Refusal('ValidationError', 'Role arn:aws:iam::123456789012:role/r does not exist')
        cloud.CreateChangeSet = absent
        run.deploy()
        tap.ok(changed(run, 3, 'error[MT9005]', 'role/r does not exist') and run.actions().count('CreateChangeSet') == 5,
               'what else does not exist is no such case', run.said())


def failing_forward(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.replacements = {'Jobs': 'True'}
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        run.deploy('--on-failure', 'nothing', '--allow-replace', 'all')
        tap.ok(changed(run, 7, "shop.mt:2:10: error[MT9015]: AWS::SQS::Queue 'Jobs' would be replaced", 'help: ')
               and run.states() == ['CREATE_COMPLETE'], 'no replacement without rollback', run.said())
        cloud.replacements = {}
        run.deploy('--on-failure', 'nothing')
        tap.ok(run.status == 0, 'a change in place goes', run.said())


def retention(tap):
    """A resource that is new goes with what made it, though it would be retained otherwise."""
    with Run() as run:
        run.deploy()
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        run.deploy()
        run.write('shop.mt', SHOP % 'DelaySeconds: 8')
        run.deploy('--on-failure', 'nothing')
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        run.deploy('--import-existing')
        run.deploy('--direct', '--stack', 'other')
        told = [form.get('RetainExceptOnCreate') for form in sent(run, 'ExecuteChangeSet') + sent(run, 'CreateStack')]
        tap.ok(told == ['true', 'true', None, None, 'true'], 'RetainExceptOnCreate', told, run.said())


def kept_values(tap):
    source = 'param size: int = %s\nparam zs: list(string) = ["a", "b"]\nenv big { zs: ["x", "y"] }\n' \
             'resource jobs AWS::SQS::Queue { DelaySeconds: size, QueueName: zs[0] }\n'
    with Run(source % 3) as run:
        run.deploy()
        run.deploy()
        tap.ok(run.status == 0 and "keeps the stack's value" not in run.err, 'values are kept', run.said())
        run.write('shop.mt', source % 4)
        run.deploy()
        tap.ok(changed(run, 0, "parameter 'Size' keeps the stack's value, which is not the source's default; "
                       "--parameter Size=4 sets that", 'nothing to do'), 'and it is told where the default is another', run.said())
        run.deploy('--stack', 'shop', '--env', 'big')
        tap.ok(run.status == 0 and run.cloud.living()[0].parameters['Zs'] == 'x,y', 'a list of the environment is set', run.said())


def files_of_others(tap):
    source = 'param size: int\nresource jobs AWS::SQS::Queue { DelaySeconds: size }\n'
    with Run(source) as run:
        for text in ('{"Parameters": {"Size": "5"}, "Tags": {"team": "shop", "cost": "7"}}',
                     '{"template-file-path": "shop.json", "parameters": {"Size": 5}, "tags": {"team": "shop", "cost": "7"}}'):
            run.write('p.json', text)
            run.deploy('--parameters', 'p.json', '--tag', 'cost=8')
            tags = {tag['Key']: tag['Value'] for tag in run.cloud.living()[0].tags}
            tap.ok(run.status == 0 and tags == {'team': 'shop', 'cost': '8'} and run.cloud.living()[0].parameters == {'Size': '5'},
                   'values and tags of %s…' % text[:22], run.said(), tags)
        run.write('p.json', '{"Parameters": {}, "Tags": {"team": "b"}}')
        run.deploy('--parameters', 'p.json')
        tap.ok(run.status == 0, 'a file with tags alone', run.said())
        for text in ('{"Parameters": {"Size": "5"}, "StackPolicy": {"Statement": []}}', '{"Parameters": {"Size": 1}, "Tags": ["a"]}'):
            run.write('p.json', text)
            run.deploy('--parameters', 'p.json')
            tap.ok(changed(run, 3, "error[MT9013]: 'p.json'"), 'not taken: %s' % text, run.said())


def capabilities(tap):
    cases = (('{"Transform": "Mine", "Resources": {"A": {"Type": "AWS::SNS::Topic"}}}', ['NAMED_IAM', 'AUTO_EXPAND']),
             ('{"Resources": {"A": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::Transform": {"Name": "Mine"}}}}}}',
              ['NAMED_IAM', 'AUTO_EXPAND']),
             ('{"Resources": {"A": {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": '
              '"https://b.s3.amazonaws.com/t"}}}}', ['NAMED_IAM', 'AUTO_EXPAND']),
             ('{"Resources": {"A": {"Type": "AWS::IAM::Group"}}}', ['IAM']),
             ('{"Resources": {"A": {"Type": "AWS::IAM::Group", "Properties": {"GroupName": "g"}}}}', ['NAMED_IAM']),
             ('{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}', []))
    for template, wanted in cases:
        with Run(shop__json=template) as run:
            run('--deploy', '--yes', 'shop.json')
            form = (sent(run, 'CreateChangeSet') or [{}])[0]
            told = [form[key][len('CAPABILITY_'):] for key in sorted(form) if key.startswith('Capabilities.')]
            tap.ok(run.status == 0 and told == wanted and ('CAPABILITY_' in run.err) == bool(wanted),
                   'capabilities of %s' % template[:60], told, run.said())


def detached(tap):
    for words in ((), ('--direct',)):
        with Run() as run:
            run.deploy('--detach', *words)
            tap.ok(changed(run, 6, 'warning[MT9032]', "'mtc --follow'") and len(run.states()) == 1, '--detach %s' % ' '.join(words),
                   run.said())


def roles(tap):
    with Run() as run:
        run.deploy('--role', 'arn:aws:iam::123456789012:role/r')
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        run.deploy()
        tap.ok(changed(run, 0, "takes on the stack's role arn:aws:iam::123456789012:role/r"), "a stack's role is told of", run.said())


if __name__ == '__main__':
    main([plans, surveyed, halves, nothing, obsolete, colleagues, kept_from_removing, left_by_the_dead, too_old, outrun, failing_forward, retention, kept_values, files_of_others, capabilities, detached, roles])
