"""What the tests of deployments share: TAP, a cloud for each run, the command and what came of it."""
import concurrent.futures
import fcntl
import itertools
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

from cloud import Cloud, Server

MTC = os.environ['MTC']
SECRET = 'the-secret-key'
THREADS = 16        # of a process

# A program with a queue, a topic and a bucket; %s goes into the queue.
SHOP = '''## A shop.
resource jobs AWS::SQS::Queue { %s }
resource news AWS::SNS::Topic { DisplayName: "news" }
resource files AWS::S3::Bucket {}
output jobs_url = jobs.Arn
'''
# Two stacks; the second takes a value of the first. %s: declarations and properties of the second.
PAIR_WITH = ('resource zone AWS::Route53::HostedZone { Name: "example.com" }\n'
             'stack edge in "us-east-1" { %sresource news AWS::SNS::Topic { DisplayName: zone.Id %s} }\n')
PAIR = PAIR_WITH % ('', '')


class Tap:
    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, name, *details):
        self.count += 1
        self.failed += not good
        print('%sok %d - %s' % ('' if good else 'not ', self.count, name), flush=True)
        if not good:
            for detail in details:
                for line in str(detail).splitlines()[:60]:
                    print('#', line)
        return good

    def skip(self, name, why):
        self.count += 1
        print('ok %d - %s # SKIP %s' % (self.count, name, why), flush=True)

    def end(self):
        print('1..%d' % self.count)
        return 0 if self.failed == 0 or os.environ.get('MTC_TAP') else 1


def changed(run, status, *parts):
    return run.status == status and all(part in run.out + run.err for part in parts)


class Run:
    """One folder, one cloud, and any number of commands."""

    def __init__(self, source=SHOP % '', cloud=None, context=None, url=None, **files):
        self.cloud = cloud or Cloud()
        self.server = Server(self.cloud, context)
        self.folder = tempfile.TemporaryDirectory(prefix='mtc-deploy.')
        self.write('shop.mt', source)
        for name, text in files.items():
            self.write(name.replace('__', '.'), text)
        self.environment = {
            'PATH': os.environ['PATH'], 'HOME': self.folder.name, 'AWS_ACCESS_KEY_ID': 'AKIDEXAMPLE',
            'AWS_SECRET_ACCESS_KEY': SECRET, 'AWS_REGION': 'eu-west-1', 'AWS_EC2_METADATA_DISABLED': 'true',
            'AWS_ENDPOINT_URL': url or self.server.url, 'MTC_POLL_SECONDS': '0.01', 'MTC_RETRY_SECONDS': '0.2', 'MTC_READ_SECONDS': '3',
            'MTC_CONNECT_SECONDS': '5', 'NO_COLOR': '1'}
        for name in ('ASAN_OPTIONS', 'UBSAN_OPTIONS', 'TMPDIR'):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.status, self.out, self.err = None, '', ''

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.server.stop()
        self.folder.cleanup()

    def write(self, name, text):
        with open(os.path.join(self.folder.name, name), 'w') as file:
            file.write(text)

    def keep_keys(self):
        """The keys come from a program, which gives others as soon as those are renewed."""
        del self.environment['AWS_ACCESS_KEY_ID'], self.environment['AWS_SECRET_ACCESS_KEY']
        os.mkdir(os.path.join(self.folder.name, '.aws'))
        self.write('.aws/config', '[default]\ncredential_process = exec cat keys.json\n')
        numbers = itertools.count(1)

        def renew():
            number = next(numbers)
            key, secret, token = 'ASIA%d' % number, SECRET + str(number), 'the-session-token-%d' % number
            self.cloud.expired.update(self.cloud.secrets)
            self.cloud.secrets = {key: (secret, token)}
            self.write('keys.json', json.dumps({'Version': 1, 'AccessKeyId': key, 'SecretAccessKey': secret, 'SessionToken': token}))
        self.cloud.renew = renew
        renew()

    def tells_secrets(self):
        return any(secret in self.out + self.err for secret in (SECRET, 'the-session-token'))

    def popen(self, *words):
        return subprocess.Popen([MTC] + list(words), cwd=self.folder.name, env=self.environment, text=True,
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def __call__(self, *words, seconds=120):
        process = self.popen(*words)
        try:
            self.out, self.err = process.communicate(timeout=seconds)
            self.status = process.returncode
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            self.out, self.err = process.communicate()
            self.status = 'no end in %d seconds' % seconds
        return self.status

    def deploy(self, *words, **more):
        return self('--deploy', 'shop.mt', '--yes', *words, **more)

    def said(self):
        return 'status %s\n%s%s%s' % (self.status, self.out, self.err, '\n'.join(self.cloud.mistakes))

    def actions(self):
        return [action for action, params in self.cloud.log]

    def states(self):
        return [stack.status for stack in self.cloud.living()]


def wait_until(condition, seconds=20):
    end = time.time() + seconds
    while not condition() and time.time() < end:
        time.sleep(0.01)


def several(function, todo):
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(function, todo))


def spread(function, todo):
    """What the function gives for each. Most of a run is waiting: threads in as many processes as there are processors."""
    count = os.cpu_count() or 1
    with concurrent.futures.ProcessPoolExecutor(count) as pool:
        parts = list(pool.map(several, [function] * count, [todo[i::count] for i in range(count)]))
    return [parts[i % count][i // count] for i in range(len(todo))]


def type_in(run, answers, *words, columns=0):
    """The command at a terminal of its own. answers: what to type behind each text that is waited for, or after how many seconds
    what; None: the terminal goes away. The whole screen."""
    parent, child = pty.openpty()
    fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack('HHHH', 24 if columns else 0, columns, 0, 0))
    answers = list(answers)
    process = subprocess.Popen([MTC, *words], cwd=run.folder.name, env=run.environment, stdin=child, stdout=subprocess.PIPE,
                               stderr=child, start_new_session=True, text=True,
                               preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0))
    os.close(child)
    seen, waited, end = b'', 0, time.time() + 30
    while time.time() < end:
        if select.select([parent], [], [], 0.1)[0]:
            try:
                piece = os.read(parent, 4096)
            except OSError:
                break
            seen += piece
        elif process.poll() is not None:
            break
        if answers and answers[0][0].encode() in seen[waited:]:
            waited = len(seen)
            text = answers.pop(0)[1]
            if text is None:
                break
            if isinstance(text, tuple):
                time.sleep(text[0])
                text = text[1]
            os.write(parent, text.encode())
    os.close(parent)
    run.out = process.communicate(timeout=10)[0]
    run.status = process.returncode
    run.err = seen.decode('utf-8', 'replace')


def main(tests):
    tap = Tap()
    for test in tests:
        try:
            test(tap)
        except Exception as error:      # a test that broke is a test that failed
            tap.ok(False, '%s broke: %r' % (test.__name__, error))
    sys.exit(tap.end())
