"""Operations watched to their end: where events come from, what of them is told, what is done about each state that a
stack can be in, and what is seen on a terminal."""
import concurrent.futures
import os
import re
import signal

from cloud import Cloud, Stack
from harness import Run, SHOP, changed, main, type_in, wait_until

MUTATING = ('CreateStack', 'CreateChangeSet', 'ExecuteChangeSet', 'DeleteStack', 'CancelUpdateStack', 'ContinueUpdateRollback',
            'RollbackStack')
DIRECTLY = ('--direct',)        # a creation without a change set


def told(run, *parts):
    """Whether these are told, in this order."""
    at = 0
    for part in parts:
        found = run.err.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


# ------------------------------------------------------------------ where events come from

def sources(tap):
    """DescribeEvents by operation; where it is unknown or denied, DescribeStackEvents, and nobody hears of it."""
    said = {}
    for name, knows, denied in (('by operation', True, ()), ('denied', True, ('DescribeEvents',)), ('unknown', False, ())):
        cloud = Cloud()
        cloud.knows_operations, cloud.denied = knows, set(denied)
        cloud.failures = {'News': 'The topic is too loud'}
        with Run(cloud=cloud) as run:
            run.deploy()
            first = run.err
            cloud.failures = {}
            run.deploy()
            cloud.failures = {'Jobs': 'The queue is too long'}
            run.write('shop.mt', SHOP % 'DelaySeconds: 9')
            run.deploy()
            lines = [line for line in first.splitlines() + run.err.splitlines() if re.match(r' +\d:\d\d  ', line)]
            said[name] = [re.sub(r'  in \d:\d\d|\d:\d\d', '', line) for line in lines]
            tap.ok(run.status == 4 and told(run, 'UPDATE_FAILED', 'UPDATE_ROLLBACK_COMPLETE  shop',
                                            "shop.mt:2:10: error[MT9030]: AWS::SQS::Queue 'Jobs' failed: The queue is too long")
                   and 'too loud' not in run.err and 'not authorized' not in run.err, 'events %s' % name, run.said())
            asked = [params for action, params in cloud.log if action == 'DescribeEvents' and 'OperationId' in params]
            if name == 'by operation':
                marks = 4       # one before each of the operations
                tap.ok(run.actions().count('DescribeStackEvents') == marks and asked, 'and by nothing else', run.actions())
                operations = {params['OperationId'] for params in asked}
                kinds = [op['OperationType'] for stack in cloud.stacks for op in stack.operations
                         if op['OperationId'] in operations]
                tap.ok(sorted(kinds) == sorted(['CREATE_STACK', 'ROLLBACK', 'DELETE_STACK', 'CREATE_STACK', 'UPDATE_STACK',
                                                'ROLLBACK']), 'a rollback is an operation of its own', kinds)
            elif name == 'denied':
                tap.ok(len(asked) == 4, 'what is denied is asked for once in an operation', run.actions())
    tap.ok(said['by operation'] == said['denied'] == said['unknown'], 'each tells the same', said)
    cloud = Cloud()
    cloud.denied = {'DescribeEvents', 'DescribeStackEvents'}
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(run.status == 0 and run.err.count('AWS does not tell events to these credentials') == 1 and 'warning' not in run.err,
               'no events: it is said once, and the deployment goes on', run.said())


def disorder(tap):
    """Pages that repeat and come in disorder: each event once, in the order of time."""
    for knows, list_name in ((True, 'OperationEvents'), (False, 'StackEvents')):
        cloud = Cloud()
        cloud.knows_operations, cloud.page = knows, 2
        honest = cloud.DescribeEvents if knows else cloud.DescribeStackEvents

        def shuffled(region, params):
            answer = honest(region, params)
            events = answer[list_name]
            return dict(answer, **{list_name: events[::-1] + events})
        setattr(cloud, 'DescribeEvents' if knows else 'DescribeStackEvents', shuffled)
        with Run(cloud=cloud) as run:
            run.deploy()
            cloud.pace = 100        # all events of the update in one look
            run.write('shop.mt', SHOP % 'DelaySeconds: 3')
            run.deploy()
            tap.ok(run.status == 0 and told(run, 'UPDATE_IN_PROGRESS    shop', 'UPDATE_IN_PROGRESS    Jobs', 'UPDATE_COMPLETE       Jobs',
                                            'UPDATE_COMPLETE       shop')
                   and run.err.count('UPDATE_COMPLETE       Jobs') == 1 and 'CREATE_COMPLETE' not in run.err,
                   'disorder in %s' % list_name, run.said())
    cloud = Cloud()
    cloud.stale, cloud.page = 6, 1
    with Run(cloud=cloud) as run:
        run.deploy()
        run.write('shop.mt', SHOP % 'DelaySeconds: 3')
        run.deploy()
        tap.ok(run.status == 0 and run.states() == ['UPDATE_COMPLETE'] and told(run, 'UPDATE_COMPLETE       Jobs'),
               'a state that is still the old one is not believed', run.said())


def late(tap):
    """Who comes later sees what happened before, of this operation alone; two operations where it was taken back."""
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        stack = cloud.living()[0]
        cloud.failures = {'Jobs': 'a failure before anybody looked'}
        run.write('shop.mt', SHOP % 'DelaySeconds: 10')
        run.deploy('--detach')
        while stack.status != 'UPDATE_ROLLBACK_IN_PROGRESS':
            stack.advance()
        run('--follow', 'shop.mt')
        tap.ok(changed(run, 4, "error[MT9030]: AWS::SQS::Queue 'Jobs' failed: a failure before anybody looked")
               and 'CREATE_COMPLETE' not in run.err, '--follow tells the cause, of the operation that is taken back', run.said())


# ------------------------------------------------------------------------- nested stacks

CHILD = ('resource child AWS::CloudFormation::Stack { TemplateURL: "https://s3.amazonaws.com/b/t.json" }\n'
         'resource jobs AWS::SQS::Queue {}\n')


def nested(tap):
    inner = {'Resources': {'Inner': {'Type': 'AWS::SNS::Topic'}, 'Second': {'Type': 'AWS::SQS::Queue'}}}
    for knows in (True, False):
        cloud = Cloud()
        cloud.knows_operations, cloud.nested = knows, {'Child': inner}
        with Run(CHILD, cloud) as run:
            run.deploy()
            tap.ok(run.status == 0 and run.states() == ['CREATE_COMPLETE']
                   and told(run, 'CREATE_COMPLETE       Child/Inner', 'CREATE_COMPLETE       Child/Second', 'CREATE_COMPLETE       Child ',
                            'CREATE_COMPLETE       Jobs', 'CREATE_COMPLETE       shop'),
                   "a nested stack's events, and its end is not the end", run.said())
        cloud = Cloud()
        cloud.knows_operations, cloud.nested, cloud.failures = knows, {'Child': inner}, {'Inner': 'The topic is too loud'}
        with Run(CHILD, cloud) as run:
            run.deploy()
            tap.ok(changed(run, 4, "shop.mt:1:10: error[MT9030]: AWS::SNS::Topic 'Inner' failed: The topic is too loud",
                           "in the nested stack 'Child'") and 'error[MT9030]: AWS::CloudFormation::Stack' not in run.err
                   and "note: 'Child' failed" not in run.err, 'the cause is the one inside', run.said())
    cloud = Cloud()
    cloud.nested = {'Child': inner}
    with Run(CHILD, cloud) as run:
        type_in(run, [('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        counts = re.findall(r'(\d+)/(\d+)  ', run.err)
        tap.ok(run.status == 0 and counts and counts[-1] == ('4', '4'), 'progress counts what is inside', counts, run.said())


# -------------------------------------------------------------------------------- failures

def causes(tap):
    """The first failure that is no consequence is the cause, whatever order AWS tells them in."""
    cloud = Cloud()
    cloud.failures = {'Jobs': 'Resource handler returned message: "the request was cancelled by the caller"'}
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 4, "'Jobs' failed: Resource handler returned") and "'News' failed, too" not in run.err,
               'a reason that speaks of cancelling is a cause, "Resource creation cancelled" is none', run.said())
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.failures, cloud.rollback_fails = {'Jobs': 'no such key'}, ['Jobs']
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        run.deploy()
        tap.ok(changed(run, 5, "shop.mt:2:10: error[MT9030]: AWS::SQS::Queue 'Jobs' failed: no such key",
                       "note: 'Jobs' could not be taken back: it is gone", "'mtc --cancel' continues rolling back; with --skip Jobs"),
               'what could not be taken back is told beside the cause, with the command', run.said())


HOOK = {'HookType': 'Mine::Guard', 'HookStatus': 'HOOK_COMPLETE_FAILED', 'HookStatusReason': 'queues must be encrypted',
        'HookInvocationPoint': 'PRE_PROVISION', 'HookFailureMode': 'FAIL',
        'HookInvocationId': '11111111-2222-3333-4444-555555555555'}
RESULT = {'HookResultId': HOOK['HookInvocationId'], 'InvocationPoint': 'PRE_PROVISION', 'FailureMode': 'FAIL',
          'TypeName': 'Mine::Guard', 'Status': 'HOOK_COMPLETE_FAILED', 'HookStatusReason': 'queues must be encrypted',
          'Target': {'TargetType': 'RESOURCE', 'TargetTypeName': 'AWS::SQS::Queue', 'TargetId': 'Jobs', 'Action': 'CREATE'},
          'Annotations': [
              {'AnnotationName': 'sqs-1', 'Status': 'FAILED', 'StatusMessage': 'no key is set',
               'RemediationMessage': 'Set KmsMasterKeyId', 'RemediationLink': 'https://example.com/sqs-1', 'SeverityLevel': 'HIGH'},
              {'AnnotationName': 'sqs-2', 'Status': 'PASSED', 'StatusMessage': 'it has a name'}]}


def hooks(tap):
    for knows in (True, False):
        for denied in ((), ('GetHookResult',)):
            cloud = Cloud()
            cloud.knows_operations, cloud.denied = knows, set(denied)
            cloud.failures = {'Jobs': 'The following hook(s) failed: [Mine::Guard]'}
            cloud.hooks, cloud.hook_results = {'Jobs': HOOK}, {RESULT['HookResultId']: RESULT}
            with Run(cloud=cloud) as run:
                run.deploy()
                good = changed(run, 4, "shop.mt:2:10: error[MT9030]: AWS::SQS::Queue 'Jobs' failed: queues must be encrypted",
                               "note: the hook 'Mine::Guard' says so") and 'not authorized' not in run.err
                annotated = ('note: sqs-1: no key is set (https://example.com/sqs-1)' in run.err
                             and 'help: Set KmsMasterKeyId' in run.err)
                tap.ok(good and annotated == (not denied) and 'sqs-2' not in run.err,
                       'a hook stops a resource%s' % (', and its result is kept secret' if denied else ''), run.said())
    cloud = Cloud()
    cloud.hooks = {'Jobs': dict(HOOK, HookFailureMode='WARN')}
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 0, "shop.mt:2:10: warning[MT9027]: AWS doubts 'Jobs': queues must be encrypted"),
               'a hook that only warns', run.said())
    for mode, status in (('FAIL', 3), ('WARN', 3)):
        cloud = Cloud()
        cloud.set_fails = 'The following hook(s)/validation failed: [Mine::Guard]'
        cloud.hook_results = {RESULT['HookResultId']: dict(RESULT, ChangeSet=True, FailureMode=mode)}
        with Run(cloud=cloud) as run:
            run.deploy()
            wanted = ("shop.mt:2:10: error[MT9026]: AWS refuses 'Jobs': queues must be encrypted" if mode == 'FAIL'
                      else "shop.mt:2:10: warning[MT9027]: AWS doubts 'Jobs'")
            tap.ok(changed(run, status, wanted, "the hook 'Mine::Guard' says so", 'sqs-1: no key is set', 'Set KmsMasterKeyId')
                   and run.states() == [], 'a hook and a change set, %s' % mode, run.said())
    cloud.denied = {'ListHookResults', 'DescribeEvents'}
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 3, "error[MT9025]: AWS refuses the template of stack 'shop': The following hook(s)",
                       'cloudformation:DescribeEvents') and 'not authorized' not in run.err and run.err.count('error[') == 1,
               'without permission there is what AWS says of the change set', run.said())


def validation(tap):
    cloud = Cloud()
    source = SHOP % 'DelaySeconds: 9,\n    Tags: [{ Key: "a", Value: "b" }, { Key: "c", Value: "d" }]'
    cloud.set_fails = 'The following hook(s)/validation failed: [AWS::EarlyValidation::PropertyValidation].'
    finding = {'EventType': 'VALIDATION_ERROR', 'LogicalResourceId': 'Jobs', 'ResourceType': 'AWS::SQS::Queue',
               'ValidationStatus': 'FAILED', 'ValidationFailureMode': 'FAIL', 'ValidationName': 'PROPERTY_VALIDATION'}
    cloud.validations = [
        dict(finding, ValidationStatusReason='too slow', ValidationPath='/Resources/Jobs/Properties/DelaySeconds'),
        dict(finding, ValidationStatusReason='a poor tag', ValidationPath='/Resources/Jobs/Properties/Tags/1/Value'),
        dict(finding, ValidationStatusReason='no colour', ValidationPath='/Resources/Jobs/Properties/Colour'),
        dict(finding, ValidationStatusReason='a bad name', ValidationPath='/Resources/News/Properties/DisplayName',
             LogicalResourceId=None),
        dict(finding, ValidationStatusReason='not looked at', ValidationStatus='SKIPPED'),
        dict(finding, ValidationStatusReason='it is not empty', ValidationFailureMode='WARN', LogicalResourceId='Files',
             ValidationPath='/Resources/Files')]
    with Run(source, cloud) as run:
        run.deploy()
        tap.ok(changed(run, 3, "shop.mt:2:47: error[MT9026]: AWS refuses 'Jobs': too slow",
                       "shop.mt:3:57: error[MT9026]: AWS refuses 'Jobs': a poor tag",
                       "shop.mt:2:10: error[MT9026]: AWS refuses 'Jobs': no colour", 'note: at /Resources/Jobs/Properties/Colour',
                       "shop.mt:4:46: error[MT9026]: AWS refuses 'News': a bad name",
                       "shop.mt:5:10: warning[MT9027]: AWS doubts 'Files': it is not empty")
               and 'not looked at' not in run.err and run.err.count('error[') == 4 and run.states() == [],
               'several findings, each at its own place', run.said())
        asked = [params['ChangeSetName'] for action, params in cloud.log if action == 'DescribeEvents']
        tap.ok(asked and all(name.startswith('arn:') for name in asked), "DescribeEvents is given the change set's ARN", asked)
        cloud.set_fails, cloud.validations = None, cloud.validations[-1:]
        run.deploy()
        tap.ok(changed(run, 0, "shop.mt:5:10: warning[MT9027]: AWS doubts 'Files': it is not empty")
               and run.states() == ['CREATE_COMPLETE'], 'a change set that is made may have doubts', run.said())
    cloud = Cloud()
    cloud.hooks = {'Jobs': dict(EventType='VALIDATION_ERROR', ValidationStatus='FAILED', ValidationFailureMode='FAIL',
                                ValidationStatusReason='too slow', ValidationPath='/Resources/Jobs/Properties/DelaySeconds')}
    cloud.failures = {'Jobs': 'Validation failed'}
    with Run(source, cloud) as run:
        run.deploy(*DIRECTLY)
        tap.ok(changed(run, 4, "shop.mt:2:47: error[MT9026]: AWS refuses 'Jobs': too slow"), 'validation of a creation', run.said())


# ------------------------------------------------------------------------------ all states

# State -> exit statuses of --deploy, --delete, --status, --follow, --cancel, and where an operation that runs leads to.
STATES = {
    'CREATE_IN_PROGRESS': (3, 0, 0, 0, 3, 'CREATE_COMPLETE'),
    'CREATE_COMPLETE': (0, 0, 0, 0, 3, None),
    'CREATE_FAILED': (5, 0, 0, 5, 0, None),
    'ROLLBACK_IN_PROGRESS': (3, 0, 0, 4, 3, 'ROLLBACK_COMPLETE'),
    'ROLLBACK_COMPLETE': (0, 0, 0, 4, 3, None),
    'ROLLBACK_FAILED': (5, 0, 0, 5, 3, None),
    'DELETE_IN_PROGRESS': (3, 0, 0, 0, 3, 'DELETE_COMPLETE'),
    'DELETE_COMPLETE': (0, 0, 3, 3, 3, None),
    'DELETE_FAILED': (5, 0, 0, 5, 3, None),
    'UPDATE_IN_PROGRESS': (3, 3, 0, 0, 0, 'UPDATE_COMPLETE'),
    'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS': (0, 0, 0, 0, 3, 'UPDATE_COMPLETE'),
    'UPDATE_COMPLETE': (0, 0, 0, 0, 3, None),
    'UPDATE_FAILED': (5, 0, 0, 5, 0, None),
    'UPDATE_ROLLBACK_IN_PROGRESS': (3, 3, 0, 4, 3, 'UPDATE_ROLLBACK_COMPLETE'),
    'UPDATE_ROLLBACK_FAILED': (5, 0, 0, 5, 0, None),
    'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS': (0, 0, 0, 4, 3, 'UPDATE_ROLLBACK_COMPLETE'),
    'UPDATE_ROLLBACK_COMPLETE': (0, 0, 0, 4, 3, None),
    'REVIEW_IN_PROGRESS': (0, 0, 0, 0, 3, None),
    'IMPORT_IN_PROGRESS': (3, 3, 0, 0, 3, 'IMPORT_COMPLETE'),
    'IMPORT_COMPLETE': (0, 0, 0, 0, 3, None),
    'IMPORT_ROLLBACK_IN_PROGRESS': (3, 3, 0, 4, 3, 'IMPORT_ROLLBACK_COMPLETE'),
    'IMPORT_ROLLBACK_FAILED': (5, 0, 0, 5, 3, None),
    'IMPORT_ROLLBACK_COMPLETE': (0, 0, 0, 4, 3, None),
}
TASKS = ('--deploy', '--delete', '--status', '--follow', '--cancel')
# what each refusal says
CODES = {'--deploy': {3: 'error[MT9020]', 5: 'error[MT9021]'}, '--delete': {3: 'error[MT9020]'},
         '--cancel': {3: 'error[MT9029]'}, '--status': {}, '--follow': {5: 'error[MT9021]'}}


def prepared(state, later):
    """A run whose stack is in that state; an operation that runs ends when it was looked at four times."""
    run = Run()
    cloud = run.cloud
    if state == 'REVIEW_IN_PROGRESS':
        cloud.stacks.append(Stack(cloud, 'eu-west-1', 'shop'))
        return run
    run.deploy()
    stack = cloud.living()[0]
    if state.endswith('_FAILED'):
        stack.event('Jobs', 'AWS::SQS::Queue', 'DELETE_FAILED' if state == 'DELETE_FAILED' else 'UPDATE_FAILED', 'Jobs-1',
                    'the queue is in use')
    stack.begin('ROLLBACK' if 'ROLLBACK' in state else 'DELETE_STACK' if 'DELETE' in state else 'UPDATE_STACK')
    stack.to(state, 'User Initiated')
    stack.steps = [lambda: None] * 4 + ([lambda: stack.to(later)] if later else [])
    cloud.log.clear()
    return run


def try_state(job):
    state, task = job
    status, later = STATES[state][TASKS.index(task)], STATES[state][5]
    with prepared(state, later) as run:
        run(task, 'shop.mt', *(['--yes'] if task in ('--deploy', '--delete') else []))
        done = [action for action in run.actions() if action in MUTATING]
        if run.status != status:
            return 'status %s instead of %s\n%s' % (run.status, status, run.said())
        if status != 0 and done:
            return 'it did %s\n%s' % (done, run.said())
        if task in ('--status', '--follow') and done:
            return 'it did %s' % done
        code = 'error[MT9028]' if state == 'DELETE_COMPLETE' and status else CODES[task].get(status, '')
        if code not in run.err or (code and state != 'DELETE_COMPLETE' and 'help: ' not in run.err):
            return 'it does not say %s and help\n%s' % (code, run.said())
        if task == '--deploy' and status == 5 and ("'Jobs' is in state" not in run.err or 'the queue is in use' not in run.err):
            return 'it does not say what holds the stack\n%s' % run.said()
        if task == '--status' and status == 0 and state not in run.out:
            return 'it does not say the state\n%s' % run.said()
        if task == '--delete' and status == 0 and run.states():
            return '%s stands\n%s' % (run.states(), run.said())
        if task == '--deploy' and status == 0 and (len(run.states()) != 1 or not run.states()[0].endswith('_COMPLETE')):
            return '%s stands\n%s' % (run.states(), run.said())
    return None


def states(tap):
    jobs = [(state, task) for state in STATES for task in TASKS]
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('SWEEP_JOBS', 8))) as pool:
        problems = dict(zip(jobs, pool.map(try_state, jobs)))
    tap.ok(len(STATES) == 23, 'all 23 states')
    for state in STATES:
        wrong = ['%s: %s' % (task, problems[state, task]) for task in TASKS if problems[state, task]]
        tap.ok(not wrong, 'a stack in state %s' % state, '\n'.join(wrong))


def waiting(tap):
    """--wait waits for what others do, and does not care how it ends."""
    for state in ('UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'):
        with prepared(state, STATES[state][5]) as run:
            run.deploy('--wait')
            tap.ok(run.status == 0 and len(run.states()) == 1 and 'error[' not in run.err and 'MT9031' not in run.err,
                   '--deploy --wait: %s' % state, run.said())
    with prepared('UPDATE_IN_PROGRESS', 'UPDATE_COMPLETE') as run:
        run('--delete', '--yes', '--wait', 'shop.mt')
        tap.ok(run.status == 0 and run.states() == [], '--delete --wait', run.said())
    for state in ('CREATE_FAILED', 'UPDATE_FAILED'):
        with prepared(state, None) as run:
            run.deploy('--on-failure', 'nothing')
            tap.ok(run.status == 0, 'a source deployed over %s, without rollback' % state, run.said())


def deleting(tap):
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        run('--delete', '--yes', '--retain', 'Jobs', 'shop.mt')
        tap.ok(changed(run, 7, 'error[MT9022]', '--retain is for a stack whose deletion failed', 'DeletionPolicy')
               and 'DeleteStack' not in run.actions(), '--retain before anything failed', run.said())
        cloud.exported = 'shop-jobs'
        run('--delete', '--yes', 'shop.mt')
        tap.ok(changed(run, 4, "error[MT9031]: stack 'shop' ended in state CREATE_COMPLETE", 'Export shop-jobs cannot be deleted')
               and run.states() == ['CREATE_COMPLETE'] and 'is deleted' not in run.err, 'a deletion that AWS gives up', run.said())
        cloud.exported, cloud.cleanup_fails = None, {'Jobs'}
        run('--delete', '--yes', 'shop.mt')
        tap.ok(changed(run, 5, "shop.mt:2:10: error[MT9030]: AWS::SQS::Queue 'Jobs' failed: it is in use",
                       "'mtc --delete' tries again; with --retain Jobs what is named stays behind"), 'one that fails', run.said())
        run('--status', 'shop.mt')
        tap.ok(run.status == 0 and 'Jobs  DELETE_FAILED  shop.mt:2  it is in use' in run.out and '--retain Jobs' in run.out,
               '--status says what holds it', run.said())
        run('--delete', '--yes', '--retain', 'Jobz', 'shop.mt')
        tap.ok(changed(run, 7, "--retain names 'Jobz', which does not hold the stack", "did you mean 'Jobs'?"),
               'a name that does not hold it', run.said())
        run('--delete', '--yes', '--retain', 'Jobs', 'shop.mt')
        forms = [params for action, params in cloud.log if action == 'DeleteStack']
        tap.ok(run.status == 0 and run.states() == [] and forms[-1].get('RetainResources.member.1') == 'Jobs'
               and 'RetainResources.member.1' not in forms[-2], '--retain leaves it behind', run.said())
        run.deploy()
        run('--delete', '--yes', 'shop.mt')
        run('--delete', '--yes', '--force-delete', 'shop.mt')
        forms = [params for action, params in cloud.log if action == 'DeleteStack']
        tap.ok(run.status == 0 and run.states() == [] and [form.get('DeletionMode') for form in forms[-2:]]
               == [None, 'FORCE_DELETE_STACK'], '--force-delete, and never without it', run.said())
    for words in (['--deploy', '--retain', 'Jobs'], ['--delete', '--skip', 'Jobs'], ['--cancel', '--force-delete']):
        with Run() as run:
            run(*words, 'shop.mt')
            tap.ok(run.status == 2 and run.actions() == [], 'wrong use: %s' % ' '.join(words), run.said())


def cancelling(tap):
    with prepared('UPDATE_ROLLBACK_FAILED', None) as run:
        stack = run.cloud.living()[0]
        stack.event('Jobs', 'AWS::SQS::Queue', 'UPDATE_FAILED', 'Jobs-1', 'the queue is gone')
        run('--cancel', '--skip', 'News', 'shop.mt')
        tap.ok(changed(run, 7, "--skip names 'News'") and 'ContinueUpdateRollback' not in run.actions(),
               '--skip of what does not hold the stack', run.said())
        run('--cancel', '--skip', 'Jobs,Child.Inner', '--role', 'arn:aws:iam::123456789012:role/deployer', 'shop.mt')
        form = [params for action, params in run.cloud.log if action == 'ContinueUpdateRollback'][-1]
        tap.ok(changed(run, 0, "stack 'shop' is as it was before") and stack.skipped == ['Jobs', 'Child.Inner']
               and form['RoleARN'].endswith('role/deployer'), '--skip', run.said())
    with prepared('CREATE_FAILED', None) as run:
        run('--cancel', 'shop.mt')
        tap.ok(changed(run, 0, 'is gone: it had no state that worked') and run.states() == [], 'nothing to go back to', run.said())
    with prepared('UPDATE_IN_PROGRESS', None) as run:
        stack = run.cloud.living()[0]

        def finishes(region, params):
            stack.steps = [lambda: stack.to('UPDATE_COMPLETE')]
            return None
        run.cloud.CancelUpdateStack = finishes
        run('--cancel', 'shop.mt')
        tap.ok(changed(run, 3, 'error[MT9029]', 'before AWS heard of it'), 'an update that was quicker', run.said())
    with prepared('UPDATE_IN_PROGRESS', None) as run:
        run('--cancel', '--detach', 'shop.mt')
        tap.ok(changed(run, 6, 'warning[MT9032]', "'mtc --follow'"), '--cancel --detach', run.said())
        run('--delete', '--yes', '--detach', '--wait', 'shop.mt')
        tap.ok(changed(run, 6, 'warning[MT9032]', "'mtc --follow'"), '--delete --detach', run.said())


# ------------------------------------------------------------------------------- leaving

def silence(tap):
    """AWS answers nothing more while a stack works: after twenty looks it is left, and said how to come back."""
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.environment['AWS_MAX_ATTEMPTS'] = '1'
        run.deploy()
        stack = cloud.living()[0]
        stack.to('UPDATE_IN_PROGRESS')
        looks = cloud.counts['DescribeStacks']
        for number in range(looks + 2, looks + 200):
            cloud.action_faults[('DescribeStacks', number)] = lambda handler, work: handler.give(503, {}, b'')
        run('--follow', 'shop.mt')
        tap.ok(changed(run, 6, "warning[MT9032]: stack 'shop' is still at work", "help: 'mtc --follow'")
               and cloud.counts['DescribeStacks'] - looks == 1 + 20, 'AWS falls silent: 6', run.said(), looks, cloud.counts)
        cloud.action_faults = {('DescribeStacks', number): lambda handler, work: handler.drop()
                               for number in range(cloud.counts['DescribeStacks'] + 2, cloud.counts['DescribeStacks'] + 17)}
        stack.steps = [lambda: None, lambda: stack.to('UPDATE_COMPLETE')]
        run('--follow', 'shop.mt')
        tap.ok(run.status == 0 and 'MT9032' not in run.err, 'and comes back in time: 0', run.said())
        stack.to('UPDATE_IN_PROGRESS')
        honest, asked = cloud.DescribeStacks, []

        def deny(region, params):
            asked.append(1)
            if len(asked) > 1:
                cloud.denied = {'DescribeStacks'}
            return honest(region, params)
        cloud.DescribeStacks = deny
        run('--follow', 'shop.mt')
        tap.ok(changed(run, 6, 'warning[MT9032]', 'AccessDenied'), 'permission taken away in between: 6', run.said())


def interrupted(tap):
    """Signals: nothing is broken off in the middle, and it is said how to come back."""
    for name in ('SIGINT', 'SIGTERM', 'SIGHUP'):
        with prepared('UPDATE_IN_PROGRESS', None) as run:
            process = run.popen('--follow', 'shop.mt')
            wait_until(lambda: 'DescribeEvents' in run.actions())
            process.send_signal(getattr(signal, name))
            run.out, run.err = process.communicate(timeout=20)
            run.status = process.returncode
            tap.ok(changed(run, 6, 'warning[MT9032]', 'watching it was stopped', "'mtc --follow'"), '%s leaves: 6' % name, run.said())
    with prepared('UPDATE_IN_PROGRESS', None) as run:
        type_in(run, [('UPDATE_IN_PROGRESS', None)], '--follow', 'shop.mt')
        tap.ok(run.status == 6 and run.states() == ['UPDATE_IN_PROGRESS'], 'the terminal goes away: 6', run.said())
    with Run() as run:
        process = run.popen('--deploy', '--yes', 'shop.mt')
        process.stderr.close()      # whoever reads goes away
        process.stdout.close()
        process.wait(timeout=20)
        tap.ok(run.states() == ['CREATE_COMPLETE'] and process.returncode == 1, 'nobody reads: the deployment goes to its end',
               process.returncode, run.states())


def at_a_terminal(tap):
    """Ctrl-C once leaves; again, soon, asks whether an update shall be taken back."""
    asks = ('UPDATE_IN_PROGRESS', '\x03'), ('goes on without mtc', '\x03')
    for answer, status, state in (('y\n', 4, 'UPDATE_ROLLBACK_COMPLETE'), ('n\n', 6, 'UPDATE_IN_PROGRESS'),
                                  ('\x03', 6, 'UPDATE_IN_PROGRESS')):
        with prepared('UPDATE_IN_PROGRESS', None) as run:
            type_in(run, [*asks, ('[y/N]', answer)], '--follow', 'shop.mt')
            tap.ok(run.status == status and run.states() == [state] and run.err.count('Cancel the update') == 1
                   and run.actions().count('CancelUpdateStack') == (answer == 'y\n'), 'Ctrl-C twice, %r' % answer, run.said())
    with prepared('UPDATE_IN_PROGRESS', None) as run:
        type_in(run, [('UPDATE_IN_PROGRESS', '\x03')], '--follow', 'shop.mt')
        tap.ok(run.status == 6 and 'MT9032' in run.err and 'Cancel the update' not in run.err, 'Ctrl-C once', run.said())
    with prepared('CREATE_IN_PROGRESS', None) as run:
        type_in(run, [('CREATE_IN_PROGRESS', '\x03')], '--follow', 'shop.mt')
        tap.ok(run.status == 6 and 'MT9032' in run.err and 'goes on without' not in run.err,
               'a creation cannot be cancelled, and nobody offers it', run.said())


# ------------------------------------------------------------------------------ the picture

def frames(run):
    """What stood on the last line of the terminal, one after the other."""
    return [frame for frame in re.findall(r'\r\x1b\[K((?:\x1b\[\d+m)?\[[^\r\n]*)', run.err)]


def picture(tap):
    for columns, color in ((100, False), (44, False), (100, True)):
        cloud = Cloud()
        cloud.configures = True
        with Run(cloud=cloud) as run:
            if color:
                del run.environment['NO_COLOR']
                run.environment['TERM'] = 'xterm'
            type_in(run, [('[y/N]', 'y\n')], '--deploy', 'shop.mt', columns=columns)
            seen = frames(run)
            tap.ok(run.status == 0 and seen and all(len(frame) < columns for frame in seen)
                   and seen[-1].startswith('[%s] 3/3  0:' % ('=' * (24 if columns > 60 else 10))),
                   'the bar in %d columns' % columns, seen, run.said())
            tap.ok(any(re.search(r'Jobs \d:\d\d(  News|  \+)', frame) for frame in seen), 'with what is at work', seen)
            if columns == 100:
                tap.ok(any(re.search(r'Jobs \d:\d\d configured', frame) for frame in seen), 'and what is configured already', seen)
            tap.ok(run.err.count('CREATE_COMPLETE       Jobs') == 1 and 'CREATE_IN_PROGRESS    Jobs' not in run.err,
                   'lines for what came to an end', run.said())
            tap.ok(('\x1b[32m' in run.err) == color, 'colours: %s' % color, run.said())
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        cloud.failures = {'Jobs': 'no'}
        run.write('shop.mt', SHOP % 'DelaySeconds: 9')
        type_in(run, [('[y/N]', 'y\n')], '--deploy', 'shop.mt')
        tap.ok(run.status == 4 and any('rolling back 0/1' in frame for frame in frames(run)), 'rolling back is seen', frames(run))
    cloud = Cloud()
    cloud.configures = True
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok('\x1b' not in run.err and '\r' not in run.err and run.err.count('CREATE_IN_PROGRESS    Jobs') == 2
               and 'shop.mt:2  configured' in run.err, 'no terminal: a line for each event, and nothing else', run.said())


def endings(tap):
    """The last words."""
    cloud = Cloud()
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(run.status == 0 and re.search(r"stack 'shop' is created, in \d:\d\d\n$", run.err), 'a stack is created', run.said())
        run('--follow', 'shop.mt')
        run.write('shop.mt', SHOP % 'DelaySeconds: 7')
        run.deploy()
        tap.ok(run.status == 0 and re.search(r"stack 'shop' is updated, in \d:\d\d\n$", run.err), 'a stack is updated', run.said())
        run.deploy('--tag', 'a=b')
        tap.ok('is updated' not in run.err, 'nothing is said to be done where nothing is', run.said())
    cloud = Cloud()
    cloud.failures = {'Jobs': 'no'}
    with Run(cloud=cloud) as run:
        run.deploy()
        tap.ok(changed(run, 4, "help: the next 'mtc --deploy' deletes it and creates it again") and 'is created' not in run.err,
               'what becomes of a stack whose creation was taken back', run.said())
    with Run() as run:
        run.cloud.pace = 0
        run.deploy('--detach')
        run('--follow', '--timeout', '1s', 'shop.mt')
        tap.ok(changed(run, 6, 'CREATE_IN_PROGRESS    shop') and 'REVIEW_IN_PROGRESS' not in run.err,
               'what was before the work is not told', run.said())
    with Run('param size: int = 3\n' + SHOP % 'DelaySeconds: size') as run:
        run.deploy()
        type_in(run, [('[y/N]', 'y\n')], '--deploy', '--parameter', 'Size=4', 'shop.mt')
        tap.ok(run.status == 0 and '\x1b[Kat work  0:' in run.err and '0/0' not in run.err, 'no bar where no resource is known to change',
               run.said())


def exit_statuses(tap):
    """Each of them, as the manual page tells them."""
    failing = Cloud()
    failing.failures = {'Jobs': 'no'}
    broken = Cloud()
    broken.failures, broken.cleanup_fails = {}, {'Jobs'}
    for status, name, cloud, words in (
            (0, 'done', Cloud(), ['--deploy', '--yes']), (2, 'wrong use', Cloud(), ['--deploy', '--timeout', 'soon']),
            (3, 'refused', Cloud(), ['--status']), (4, 'rolled back', failing, ['--deploy', '--yes']),
            (5, 'for a person', failing, ['--deploy', '--yes', '--on-failure', 'nothing', '--stack', 'other']),
            (6, 'running', Cloud(), ['--deploy', '--yes', '--detach']), (7, 'not approved', Cloud(), ['--deploy'])):
        with Run(cloud=cloud) as run:
            run(*words, 'shop.mt')
            tap.ok(run.status == status, 'exit status %d: %s' % (status, name), run.said())
    with Run('resource jobs AWS::SQS::Queue { DelaySeconds: "x" }\n') as run:
        run.deploy()
        tap.ok(run.status == 1 and run.actions() == [], 'exit status 1: errors in the source', run.said())


if __name__ == '__main__':
    main([sources, disorder, late, nested, causes, hooks, validation, states, waiting, deleting, cancelling, silence, interrupted,
          at_a_terminal, picture, endings, exit_statuses])
