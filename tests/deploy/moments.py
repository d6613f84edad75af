"""What may come between at each request of a deployment: it is killed and run again, it is told to stop, another run of the
same comes first, or is at work. One intent makes one stack, and no change set is left."""
import collections
import signal
import sys
import threading

from harness import Tap, spread
from sweep import ASKING, GONE, WATCHING, WAYS, age, left_over, only_leaves, wrong

Job = collections.namedtuple('Job', 'way request moment')


def first_run(way, run, request, act, done):
    """Starts the command, and has act(process) done at the request: behind its work, or before."""
    started = threading.Event()

    def fault(handler, work):
        started.wait()
        answer = work() if done else None
        act(process)
        handler.give(*(answer or work()))
    run.cloud.faults[request.number] = fault
    process = run.popen(*way.words)
    started.set()
    return process


def finish(run, process):
    run.out, run.err = process.communicate(timeout=120)
    run.status = process.returncode


def killed(way, run, request, done):
    """The next run makes good what the first has left."""
    finish(run, first_run(way, run, request, lambda process: (process.kill(), process.wait()), done))
    if run.status != -signal.SIGKILL:
        return 'it was not killed'
    age(run)
    way.go(run)
    return wrong(way, run, 0, way.good)


def stopped(way, run, request, done):
    """Ctrl-C: before a stack is begun, nothing is left; afterwards, it is told how to come back."""
    finish(run, first_run(way, run, request, lambda process: process.send_signal(signal.SIGINT), done))
    begins = request.action in way.begins
    status = 0 if request.place == GONE or only_leaves(request) else 6 if request.place == WATCHING or begins else 7
    if run.status != status:
        return 'status %s instead of %s when it was stopped' % (run.status, status)
    if status == 7 and (run.states() != way.after_refusal(request.begun) or left_over(run)):
        return 'something is left: %s' % run.states()
    age(run)
    way.go(run)
    return wrong(way, run, 0, way.good)


def overtaken(way, run, request, done):
    """Another run of the same comes first, from its beginning to its end. What was decided on an older look is decided again."""
    others = []
    finish(run, first_run(way, run, request, lambda process: others.append(way.go(run)), done))
    if others != [0]:
        return 'the other run: status %s' % others
    return wrong(way, run, 0, way.good)


def met(way, run, request, done):
    """Another run of the same has begun its work, and is not at its end yet."""
    others = []

    def begin(process):
        run.cloud.pace = 1
        others.append(run(*way.words, '--detach'))
    finish(run, first_run(way, run, request, begin, done))
    begun = request.begun or request.place != ASKING or (request.action in way.begins and done)
    if others[0] not in ((0, 6) if begun else (6,)):
        return 'the other run: status %s' % others
    return wrong(way, run, 0, way.good)


MOMENTS = {'killed': killed, 'stopped': stopped, 'overtaken': overtaken, 'met': met}


def one(job):
    way = WAYS[job.way]
    name, done = job.moment
    with way.start() as run:
        run.environment['MTC_READ_SECONDS'] = '60'      # an answer comes when the other run is at its end
        problem = MOMENTS[name](way, run, job.request, done)
        return problem and '%s %s: %s\n%s' % (name, 'behind it' if done else 'before it', problem, run.said())


def main():
    tap = Tap()
    todo = [Job(way.name, request, (name, done)) for way in WAYS.values() if not way.forgets for request in way.requests()
            for name in MOMENTS for done in (False, True) if way.begins or name != 'met']
    problems = collections.defaultdict(list)
    for job, problem in zip(todo, spread(one, todo)):
        problems[job.way, job.request].extend([problem] if problem else [])
    for (way, request), told in problems.items():
        tap.ok(not told, '%s, request %d, %s: killed, stopped, overtaken, met' % (way, request.number, request.action), '\n'.join(told))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
