"""What is known, shown and refused before anything is changed; and that what is done is what was shown."""
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
        tap.ok(changed(run, 3, 'error[MT9025]', 'others change the stack again and again') and len(stack.sets) == sets,
               'but not without end', run.said())


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
    main([plans, surveyed, halves, obsolete, failing_forward, retention, kept_values, files_of_others, capabilities, detached, roles])
