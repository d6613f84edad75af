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


def one(job):
    number, action, name, fault, status, states, words = job
    with Run(PROGRAM) as run:
        run.cloud.faults[number] = fault
        run.deploy(*words)
        problem = wrong(run, status, states)
        return problem and 'request %d (%s), %s: %s\n%s' % (number, action, name, problem, run.said())


def jobs(words):
    """What is expected where: before the start, a refusal leaves nothing; afterwards, it changes nothing."""
    with Run(PROGRAM) as run:
        if run.deploy(*words) != 0:
            raise SystemExit('Bail out! a deployment without faults fails:\n' + run.said())
        actions = run.actions()
    begins = actions.index('CreateStack' if '--direct' in words else 'ExecuteChangeSet')
    for index, action in enumerate(actions):
        for name, fault in faults.PASSING.items():
            yield index + 1, action, name, fault, 0, ['CREATE_COMPLETE'], words
        for name, fault in faults.FINAL.items():
            refused = index <= begins and action != 'DescribeStackEvents'
            yield index + 1, action, name, fault, 3 if refused else 0, [] if refused else ['CREATE_COMPLETE'], words


def main():
    tap = Tap()
    for words in ([], ['--direct']):
        todo = list(jobs(words))
        requests = sorted({(job[0], job[1]) for job in todo})
        kinds = len(todo) // len(requests)
        tap.ok(kinds >= 60, '%d faults at each of %d requests%s' % (kinds, len(requests), ' '.join([''] + words)))
        found = {}
        with concurrent.futures.ThreadPoolExecutor(int(os.environ.get('SWEEP_JOBS', 24))) as pool:
            for job, problem in zip(todo, pool.map(one, todo)):
                found.setdefault(job[:2], []).extend([problem] if problem else [])
        for number, action in requests:
            tap.ok(not found[number, action], 'request %d, %s: %d faults%s' % (number, action, kinds, ' '.join([''] + words)),
                   '\n'.join(found[number, action][:3]))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
