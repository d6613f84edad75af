"""Each fault of faults.py at each request of a deployment: it ends in the right state with the right status, and never
with two stacks, a change set that nobody started, or a secret in what it says."""
import collections
import functools
import os
import subprocess
import sys
import tempfile

import faults
from harness import MTC, PAIR, Run, Tap, spread

QUEUE = 'resource jobs AWS::SQS::Queue {}\n'
LARGE = ''.join('resource value%d AWS::SSM::Parameter { Type: "String", Value: "%s" }\n' % (i, 'x' * 4000) for i in range(14))
IDLE = {'DescribeEvents', 'DescribeStackEvents', 'GET bucket'}      # where an answer is missing, the run goes on without it
ASKING, IDLING, WATCHING, GONE = 'the run', 'nothing', 'what is told of a stack that works', 'nothing any more'
LEAVING = 'whether something is left'


# Its number from 1; how many stacks are begun already; what hangs on its answer; and the next that the run hangs on, which
# may be itself.
Request = collections.namedtuple('Request', 'number action begun place next')
Job = collections.namedtuple('Job', 'way request check fault')


@functools.lru_cache
def template_of(source):
    with tempfile.TemporaryDirectory(prefix='mtc-sweep.') as folder:
        with open(os.path.join(folder, 'shop.mt'), 'w') as file:
            file.write(source)
        return subprocess.run([MTC, '-o', '-', 'shop.mt'], cwd=folder, check=True, capture_output=True, text=True).stdout


def deployed(cloud, source):
    """The stack of the source stands there, as a deployment has made it."""
    cloud.CreateChangeSet('eu-west-1', {'ChangeSetType': 'CREATE', 'StackName': 'shop', 'ChangeSetName': 'first',
                                        'TemplateBody': template_of(source)})
    cloud.DescribeChangeSet('eu-west-1', {'StackName': 'shop', 'ChangeSetName': 'first'})
    cloud.ExecuteChangeSet('eu-west-1', {'StackName': 'shop', 'ChangeSetName': 'first', 'ClientRequestToken': 'of-the-first'})
    cloud.living()[0].advance()


class Way:
    """A way of a deployment: what is there before, the command, and what stands at its end.

    begins: the actions that start the work of a stack; what AWS refuses up to there ends the run and leaves things as they
    are. Where AWS forgets client tokens, only looking before repeating makes one stack of two calls.
    """

    def __init__(self, name, source, words, begins, good, before=None, forgets=False):
        self.name, self.source, self.words, self.begins = name, source, words, begins
        self.good, self.before, self.forgets = good, before, forgets

    def start(self):
        """A run, ready for the command."""
        run = Run(self.source)
        run.keep_keys()
        run.environment.update(MTC_READ_SECONDS='2', AWS_MAX_ATTEMPTS='5')
        run.cloud.pace, run.cloud.pending = 100, 0
        if self.before:
            deployed(run.cloud, self.before)
        run.cloud.ignores_tokens = self.forgets
        return run

    def go(self, run):
        return run(*self.words)

    def requests(self):
        """What a run without faults asks: a Request each."""
        with self.start() as run:
            if self.go(run) != 0:
                raise SystemExit('Bail out! %s without faults fails:\n%s' % (self.name, run.said()))
            log = run.cloud.log
        begun, place, found = 0, ASKING, []
        for action, params in log:
            if not params.get('StackName', 'arn:').startswith('arn:'):      # the first look at another stack
                place = ASKING
            elif action == 'DeleteChangeSet':
                place = LEAVING
            found.append((action, begun, IDLING if place == ASKING and action in IDLE else place))
            if action in self.begins:
                begun, place = begun + 1, WATCHING
            elif not self.good and action == 'DescribeStacks' and place == WATCHING:    # at the first look it is gone
                place = GONE
        return [Request(i + 1, *request, next((action for action, _, place in found[i:] if place == ASKING), None))
                for i, request in enumerate(found)]

    def after_refusal(self, begun):
        return ['CREATE_COMPLETE'] if self.before else self.good[:begun]


DEPLOY = ('--deploy', 'shop.mt', '--yes', '--wait')
BY_CHANGE_SET = {'ExecuteChangeSet'}
WAYS = {way.name: way for way in (
    Way('create', QUEUE, DEPLOY, BY_CHANGE_SET, ['CREATE_COMPLETE']),
    Way('update', QUEUE.replace('{}', '{ DelaySeconds: 7 }'), DEPLOY, BY_CHANGE_SET, ['UPDATE_COMPLETE'], before=QUEUE),
    Way('create through a bucket', LARGE, DEPLOY + ('--direct',), {'CreateStack'}, ['CREATE_COMPLETE']),
    Way('create two', PAIR, DEPLOY, BY_CHANGE_SET, ['CREATE_COMPLETE', 'CREATE_COMPLETE']),
    Way('delete', QUEUE, ('--delete', 'shop.mt', '--yes'), {'DeleteStack'}, [], before=QUEUE),
    Way('plan', QUEUE, ('--plan', 'shop.mt'), set(), []),
    Way('nothing to do', QUEUE, DEPLOY, set(), ['CREATE_COMPLETE'], before=QUEUE),
    Way('create, tokens forgotten', QUEUE, DEPLOY, BY_CHANGE_SET, ['CREATE_COMPLETE'], forgets=True),
    Way('create directly, tokens forgotten', QUEUE, DEPLOY + ('--direct',), {'CreateStack'}, ['CREATE_COMPLETE'], forgets=True),
    Way('update, tokens forgotten', QUEUE.replace('{}', '{ DelaySeconds: 7 }'), DEPLOY, BY_CHANGE_SET, ['UPDATE_COMPLETE'],
        before=QUEUE, forgets=True),
)}


def only_leaves(request):
    """Whether nothing hangs on the request but whether something is left."""
    return request.place == LEAVING or (request.place == IDLING and request.next is None)


def left_over(run):
    return [entry['name'] for stack in run.cloud.living() for entry in stack.sets.values() if entry['execution'] != 'EXECUTE_COMPLETE']


def age(run):
    """A day goes by: what is left is nobody's any more."""
    for stack in run.cloud.living():
        for entry in stack.sets.values():
            entry['made'] = '2026-01-01T00:00:00.000Z'


def wrong(way, run, status, states):
    """What is not as it should be; None: nothing."""
    if run.status != status:
        return 'status %s instead of %s' % (run.status, status)
    if run.states() != states:
        return 'stacks %s instead of %s' % (run.states(), states)
    if left_over(run):
        return 'a change set is left'
    objects = sum(len(bucket['objects']) for bucket in run.cloud.buckets.values())
    if objects > 1 or (status == 0 and objects != (way.source == LARGE)):
        return '%d objects in S3' % objects
    if run.cloud.mistakes:
        return run.cloud.mistakes[0]
    if run.tells_secrets():
        return 'a secret is told'
    if status == 0 and 'error[' in run.err:
        return 'an error is told'
    if status != 0 and run.err.count('error[MT9') + run.err.count('warning[MT9032]') != 1:
        return 'not one message'
    return None


# ---------------------------------------------------------------------- what is expected


def wrongly_left(way, run):
    """Where something is left, that is told, and the next run removes it."""
    if run.status != 0:
        return 'status %s though only something is left' % run.status
    if run.err.count('warning[MT9035]') != bool(left_over(run) or run.states() != way.good):
        return 'stacks %s, change sets %s' % (run.states(), left_over(run))
    age(run)
    way.go(run)
    return wrong(way, run, 0, way.good)


def once(way, run, request, fault):
    """A fault that passes: nothing comes of it."""
    run.cloud.faults[request.number] = faults.PASSING[fault]
    way.go(run)
    return wrong(way, run, 0, way.good)


def refused(way, run, request, fault):
    """What AWS refuses before a stack is begun ends the run; later, the stack does not mind."""
    run.cloud.faults[request.number] = faults.FINAL[fault]
    way.go(run)
    if only_leaves(request):
        return wrongly_left(way, run)
    if request.place != ASKING:
        return wrong(way, run, 0, way.good)
    return wrong(way, run, 5 if request.begun else 3, way.after_refusal(request.begun))


def for_good(way, run, request, fault):
    """Without AWS the run ends, and says what is open; when AWS is back, the same command ends well."""
    run.environment['AWS_MAX_ATTEMPTS'] = '2'
    run.cloud.lasting = request.number, faults.LASTING[fault]
    way.go(run)
    silent = faults.LASTING[fault] not in faults.FINAL.values()
    if request.place == GONE or only_leaves(request):
        status = 0
    elif request.place == WATCHING or (silent and request.next in way.begins):
        status = 6
    else:
        status = 5 if request.begun else 3
    if run.status != status:
        return 'status %s instead of %s without AWS' % (run.status, status)
    run.cloud.lasting = None
    if only_leaves(request):
        return wrongly_left(way, run)
    age(run)
    way.go(run)
    return wrong(way, run, 0, way.good)


CHECKS = {'once': (once, faults.PASSING), 'refused': (refused, faults.FINAL), 'for good': (for_good, faults.LASTING)}


def jobs(way):
    for request in way.requests():
        if way.forgets:
            if request.action.startswith(('Create', 'Execute')):
                yield from (Job(way.name, request, 'once', fault) for fault in faults.DONE)
        else:
            yield from (Job(way.name, request, check, fault) for check, (_, table) in CHECKS.items() for fault in table)


# ------------------------------------------------------------------------------- running


def one(job):
    way = WAYS[job.way]
    with way.start() as run:
        problem = CHECKS[job.check][0](way, run, job.request, job.fault)
        return problem and '%s, request %d (%s), %s: %s\n%s' % (job.way, job.request.number, job.request.action, job.fault, problem,
                                                               run.said())


def main():
    tap, todo = Tap(), [job for way in WAYS.values() for job in jobs(way)]
    problems = collections.defaultdict(list)
    for job, problem in zip(todo, spread(one, todo)):
        problems[job.way, job.request].append(problem)
    for (way, request), found in problems.items():
        told = [problem for problem in found if problem]
        tap.ok(not told and len(found) >= (len(faults.DONE) if WAYS[way].forgets else 60),
               '%s, request %d, %s: %d faults' % (way, request.number, request.action, len(found)), '\n'.join(told[:3]))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
