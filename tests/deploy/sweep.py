"""Each fault of faults.py at each request of a deployment: it ends in the right state with the right status, and never
with two stacks, a change set that nobody started, or a secret in what it says."""
import concurrent.futures
import os
import sys

import faults
from harness import Run, SECRET, Tap

PROGRAM = 'resource jobs AWS::SQS::Queue {}\n'


def wrong(run, wanted_status, wanted_states):
    cloud = run.cloud
    waiting = [entry['name'] for stack in cloud.living() for entry in stack.sets.values() if entry['execution'] == 'AVAILABLE']
    if run.status != wanted_status:
        return 'status %s instead of %s' % (run.status, wanted_status)
    if run.states() != wanted_states:
        return 'stacks %s instead of %s' % (run.states(), wanted_states)
    if waiting:
        return 'a change set is left'
    if cloud.mistakes:
        return cloud.mistakes[0]
    if SECRET in run.out + run.err:
        return 'the secret is told'
    if wanted_status == 0 and 'error[' in run.err:
        return 'an error is told'
    if wanted_status != 0 and 'error[MT9' not in run.err and 'warning[MT9032' not in run.err:
        return 'nothing is told'
    return None


# Ways of a deployment: the words of the command, whether the stack is there already, whether AWS forgets client tokens, and
# which faults are tried. Where tokens are forgotten only looking before repeating makes one stack of two calls.
DONE = {name: fault for name, fault in faults.PASSING.items()
        if name in ('answer lost', 'done, but HTTP 500', 'done, but a page of HTTP 503', 'done, then stalled', 'cut in the header',
                    'cut in the body', 'half an answer', 'empty answer', 'promises more than comes', 'a bad chunk', '11 MB',
                    'no HTTP at all', 'an entity bomb', 'HTML instead of XML', 'not UTF-8')}
WAYS = {
    'create': ([], False, False, True),
    'create directly': (['--direct'], False, False, True),
    'create, tokens forgotten': ([], False, True, False),
    'create directly, tokens forgotten': (['--direct'], False, True, False),
    'update': ([], True, False, False),
    'update, tokens forgotten': ([], True, True, False),
}


def start(way):
    """A run, ready for the command."""
    words, update, forgetful, _ = WAYS[way]
    run = Run(PROGRAM)
    if update:
        run.deploy()
        run.write('shop.mt', PROGRAM.replace('{}', '{ DelaySeconds: 7 }'))
        run.cloud.log.clear()
    run.cloud.ignores_tokens = forgetful
    return run, words


def one(job):
    way, number, action, name, fault, status, states = job
    run, words = start(way)
    with run:
        run.cloud.faults[number] = fault
        run.deploy(*words)
        problem = wrong(run, status, states)
        return problem and '%s, request %d (%s), %s: %s\n%s' % (way, number, action, name, problem, run.said())


def jobs(way):
    """What is expected where: before the start, a refusal leaves nothing; afterwards, it changes nothing."""
    _, update, forgetful, every = WAYS[way]
    run, words = start(way)
    with run:
        if run.deploy(*words) != 0:
            raise SystemExit('Bail out! a deployment without faults fails:\n' + run.said())
        actions = run.actions()
    good = ['UPDATE_COMPLETE' if update else 'CREATE_COMPLETE']
    begins = actions.index('CreateStack' if '--direct' in words else 'ExecuteChangeSet')
    for index, action in enumerate(actions):
        if forgetful and not action.startswith(('Create', 'Execute')):
            continue
        for name, fault in (faults.PASSING if every else DONE).items():
            yield way, index + 1, action, name, fault, 0, good
        for name, fault in faults.FINAL.items() if every else ():
            refused = index <= begins and not action.endswith('Events')
            yield way, index + 1, action, name, fault, 3 if refused else 0, [] if refused else good


def main():
    tap = Tap()
    for way in WAYS:
        todo = list(jobs(way))
        requests = sorted({job[1:3] for job in todo})
        kinds = len(todo) // len(requests)
        tap.ok(kinds >= (60 if WAYS[way][3] else len(DONE)), '%s: %d faults at each of %d requests' % (way, kinds, len(requests)))
        found = {}
        with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('SWEEP_JOBS', 24))) as pool:
            for job, problem in zip(todo, pool.map(one, todo)):
                found.setdefault(job[1:3], []).extend([problem] if problem else [])
        for number, action in requests:
            tap.ok(not found[number, action], '%s, request %d, %s: %d faults' % (way, number, action, kinds),
                   '\n'.join(found[number, action][:3]))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
