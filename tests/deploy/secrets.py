"""No secret is ever in a message, in the list of processes, in the environment of a program that mtc starts, in a file that
it leaves, or in a core. Each secret is a word of its own, so that it can be looked for."""
import json
import os
import resource
import signal
import subprocess
import sys
import threading

import faults
from harness import MTC, Run, main

WORDS = ('the-secret-key', 'the-session-token', 'the-role-secret', 'the-role-token', 'the-word-of-the-parameter', 'the-proxy-word')
SOURCE = ('param word: string { secret: true }\n'
          'resource jobs AWS::SQS::Queue { QueueName: word }\n')
VALUES = json.dumps([{'ParameterKey': 'Word', 'ParameterValue': 'the-word-of-the-parameter'}])
COMMAND = ('--deploy', '--yes', '--parameters', 'values.json', 'shop.mt')


def told(text):
    return [word for word in WORDS if word in text]


def processes():
    """The words of every process."""
    for name in os.listdir('/proc') if os.path.isdir('/proc/self') else []:
        if name.isdigit():
            try:
                with open('/proc/%s/cmdline' % name, 'rb') as file:
                    yield file.read().decode('utf-8', 'replace')
            except OSError:     # it has ended
                pass


def files(folder):
    found = {}
    for path, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(path, name), errors='replace') as file:
                found[os.path.join(path, name)] = file.read()
    return found


# --------------------------------------------------------------- where keys come from


def of_environment(run):
    run.environment.update(AWS_ACCESS_KEY_ID='AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY='the-secret-key', AWS_SESSION_TOKEN='the-session-token')


def of_file(run):
    run.write('.aws/credentials', '[default]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = the-secret-key\n'
              'aws_session_token = the-session-token\n')


def of_program(run):
    run.write('keys.json', json.dumps({'Version': 1, 'AccessKeyId': 'AKIDEXAMPLE', 'SecretAccessKey': 'the-secret-key',
                                       'SessionToken': 'the-session-token'}))
    run.write('.aws/config', '[default]\ncredential_process = env >environment; cat keys.json\n')


def of_role(run):
    of_program(run)
    run.write('.aws/config', '[default]\nrole_arn = arn:aws:iam::123456789012:role/r\nsource_profile = base\n'
              '[profile base]\ncredential_process = cat keys.json\n')


SOURCES = {'the environment': of_environment, 'a file': of_file, 'a program': of_program, 'a role': of_role}


def start(source):
    run = Run(SOURCE, values__json=VALUES)
    os.mkdir(os.path.join(run.folder.name, '.aws'))
    os.mkdir(os.path.join(run.folder.name, 'tmp'))
    run.cloud.secrets = {'AKIDEXAMPLE': ('the-secret-key', 'the-session-token'), 'ASIAROLE': ('the-role-secret', 'the-role-token')}
    for name in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'):
        del run.environment[name]
    run.environment.update(TMPDIR=os.path.join(run.folder.name, 'tmp'), AWS_MAX_ATTEMPTS='2')
    source(run)
    return run


# --------------------------------------------------------------------------- where they go


ENDS = {'a good end': (None, 0), 'AccessDenied': (faults.FINAL['AccessDenied'], 3), 'an answer that is none': (faults.PASSING['HTML instead '
        'of XML'], 3), 'another secret': (faults.FINAL['SignatureDoesNotMatch'], 3), 'silence': (faults.reset_before, 3)}


def messages(tap):
    for name, source in SOURCES.items():
        for end, (fault, status) in ENDS.items():
            with start(source) as run:
                before, seen = files(run.folder.name), []

                def look(handler, work):
                    seen.extend(processes())
                    (fault or (lambda handler, work: handler.give(*work())))(handler, work)
                run.cloud.lasting = 1 + (name == 'a role'), look
                run(*COMMAND)
                left = [path for path, text in files(run.folder.name).items() if told(text) and before.get(path) != text]
                tap.ok(run.status == status and not told(run.out + run.err) and any('--deploy' in words for words in seen + [
                       '' if os.path.isdir('/proc/self') else '--deploy']) and not any(map(told, seen)) and not left,
                       'keys of %s, %s: no message, no process, no file has them' % (name, end), run.said(), left)


def programs(tap):
    """A program that gives keys gets the user's environment, and nothing besides."""
    with start(of_program) as run:
        run(*COMMAND)
        with open(os.path.join(run.folder.name, 'environment')) as file:
            names = dict(line.rstrip('\n').split('=', 1) for line in file)
        tap.ok(run.status == 0 and not told(str(names)) and set(names) - set(run.environment) <= {'PWD', 'OLDPWD', 'SHLVL', '_'},
               "a program's environment holds no secret", names, run.said())


def wrong_files(tap):
    """What cannot be read is told by its place."""
    for path, text in (('.aws/credentials', '[default]\nthe-secret-key\n'), ('.aws/credentials', '[default]\n= the-secret-key\n'),
                       ('.aws/credentials', '[default\nthe-secret-key = 1\n'),
                       ('.aws/config', '[default]\ncredential_process = echo \'{"Version":1,"SecretAccessKey":"the-secret-key"\'\n'),
                       ('.aws/config', '[default]\ncredential_process = echo \'{"SecretAccessKey":"the-secret-key"}\'\n'),
                       ('.aws/config', '[default]\ncredential_process = printf the-secret-key\n')):
        with start(lambda run: run.write(path, text)) as run:
            run(*COMMAND)
            tap.ok(run.status == 3 and 'error[MT900' in run.err and not told(run.err.replace('printf the-secret-key', '')),
                   'a file with mistakes: %r' % text, run.said())


def addresses(tap):
    """Words that stand in addresses."""
    with start(of_file) as run:
        run.environment['http_proxy'] = 'http://somebody:the-proxy-word@127.0.0.1:1'
        run(*COMMAND)
        tap.ok(run.status == 3 and 'MT9006' in run.err and not told(run.out + run.err), "a proxy's password", run.said())
        del run.environment['http_proxy']
        run.environment['AWS_ENDPOINT_URL'] = 'http://somebody:the-proxy-word@127.0.0.1:1'
        run(*COMMAND)
        tap.ok(run.status == 3 and 'MT9006' in run.err and not told(run.out + run.err), 'a password in an endpoint', run.said())


# ------------------------------------------------------------------------------------ cores


def cores_are_wanted():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def leaves_core(process):
    _, status = os.waitpid(process.pid, 0)
    return os.WIFSIGNALED(status) and os.WCOREDUMP(status)


def cores(tap):
    """Where any other program that is killed leaves a core, mtc leaves none."""
    with start(of_file) as run:
        try:
            other = subprocess.Popen([sys.executable, '-c', 'import os; os.abort()'], cwd=run.folder.name, preexec_fn=cores_are_wanted,
                                     stderr=subprocess.DEVNULL)
        except (OSError, subprocess.SubprocessError):
            other = None
        if other is None or not leaves_core(other):
            tap.skip('no core', 'this machine keeps none of any program')
            return
        for name in os.listdir(run.folder.name):
            if name.startswith('core'):
                os.remove(os.path.join(run.folder.name, name))
        started = threading.Event()

        def kill(handler, work):
            started.wait()
            process.send_signal(signal.SIGABRT)
            handler.drop()
        run.cloud.lasting = 1, kill
        process = subprocess.Popen([MTC, *COMMAND], cwd=run.folder.name, env=run.environment, preexec_fn=cores_are_wanted,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started.set()
        core = leaves_core(process)
        tap.ok(not core and not [name for name in os.listdir(run.folder.name) if name.startswith('core')] and run.actions(),
               'no core of mtc', os.listdir(run.folder.name))


if __name__ == '__main__':
    main([messages, programs, wrong_files, addresses, cores])
