"""The way to the server: certificates, proxies, addresses. Every server is on 127.0.0.1, with keys that openssl(1)
makes for this run alone."""
import base64
import http.server
import os
import re
import select
import shlex
import shutil
import socket
import socketserver
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from cloud import Cloud, Server
from harness import Run, SECRET, main

PROGRAM = 'resource jobs AWS::SQS::Queue {}\n'


def openssl(*words):
    subprocess.run(['openssl', *words], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Keys:
    """An authority, and certificates: one that is good, one of another host, one that has expired, one of nobody's."""

    def __init__(self, folder):
        self.folder = folder
        self.authority = self.make('ca', None, 'nobody.example', '3650')
        self.good = self.make('good', 'ca', '127.0.0.1', '30')
        self.other = self.make('other', 'ca', '127.0.0.9', '30')
        self.old = self.make('old', 'ca', '127.0.0.1', None)
        self.strange = self.make('strange', None, '127.0.0.1', '30')

    def path(self, name):
        return os.path.join(self.folder, name)

    def make(self, name, authority, host, days):
        extensions = self.path(name + '.ext')
        with open(extensions, 'w') as file:
            file.write('subjectAltName = %s:%s\nbasicConstraints = critical, CA:%s\n' % (
                'DNS' if host.endswith('example') else 'IP', host, 'FALSE' if authority else 'TRUE'))
        openssl('req', '-newkey', 'rsa:2048', '-nodes', '-keyout', self.path(name + '.key'), '-out', self.path(name + '.csr'),
                '-subj', '/CN=' + name)
        # what has expired did so yesterday
        life = ['-days', days] if days else ['-days', '-1']
        signed = ['-CA', self.path(authority + '.crt'), '-CAkey', self.path(authority + '.key'), '-CAcreateserial'] if authority \
            else ['-signkey', self.path(name + '.key')]
        openssl('x509', '-req', '-in', self.path(name + '.csr'), '-out', self.path(name + '.crt'), '-extfile', extensions, *life,
                *signed)
        return name

    def context(self, name):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.path(name + '.crt'), self.path(name + '.key'))
        return context


def certificates(tap):
    with tempfile.TemporaryDirectory(prefix='mtc-keys.') as folder:
        keys = Keys(folder)
        with Run(PROGRAM, context=keys.context('good')) as run:
            run.environment['AWS_CA_BUNDLE'] = keys.path('ca.crt')
            run.deploy()
            tap.ok(run.status == 0 and run.states() == ['CREATE_COMPLETE'], 'TLS, with AWS_CA_BUNDLE', run.said())
            del run.environment['AWS_CA_BUNDLE']
            os.mkdir(os.path.join(run.folder.name, '.aws'))
            run.write('.aws/config', '[default]\nca_bundle = %s\n' % keys.path('ca.crt'))
            run.deploy()
            tap.ok(run.status == 0, "TLS, with the profile's ca_bundle", run.said())
            os.mkdir(keys.path('authorities'))
            run.environment['AWS_CA_BUNDLE'] = keys.path('authorities')
            shutil.copy(keys.path('ca.crt'), keys.path('authorities'))
            run.deploy()
            tap.ok(run.status == 3 and "'openssl rehash' gives them" in run.err, 'a folder without names to find them by', run.said())
            name = subprocess.run(['openssl', 'x509', '-noout', '-hash', '-in', keys.path('ca.crt')], capture_output=True, text=True)
            shutil.copy(keys.path('ca.crt'), keys.path('authorities/%s.0' % name.stdout.strip()))
            run.deploy()
            tap.ok(run.status == 0, 'TLS, with a folder of authorities', run.said())
        for name, bundle, what in (('other', 'ca.crt', 'the certificate of another host'), ('old', 'ca.crt', 'one that has expired'),
                                   ('strange', 'ca.crt', 'one of an authority that nobody knows'),
                                   ('good', None, 'one that the system does not know'),
                                   ('strange', 'authorities', 'one that a folder of authorities does not have'),
                                   ('good', 'missing.crt', 'a bundle that is not there'), ('good', 'ca.key', 'a bundle that is none')):
            with Run(PROGRAM, context=keys.context(name)) as run:
                if bundle:
                    run.environment['AWS_CA_BUNDLE'] = keys.path(bundle)
                run.deploy()
                tap.ok(run.status == 3 and 'error[MT9006]' in run.err and 'tried' not in run.err and run.actions() == []
                       and SECRET not in run.err, '%s is not trusted, and not asked twice' % what, run.said())
        with Run(PROGRAM, context=keys.context('good')) as run:
            proxy = Proxy()
            run.environment.update(AWS_CA_BUNDLE=keys.path('ca.crt'), https_proxy=proxy.url.replace('//', '//me:a-word@'))
            run.deploy()
            known = 'Basic ' + base64.b64encode(b'me:a-word').decode()
            tap.ok(run.status == 0 and proxy.seen and all(seen[1] == known for seen in proxy.seen), 'TLS through a proxy with a password',
                   run.said(), proxy.seen[:3])
            proxy.refuses = True
            run.deploy()
            tap.ok(run.status == 3 and 'MT9006' in run.err and '407' in run.err and 'a-word' not in run.err + run.out,
                   'which is not told when the proxy refuses', run.said())
            proxy.shutdown()
        old = keys.context('good')
        old.maximum_version = ssl.TLSVersion.TLSv1_1
        old.minimum_version = ssl.TLSVersion.TLSv1
        with Run(PROGRAM, context=old) as run:
            run.environment['AWS_CA_BUNDLE'] = keys.path('ca.crt')
            run.deploy()
            tap.ok(run.status == 3 and 'MT9006' in run.err and run.actions() == [], 'TLS 1.1 is not spoken', run.said())
    with Run(PROGRAM) as run:
        run.environment['AWS_ENDPOINT_URL'] = run.server.url.replace('http:', 'https:')
        run.deploy()
        tap.ok(run.status == 3 and 'MT9006' in run.err, 'TLS to a server that speaks none', run.said())


class Proxy(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Passes requests on, or refuses them."""
    daemon_threads = True

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        disable_nagle_algorithm = True

        def log_message(self, *arguments):
            pass

        def do_CONNECT(self):
            """A way for TLS, for those who know the word."""
            self.server.seen.append((self.path, self.headers.get('Proxy-Authorization')))
            if self.server.refuses:
                self.send_error(407)
                return
            self.send_response_only(200)
            self.end_headers()
            host, _, port = self.path.rpartition(':')
            with socket.create_connection((host, int(port))) as there:
                here, sockets = self.connection, [self.connection, there]
                while True:
                    for ready in select.select(sockets, [], [])[0]:
                        piece = ready.recv(65536)
                        if not piece:
                            self.close_connection = True
                            return
                        (there if ready is here else here).sendall(piece)

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get('Content-Length', 0)))
            self.server.seen.append(self.path)
            self.server.agents.add(self.headers.get('User-Agent'))
            if self.server.refuses:
                self.send_response_only(407)
                self.send_header('Content-Type', 'text/html')
                self.send_header('Content-Length', '4')
                self.end_headers()
                self.wfile.write(b'<a/>')
                return
            host, _, path = self.path.partition('://')[2].partition('/')
            with socket.create_connection((host.partition(':')[0], int(host.partition(':')[2]))) as there:
                lines = ['POST /%s HTTP/1.1' % path] + ['%s: %s' % item for item in self.headers.items()
                                                        if not item[0].lower().startswith('proxy-')] + ['Connection: close', '', '']
                there.sendall('\r\n'.join(lines).encode() + body)
                while True:
                    piece = there.recv(65536)
                    if not piece:
                        break
                    self.wfile.write(piece)
            self.close_connection = True

    def __init__(self, refuses=False):
        super().__init__(('127.0.0.1', 0), self.Handler)
        self.seen, self.agents, self.refuses = [], set(), refuses
        self.url = 'http://127.0.0.1:%d' % self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()


def proxies(tap):
    with Run(PROGRAM) as run:
        proxy = Proxy()
        run.environment['http_proxy'] = proxy.url
        run.deploy()
        tap.ok(run.status == 0 and proxy.seen and len(proxy.seen) == len(run.actions()), 'through a proxy', run.said(), proxy.seen[:3])
        tap.ok(len(proxy.agents) == 1 and re.fullmatch(r'mtc/[0-9.]+', str(min(proxy.agents))), 'which sees who it is', proxy.agents)
        os.mkdir(os.path.join(run.folder.name, '.aws'))
        run.write('.aws/config', '[default]\nsdk_ua_app_id = the shop\n')
        for variable, wanted in (('', 'the-shop'), ('our/shop\x07!', 'our-shop-!')):
            proxy.agents.clear()
            run.environment['AWS_SDK_UA_APP_ID'] = variable
            run.deploy()
            tap.ok(len(proxy.agents) == 1 and re.fullmatch(r'mtc/[0-9.]+ app/' + wanted, str(min(proxy.agents))),
                   'and for whom it works: %s' % wanted, proxy.agents)
        proxy.seen.clear()
        run.environment['NO_PROXY'] = '127.0.0.1'
        run.deploy()
        tap.ok(run.status == 0 and not proxy.seen, 'NO_PROXY', run.said())
        del run.environment['NO_PROXY']
        proxy.refuses = True
        run.deploy()
        tap.ok(run.status == 3 and 'error[MT900' in run.err and '407' in run.err, 'a proxy that refuses', run.said())
        # credentials of this machine never go through one
        proxy.seen.clear()
        proxy.refuses = False
        keys = ('{"AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"%s","Token":"","Expiration":"2099-01-01T00:00:00Z"}' % SECRET).encode()
        asked = []

        class Host(http.server.BaseHTTPRequestHandler):
            def log_message(self, *arguments):
                pass

            def do_GET(self):
                asked.append((self.path, self.headers.get('Authorization')))
                self.send_response(200)
                self.send_header('Content-Length', str(len(keys)))
                self.end_headers()
                self.wfile.write(keys)
        host = http.server.HTTPServer(('127.0.0.1', 0), Host)
        threading.Thread(target=host.serve_forever, daemon=True).start()
        del run.environment['AWS_ACCESS_KEY_ID'], run.environment['AWS_SECRET_ACCESS_KEY']
        run.write('token', 'the-token\n')
        run.environment['AWS_CONTAINER_CREDENTIALS_FULL_URI'] = 'http://127.0.0.1:%d/keys?a=b' % host.server_address[1]
        run.environment['AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE'] = os.path.join(run.folder.name, 'token')
        run.deploy()
        tap.ok(run.status == 0 and asked == [('/keys?a=b', 'the-token')] and not any('/keys' in path for path in proxy.seen)
               and proxy.seen, "a container's credentials are fetched without the proxy", run.said(), asked, proxy.seen[:3])
        host.shutdown()
        proxy.shutdown()


def instances(tap):
    """IMDSv2, on this machine."""
    asked = []

    class Host(http.server.BaseHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

        def give(self, status, body):
            self.send_response(status)
            self.send_header('Content-Length', str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_PUT(self):
            asked.append(('PUT', self.path, self.headers.get('x-aws-ec2-metadata-token-ttl-seconds')))
            self.give(self.server.status, b'the-token')

        def do_GET(self):
            asked.append(('GET', self.path, self.headers.get('x-aws-ec2-metadata-token')))
            if self.path.endswith('/security-credentials/'):
                self.give(200, b'my role')
            else:
                self.give(200, ('{"Code":"Success","AccessKeyId":"AKIDEXAMPLE","SecretAccessKey":"%s","Token":"",'
                                '"Expiration":"2099-01-01T00:00:00Z"}' % SECRET).encode())
    host = http.server.HTTPServer(('127.0.0.1', 0), Host)
    host.status = 200
    threading.Thread(target=host.serve_forever, daemon=True).start()
    with Run(PROGRAM) as run:
        for name in ('AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_EC2_METADATA_DISABLED'):
            del run.environment[name]
        run.environment['AWS_EC2_METADATA_SERVICE_ENDPOINT'] = 'http://127.0.0.1:%d/' % host.server_address[1]
        run.deploy()
        tap.ok(run.status == 0 and asked == [
            ('PUT', '/latest/api/token', '21600'), ('GET', '/latest/meta-data/iam/security-credentials/', 'the-token'),
            ('GET', '/latest/meta-data/iam/security-credentials/my%20role', 'the-token')], 'the role of an instance', run.said(), asked)
        asked.clear()
        host.status = 404
        run.deploy()
        tap.ok(run.status == 0 and asked[1] == ('GET', '/latest/meta-data/iam/security-credentials/', None), 'version 1, where there '
               'is no other', run.said(), asked)
        run.environment['AWS_EC2_METADATA_V1_DISABLED'] = 'true'
        run.deploy()
        tap.ok(run.status == 3 and 'error[MT9002]' in run.err, 'but not where it is disabled', run.said())
    host.shutdown()


def addresses(tap):
    for url in ('ftp://127.0.0.1', 'nonsense', 'http://', 'http://user:word@127.0.0.1/', 'http://127.0.0.1:port'):
        with Run(PROGRAM, url=url) as run:
            run.deploy()
            tap.ok(run.status == 3 and 'error[MT9006]' in run.err and 'is no http or https URL' in run.err, 'no URL: %s' % url, run.said())
    listening = socket.socket()         # accepts nobody
    listening.bind(('127.0.0.1', 0))
    with Run(PROGRAM, url='http://127.0.0.1:%d' % listening.getsockname()[1]) as run:
        run.environment.update(AWS_MAX_ATTEMPTS='2', MTC_CONNECT_SECONDS='0.5')
        run.deploy()
        tap.ok(run.status == 3 and 'MT9006' in run.err, 'nobody listens', run.said())
    listening.close()


def names(tap):
    """Names that are found late, or never; resolver.c stands in for the system's, so that nobody is asked."""
    with tempfile.TemporaryDirectory(prefix='mtc-names.') as folder:
        library = os.path.join(folder, 'resolver.so')
        source = os.path.join(os.environ['MTC_SOURCE'], 'tests', 'deploy', 'resolver.c')
        built = sys.platform == 'linux' and 'ASAN_OPTIONS' not in os.environ and subprocess.run(
            [*shlex.split(os.environ.get('CC', 'cc')), '-std=gnu11', '-shared', '-fPIC', '-o', library, source, '-ldl'],
            stderr=subprocess.DEVNULL).returncode == 0
        for how, status, words in (('never', 3, 'Could not resolve host: cloudformation.example'), ('later', 0, ''), ('1', 0, ''),
                                   ('20', 3, 'Resolving timed out')):
            name = 'a name, RESOLVER=%s' % how
            if not built:
                tap.skip(name, "needs Linux's way of loading a library first, and a compiler")
                continue
            with Run(PROGRAM) as run:
                run.environment.update(LD_PRELOAD=library, RESOLVER=how, MTC_CONNECT_SECONDS='3', AWS_MAX_ATTEMPTS='3',
                                       AWS_ENDPOINT_URL=run.server.url.replace('127.0.0.1', 'cloudformation.example'))
                start = time.time()
                run.deploy()
                tap.ok(run.status == status and words in run.err and run.states() == ([] if status else ['CREATE_COMPLETE'])
                       and time.time() - start < 20, name, run.said(), '%.1f seconds' % (time.time() - start))


def linked(tap):
    """Compiling loads neither libcurl nor OpenSSL: mtc does not even know their names, which mtc-deploy does."""
    for name, wanted in (('mtc', []), ('mtc-deploy', [b'libcurl', b'libcrypto', b'libexpat'])):
        with open(os.path.join(os.path.dirname(os.environ['MTC']), name), 'rb') as file:
            program = file.read()
        known = [name for name in (b'libcurl', b'libcrypto', b'libssl', b'libexpat', b'curl_easy') if name in program]
        tap.ok(set(wanted) <= set(known) and bool(wanted) == bool(known), 'libraries that %s knows' % name, known)


if __name__ == '__main__':
    tests = [proxies, instances, addresses, names, linked]
    main((tests + [certificates]) if shutil.which('openssl') else tests)
