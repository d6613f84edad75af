"""Every code of refusal at every call of its service, once: what passes is repeated, what does not ends the run with AWS's
words and with nothing begun."""
import collections
import sys

import faults
from codes import CLOUDFORMATION, COMMON, S3, STS
from harness import Tap, spread
from sweep import ASKING, DEPLOY, QUEUE, WAYS, Way, only_leaves, wrong, wrongly_left

Job = collections.namedtuple('Job', 'way request code status')

# Of a call that is made again, with credentials that are found again where those are too old.
REPEATED = {
    'BandwidthLimitExceeded', 'ConcurrentResourcesLimitExceeded', 'EC2ThrottledException', 'ExpiredToken', 'ExpiredTokenException',
    'IDPCommunicationError', 'InternalError', 'InternalFailure', 'PriorRequestNotComplete', 'ProvisionedThroughputExceededException',
    'RequestLimitExceeded', 'RequestThrottled', 'RequestThrottledException', 'RequestTimeout', 'RequestTimeoutException',
    'ServiceUnavailable', 'SlowDown', 'ThrottledException', 'Throttling', 'ThrottlingException', 'TokenRefreshRequired',
    'TooManyRequestsException', 'TransactionInProgressException'}

# What a code says of a call that does not end the run: the stack or the change set is looked at, or made anew; the bucket is
# mtc's own already.
UNDERSTOOD = {('CreateStack', 'AlreadyExistsException'), ('ExecuteChangeSet', 'InvalidChangeSetStatus'),
              ('ExecuteChangeSet', 'ChangeSetNotFound'), ('DescribeChangeSet', 'ChangeSetNotFound'), ('PUT bucket', 'BucketAlreadyOwnedByYou')}

# The keys that a role is taken on with have just been found.
FINAL = {('AssumeRole', 'ExpiredToken'), ('AssumeRole', 'ExpiredTokenException')}


class AsRole(Way):
    """Keys of a role, which those of a program take on."""

    def start(self):
        run = super().start()
        run.cloud.secrets['ASIAROLE'] = ('the-secret-key-of-the-role', 'the-session-token-of-the-role')
        run.write('.aws/config', '[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n'
                  '[profile base]\ncredential_process = exec cat keys.json\n')
        return run


MORE = {'as a role': AsRole('as a role', QUEUE, DEPLOY, {'ExecuteChangeSet'}, ['CREATE_COMPLETE'])}
TRIED = {name: WAYS[name] for name in ('create', 'create through a bucket', 'delete', 'plan')} | MORE


def codes_of(action):
    if action in ('GetCallerIdentity', 'AssumeRole'):
        return COMMON | STS
    return COMMON | S3 if ' ' in action else COMMON | CLOUDFORMATION


def one(job):
    way, action = TRIED[job.way], job.request.action
    with way.start() as run:
        refuse = faults.error(job.status, job.code, 'words of AWS')
        run.cloud.faults[job.request.number] = lambda handler, work: (job.code == 'BucketAlreadyOwnedByYou' and work(),
                                                                      refuse(handler, work))
        way.go(run)
        if only_leaves(job.request):
            problem = wrongly_left(way, run)
            return problem and '%s: %s\n%s' % (job.code, problem, run.said())
        passes = ((action, job.code) in UNDERSTOOD or job.request.place != ASKING
                  or (job.code in REPEATED and (action, job.code) not in FINAL))
        problem = wrong(way, run, 0 if passes else 3, way.good if passes else way.after_refusal(0))
        if not problem and not passes and (job.code not in run.err or 'words of AWS' not in run.err):
            problem = "AWS's words are not told"
        return problem and '%s: %s\n%s' % (job.code, problem, run.said())


def main():
    tap, todo, done = Tap(), [], set()
    for way in TRIED.values():
        for request in way.requests():
            if request.action not in done and (way.name not in MORE or request.action == 'AssumeRole'):
                done.add(request.action)
                todo += [Job(way.name, request, *item) for item in sorted(codes_of(request.action).items())]
    problems = collections.defaultdict(list)
    for job, problem in zip(todo, spread(one, todo)):
        problems[job.request.action].append(problem)
    for action, found in problems.items():
        told = [problem for problem in found if problem]
        tap.ok(not told, '%s: %d codes' % (action, len(found)), '\n'.join(told[:8]))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
