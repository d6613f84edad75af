"""The signer that verifies mtc's requests: it gives the signature that AWS publishes, it takes each request of a deployment
as it was sent, and none in which anything was changed."""
import copy

import signer
from cloud import Cloud
from harness import Run, main
from sweep import LARGE

# "Create a signed AWS API request", AWS Identity and Access Management User Guide: the example of ListUsers
EXAMPLE = {
    'method': 'GET', 'path': '/', 'query': 'Action=ListUsers&Version=2010-05-08', 'body': b'',
    'headers': {'content-type': 'application/x-www-form-urlencoded; charset=utf-8', 'host': 'iam.amazonaws.com',
                'x-amz-date': '20150830T123600Z'},
    'names': ['content-type', 'host', 'x-amz-date'], 'scope': '20150830/us-east-1/iam/aws4_request', 'date': '20150830T123600Z'}


def published(tap):
    found = signer.signature('wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', **EXAMPLE)
    tap.ok(found == '5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7', 'the published signature', found)


class Listening(Cloud):
    """Keeps each request as it came."""

    def __init__(self):
        super().__init__()
        self.requests = []

    def answer(self, method, target, headers, body):
        path, _, query = target.partition('?')
        self.requests.append({'method': method, 'path': path, 'query': query, 'headers': headers, 'body': body})
        return super().answer(method, target, headers, body)


def in_header(name, old, new):
    def change(request):
        request['headers'][name] = request['headers'][name].replace(old, new)
    return change


def last_digit(request):
    value = request['headers']['authorization']
    request['headers']['authorization'] = value[:-1] + ('0' if value[-1] != '0' else '1')


CHANGES = {
    'another method': lambda request: request.update(method='DELETE'),
    'another path': lambda request: request.update(path=request['path'] + 'x'),
    'another query': lambda request: request.update(query=request['query'] + '&a=b'),
    'another body': lambda request: request.update(body=request['body'] + b'&a=b'),
    'another host': in_header('host', '127.0.0.1', '127.0.0.2'), 'another date': in_header('x-amz-date', 'T', '1T'),
    'another token': in_header('x-amz-security-token', 'token', 'tokem'), 'no signature': lambda request: request['headers'].pop('authorization'),
    'another region': in_header('authorization', 'eu-west-1', 'eu-west-2'), 'the last digit': last_digit,
    'another access key': in_header('authorization', 'AKIDEXAMPLE', 'AKIDEXAMPLF'),
    'a header that is not signed': in_header('authorization', ';x-amz-date', ''),
    'a header that was added': lambda request: request['headers'].update({'x-amz-acl': 'public-read'}),
}


def changed_on_the_way(tap):
    cloud = Listening()
    cloud.secrets = {'AKIDEXAMPLE': ('the-secret-key', 'the-token')}
    with Run(LARGE, cloud) as run:
        run.environment['AWS_SESSION_TOKEN'] = 'the-token'
        run.deploy()
        services = {request['headers']['authorization'].split('/')[3] for request in cloud.requests}
        tap.ok(run.status == 0 and services == {'cloudformation', 's3', 'sts'}, 'a deployment that asks three services', run.said())
    bad = [request for request in cloud.requests if signer.verify(cloud.secrets, **request) is not None]
    tap.ok(not bad, 'each request as it was sent', bad)
    for name, change in CHANGES.items():
        passed = []
        for request in cloud.requests:
            other = copy.deepcopy(request)
            change(other)
            if signer.verify(cloud.secrets, **other) is None:
                passed.append(other)
        tap.ok(not passed, 'none with %s' % name, passed)
    other = {'AKIDEXAMPLE': ('the-secret-kez', 'the-token')}
    tap.ok(all(signer.verify(other, **request) == 'SignatureDoesNotMatch' for request in cloud.requests), 'none of another secret')


if __name__ == '__main__':
    main([published, changed_on_the_way])
