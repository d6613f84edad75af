"""Random machines (environment, files, what answers on the network), always the same ones: what mtc's client makes of them
beside what botocore makes of them. Where they may differ stands in DIFFERENCES, with the reason, and nowhere else."""
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.parse

BUILD = os.environ['MTC_BUILD']
MACHINES = int(os.environ.get('MTC_MACHINES', '200'))
HOME = tempfile.mkdtemp(prefix='mtc-client.')
os.environ.clear()
os.environ.update(HOME=HOME, PATH='/usr/bin:/bin')      # botocore asks for the home folder when it is loaded

import botocore.awsrequest      # noqa: E402
import botocore.exceptions      # noqa: E402
import botocore.httpsession     # noqa: E402
import botocore.loaders         # noqa: E402
import botocore.session         # noqa: E402
import botocore.utils           # noqa: E402

from tap import Tap             # noqa: E402

BUCKET = 'a-bucket'
NOW = int(time.time())
ROLE = 'arn:aws:iam::123456789012:role/%s'


def stamp(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(NOW + seconds))


def digest(*parts):
    return hashlib.sha256('\n'.join(str(part) for part in parts).encode()).hexdigest()[:16].upper()


# ------------------------------------------------------------------------------------------------------ what answers

class Network:
    """The one network of a machine: the same answer for the same request, whoever asks. Keys that are given tell what was
    asked for, and with which keys."""

    def __init__(self, instance, container):
        self.instance, self.container = instance, container

    def answer(self, method, url, headers, body):
        """Status and body, or None where nobody listens."""
        headers = {name.lower(): value for name, value in headers.items()}
        parts = urllib.parse.urlsplit(url)
        host = parts.netloc
        if host == '169.254.169.254':
            return self.metadata(method, parts.path, headers)
        if host.startswith(('169.254.', '127.')):
            if not self.container:
                return None
            key = digest('container', parts.path, headers.get('authorization'))
            return 200, json.dumps({'AccessKeyId': key, 'SecretAccessKey': 's' + key, 'Token': 't' + key, 'Expiration': stamp(36000)})
        if parts.path.endswith('/federation/credentials'):
            query = sorted(urllib.parse.parse_qsl(parts.query))
            key = digest('sso', host, parts.path, query, headers.get('x-amz-sso_bearer_token'))
            return 200, json.dumps({'roleCredentials': {'accessKeyId': key, 'secretAccessKey': 's' + key, 'sessionToken': 't' + key,
                                                        'expiration': (NOW + 36000) * 1000}})
        return 200, self.roles(host, parts.path, headers, body)

    def metadata(self, method, path, headers):
        if not self.instance:
            return None
        if method == 'PUT':
            return 200, 'the-token'
        if headers.get('x-aws-ec2-metadata-token') != 'the-token':
            return 401, ''
        if path.endswith('/security-credentials/'):
            return 200, 'a-role'
        return 200, json.dumps({'Code': 'Success', 'AccessKeyId': 'INSTANCE', 'SecretAccessKey': 'x', 'Token': 'y',
                                'Expiration': stamp(36000)})

    def roles(self, host, path, headers, body):
        form = dict(urllib.parse.parse_qsl(body))
        if form.get('RoleSessionName', '').startswith(('mtc-', 'botocore-session-')):
            form['RoleSessionName'] = 'made up'
        if 'WebIdentityToken' in form:
            form['WebIdentityToken'] = form['WebIdentityToken'].strip()     # botocore sends the line end of the file, too
        signer = headers.get('authorization', '').partition('Credential=')[2].split(',')[0].split('/')
        if len(signer) == 5:
            del signer[1]       # the day
        key = digest('sts', host, path or '/', sorted(form.items()), signer, headers.get('x-amz-security-token'))
        action = form['Action']
        return ('<{0}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{0}Result><Credentials><AccessKeyId>{1}</AccessKeyId>'
                '<SecretAccessKey>s{1}</SecretAccessKey><SessionToken>t{1}</SessionToken><Expiration>{2}</Expiration></Credentials>'
                '<AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/r/s</Arn><AssumedRoleId>A:s</AssumedRoleId>'
                '</AssumedRoleUser></{0}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></{0}Response>'
                ).format(action, key, stamp(3600))


# ----------------------------------------------------------------------------------------------------- random machines

class Machine:
    PROFILES = ['default', 'a', 'b', 'c-d', 'with blank']
    REGIONS = ['us-east-1', 'eu-west-1', 'ap-northeast-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1', 'eusc-de-east-1', 'xx-new-7']

    def __init__(self, seed):
        self.seed = seed
        self.random = random.Random(seed)
        self.files = {}
        self.sessions, self.services = [], []
        self.profile = self.sometimes(0.15, lambda: self.any(self.PROFILES))
        self.config = {name: self.properties(name) for name in self.PROFILES if self.random.random() < 0.6}
        self.credentials = {name: self.keys() for name in self.PROFILES[:4] if self.random.random() < 0.2}
        self.environment = self.variables()
        self.network = Network(self.random.random() < 0.5, self.random.random() < 0.5)
        self.files['config'] = self.write_config()
        self.files['credentials'] = ''.join('[%s]\n%s\n' % (name, self.lines(keys)) for name, keys in self.credentials.items())

    def any(self, things):
        return self.random.choice(things)

    def sometimes(self, chance, make):
        return make() if self.random.random() < chance else None

    def word(self, what):
        return '%s%04d' % (what, self.random.randrange(10000))

    def path(self, name, content):
        self.files[name] = content
        return os.path.join(HOME, name)

    def keys(self):
        keys = {'aws_access_key_id': self.word('AKIA'), 'aws_secret_access_key': self.word('secret')}
        if self.random.random() < 0.3:
            keys[self.any(['aws_session_token', 'aws_security_token'])] = self.word('token')
        if self.random.random() < 0.06:
            del keys[self.any(sorted(keys))]
        return keys

    def role(self):
        properties = {'role_arn': ROLE % self.word('role')}
        kind = self.random.random()
        if kind < 0.6:
            properties['source_profile'] = self.any(self.PROFILES + ['nowhere'] if self.random.random() < 0.1 else self.PROFILES)
        elif kind < 0.8:
            properties['credential_source'] = self.any(['Environment', 'Ec2InstanceMetadata', 'EcsContainer'])
        elif kind < 0.95:
            properties['web_identity_token_file'] = self.path(self.word('web'), self.word('jwt') + self.any(['', '\n']))
        if self.random.random() < 0.3:
            properties['external_id'] = self.word('external ')
        if self.random.random() < 0.3:
            properties['role_session_name'] = self.word('session')
        if self.random.random() < 0.3:
            properties['duration_seconds'] = self.any(['900', '3600', 'long'])
        return properties

    def sso(self):
        start, region = 'https://%s.awsapps.com/start' % self.word('d'), self.any(self.REGIONS[:3])
        properties = {'sso_account_id': '%012d' % self.random.randrange(10 ** 12), 'sso_role_name': self.word('Role')}
        cached = start
        if self.random.random() < 0.5:
            cached = self.word('session')
            self.sessions.append((cached, {'sso_start_url': start, 'sso_region': region}))
            properties['sso_session'] = cached
        else:
            properties.update(sso_start_url=start, sso_region=region)
        if self.random.random() < 0.85:
            name = '.aws/sso/cache/%s.json' % hashlib.sha1(cached.encode()).hexdigest()
            self.files[name] = json.dumps({'startUrl': start, 'region': region, 'accessToken': self.word('token'),
                                           'expiresAt': stamp(self.any([36000, 36000, -60]))})
        return properties

    def process(self):
        keys = {'Version': self.any([1, 1, 1, 1, 2]), 'AccessKeyId': self.word('P'), 'SecretAccessKey': self.word('s')}
        if self.random.random() < 0.5:
            keys.update(SessionToken=self.word('t'), Expiration=stamp(36000))
        path = self.path(self.word('process'), json.dumps(keys) if self.random.random() < 0.9 else 'words')
        return {'credential_process': self.any(['cat %s', 'cat "%s"', "/bin/cat '%s'"]) % path}

    def properties(self, name):
        properties = {}
        for chance, make in ((0.35, self.keys), (0.3, self.role), (0.12, self.sso), (0.12, self.process)):
            if self.random.random() < chance:
                properties.update(make())
        for chance, key, values in ((0.5, 'region', self.REGIONS), (0.06, 'use_fips_endpoint', ['true', 'false']),
                                    (0.06, 'use_dualstack_endpoint', ['true', 'TRUE', 'no']),
                                    (0.08, 'endpoint_url', ['https://all.example/base', 'http://127.0.0.1:99/']),
                                    (0.05, 'ignore_configured_endpoint_urls', ['true', 'false']),
                                    (0.05, 'sts_regional_endpoints', ['legacy', 'regional']),
                                    (0.1, 'retry_mode', ['standard', 'adaptive', 'legacy']), (0.1, 'max_attempts', ['1', '4', '9'])):
            if self.random.random() < chance:
                properties[key] = self.any(values)
        if self.random.random() < 0.1:
            properties['s3'] = {'addressing_style': self.any(['path', 'virtual', 'auto'])}
        if self.random.random() < 0.1:
            services = {service: {'endpoint_url': 'https://%s.example:%d' % (service, self.random.randrange(1, 9999))}
                        for service in ('cloudformation', 'sts', 's3') if self.random.random() < 0.6}
            properties['services'] = self.word('services')
            if self.random.random() < 0.9 and services:
                self.services.append((properties['services'], services))
        return properties

    def variables(self):
        variables = {}
        for chance, make in (
                (0.15, lambda: {'AWS_ACCESS_KEY_ID': self.word('ENV'), 'AWS_SECRET_ACCESS_KEY': self.any([self.word('s'), self.word('s'), ''])}),
                (0.1, lambda: {'AWS_SESSION_TOKEN': self.word('token')}),
                (0.35, lambda: {'AWS_PROFILE': self.any(self.PROFILES)}), (0.4, lambda: {'AWS_DEFAULT_REGION': self.any(self.REGIONS)}),
                (0.05, lambda: {'AWS_USE_FIPS_ENDPOINT': self.any(['true', 'false'])}),
                (0.05, lambda: {'AWS_USE_DUALSTACK_ENDPOINT': 'true'}), (0.08, lambda: {'AWS_ENDPOINT_URL': 'https://env.example'}),
                (0.08, lambda: {'AWS_ENDPOINT_URL_STS': 'https://sts.env.example'}),
                (0.04, lambda: {'AWS_ENDPOINT_URL_S3': 'http://127.0.0.1:4566'}),
                (0.04, lambda: {'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS': 'true'}),
                (0.05, lambda: {'AWS_STS_REGIONAL_ENDPOINTS': self.any(['legacy', 'regional'])}),
                (0.1, lambda: {'AWS_WEB_IDENTITY_TOKEN_FILE': self.path('web', self.word('jwt')), 'AWS_ROLE_ARN': ROLE % 'web'}),
                (0.04, lambda: {'AWS_ROLE_SESSION_NAME': self.word('session')}),
                (0.15, lambda: {'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI': '/' + self.word('keys')}),
                (0.1, lambda: {'AWS_CONTAINER_CREDENTIALS_FULL_URI': 'http://127.0.0.1:1234/' + self.word('full')}),
                (0.1, lambda: {'AWS_CONTAINER_AUTHORIZATION_TOKEN': self.word('bearer')}),
                (0.1, lambda: {'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE': self.path('bearer', self.word('of-file'))}),
                (0.2, lambda: {'AWS_EC2_METADATA_DISABLED': 'true'}), (0.1, lambda: {'AWS_RETRY_MODE': 'standard'}),
                (0.1, lambda: {'AWS_MAX_ATTEMPTS': self.any(['2', '6'])})):
            if self.random.random() < chance:
                variables.update(make())
        return variables

    def lines(self, properties):
        out = []
        for name, value in properties.items():
            if isinstance(value, dict):
                out.append('%s =\n%s' % (name, ''.join('    %s = %s\n' % item for item in value.items())))
            else:
                name = self.any([name, name, name, name.upper() if self.random.random() < 0.1 else name])
                out.append('%s%s%s\n' % (name, self.any(['=', ' = ', '  =\t']), value))
            if self.random.random() < 0.08:
                out.append(self.any(['# a comment\n', '; another\n', '\n', '#x = y\n']))
        return ''.join(out)

    def write_config(self):
        out = []
        for name, properties in self.config.items():
            title = 'default' if name == 'default' and self.random.random() < 0.8 else \
                'profile ' + ('"%s"' % name if ' ' in name or self.random.random() < 0.1 else name)
            out.append('[%s]\n%s' % (title, self.lines(properties)))
        out += ['[sso-session %s]\n%s' % (name, self.lines(properties)) for name, properties in self.sessions]
        out += ['[services %s]\n%s' % (name, self.lines(services)) for name, services in self.services]
        return self.any(['', '# mine\n']) + self.any(['', '\n']).join(out)

    def install(self):
        """Lays the machine's files out."""
        shutil.rmtree(os.path.join(HOME, '.aws'), ignore_errors=True)
        for name, content in self.files.items():
            path = os.path.join(HOME, '.aws', name) if name in ('config', 'credentials') else os.path.join(HOME, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, 'w') as file:
                file.write(content)


# -------------------------------------------------------------------------------------------------------------- botocore

LOADER = botocore.loaders.Loader()
network = None


def send(self, request):
    body = request.body.decode() if isinstance(request.body, bytes) else request.body or ''
    headers = {name: value.decode() if isinstance(value, bytes) else value for name, value in request.headers.items()}
    answer = network.answer(request.method, request.url, headers, body)
    if answer is None:
        raise botocore.exceptions.ConnectTimeoutError(endpoint_url=request.url)
    response = botocore.awsrequest.AWSResponse(request.url, answer[0], {}, None)
    response._content = answer[1].encode()
    return response


botocore.httpsession.URLLib3Session.send = send
time.sleep = lambda seconds: None


def address_of(session, service, operation, **parameters):
    """Where a call goes, as it is sent."""
    seen = []

    def stop(request, **more):
        seen.append(request.url.rstrip('/'))
        return botocore.awsrequest.AWSResponse(request.url, 200, {}, None)
    try:
        client = session.create_client(service, aws_access_key_id='a', aws_secret_access_key='b')
        client.meta.events.register('before-send.%s' % service, stop)
        getattr(client, operation)(**parameters)
    except Exception as error:      # also that there is no answer to read
        if not seen:
            return {'problem': repr(error)[:300]}
    return {'url': seen[0]}


def by_botocore(machine):
    global network
    network = machine.network
    os.environ.clear()
    # S3 in us-east-1 has a name of its own there, which botocore does not take by itself
    os.environ.update(HOME=HOME, PATH='/usr/bin:/bin', AWS_S3_US_EAST_1_REGIONAL_ENDPOINT='regional', **machine.environment)
    out = {'problem': ''}
    try:
        session = botocore.session.Session(profile=machine.profile)
        session.register_component('data_loader', LOADER)
        out['region'] = session.get_config_variable('region') or ''
        out['retry'] = session.get_config_variable('retry_mode')
        out['attempts'] = session.get_config_variable('max_attempts')
        out['cloudformation'] = address_of(session, 'cloudformation', 'list_stacks')
        out['sts'] = address_of(session, 'sts', 'get_caller_identity')
        out['s3'] = address_of(session, 's3', 'list_buckets')
        out['bucket'] = address_of(session, 's3', 'head_bucket', Bucket=BUCKET)
    except Exception as error:
        out['problem'] = repr(error)[:300]
        return out
    out['credentials'] = credentials_of(machine)
    return out


def credentials_of(machine):
    try:
        session = botocore.session.Session(profile=machine.profile)
        session.register_component('data_loader', LOADER)
        found = session.get_credentials()
        if found is None:
            return {'found': 'nothing'}
        frozen = found.get_frozen_credentials()
        return {'found': 'found', 'access_key': frozen.access_key, 'secret_key': frozen.secret_key, 'token': frozen.token or ''}
    except Exception as error:
        return {'found': 'wrong', 'problem': repr(error)[:300]}


# ------------------------------------------------------------------------------------------------------------------- mtc

class Mtc:
    def __init__(self):
        self.process = subprocess.Popen([os.path.join(BUILD, 'tests/outside/client_world')], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, text=True, env={'PATH': '/usr/bin:/bin'})

    def put(self, value):
        self.process.stdin.write(json.dumps(value) + '\n')
        self.process.stdin.flush()

    def settle(self, machine):
        self.put({'environment': dict(machine.environment, HOME=HOME), 'profile': machine.profile, 'now': NOW, 'bucket': BUCKET})
        while True:
            line = json.loads(self.process.stdout.readline())
            if 'method' not in line:
                return line
            answer = machine.network.answer(line['method'], line['url'], line['headers'], line['body'])
            self.put({'status': answer[0], 'body': answer[1]} if answer else {})


# ------------------------------------------------------------------------------------------------------------ comparison

def compare(ours, theirs):
    """(what, mtc's, botocore's) of all that is not the same."""
    if ours['problem'] or theirs['problem']:
        return [] if ours['problem'] and theirs['problem'] else [('problem', ours, theirs)]
    found = [('region', ours, theirs)] if ours['region'] != theirs['region'] else []
    if not ours['region']:
        return found        # mtc never guesses one, and goes no further
    for what in ('cloudformation', 'sts', 's3', 'bucket'):
        if ('problem' in ours[what]) != ('problem' in theirs[what]) or ours[what].get('url') != theirs[what].get('url'):
            found.append((what, ours[what], theirs[what]))
    keys = ('found', 'access_key', 'secret_key', 'token')
    if any(ours['credentials'].get(key) != theirs['credentials'].get(key) for key in keys):
        found.append(('credentials', ours['credentials'], theirs['credentials']))
    return found


def own_endpoint(machine, what, ours, theirs):
    return 'custom endpoint' in ours.get('problem', '')


def no_profile(machine, what, ours, theirs):
    return what == 'problem' and 'ProfileNotFound' in theirs['problem'] and (
        ours['credentials']['found'] == 'found' or 'was not found' in ours['credentials']['problem']
        or 'is set in the environment' in ours['credentials']['problem'])


def token_of_environment(machine, what, ours, theirs):
    return what == 'credentials' and 'AWS_WEB_IDENTITY_TOKEN_FILE' in machine.environment and 'AWS_PROFILE' in machine.environment


def keys_of_a_source(machine, what, ours, theirs):
    return what == 'credentials' and any(
        'aws_access_key_id' in machine.config.get(role.get('source_profile'), {}) or role.get('source_profile') in machine.credentials
        for role in machine.config.values())


def session_of_the_profile(machine, what, ours, theirs):
    return (what == 'credentials' and 'AWS_WEB_IDENTITY_TOKEN_FILE' in machine.environment
            and 'role_session_name' in machine.config.get('default', {}) and ours['found'] == theirs['found'] == 'found')


def half_a_key(machine, what, ours, theirs):
    halves = [keys for keys in machine.credentials.values() if ('aws_access_key_id' in keys) != ('aws_secret_access_key' in keys)]
    return what == 'credentials' and ('is missing aws_' in ours.get('problem', '') or bool(halves))


# Name, reason, and whether a difference is one of these.
DIFFERENCES = [
    ('FIPS or dual-stack at an endpoint of the user\'s own', 'is an error; botocore drops them in silence', own_endpoint),
    ('a profile that is not there', 'is told when it is looked into; botocore tells it before', no_profile),
    ('a profile that AWS_PROFILE names', "comes before a web identity's token in the environment, as in the SDKs' recorded runs",
     token_of_environment),
    ("the role session's name of a profile", "is not that of the environment's web identity", session_of_the_profile),
    ('keys of a profile that a role names as its source', "come before all else that it says, as in the SDKs' common cases",
     keys_of_a_source),
    ('half a key of a profile', "is an error, or is made whole by the other file, as in the SDKs' common cases; botocore looks further",
     half_a_key),
]


def main():
    tap = Tap()
    mtc = Mtc()
    alike, seen = 0, {name: 0 for name, reason, holds in DIFFERENCES}
    for seed in range(MACHINES):
        machine = Machine(seed)
        machine.install()
        odd = 0
        for what, ours, theirs in compare(mtc.settle(machine), by_botocore(machine)):
            name = next((name for name, reason, holds in DIFFERENCES if holds(machine, what, ours, theirs)), None)
            if name:
                seen[name] += 1
            else:
                odd += 1
                tap.case(False, 'machine %d: %s' % (seed, what), 'mtc: %s' % ours, 'botocore: %s' % theirs, machine.profile,
                         machine.environment, machine.files['config'], machine.files['credentials'])
        alike += not odd
    tap.case(alike == MACHINES, '%d random machines are the same to mtc and to botocore' % MACHINES)
    for name, reason, holds in DIFFERENCES:
        print('# %d times: %s %s' % (seen[name], name, reason))
    shutil.rmtree(HOME)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
