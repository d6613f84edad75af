"""Signature version 4, written from AWS's description and independent of mtc's."""
import hashlib
import hmac
import urllib.parse

ALGORITHM = 'AWS4-HMAC-SHA256'


def quote(text):
    return urllib.parse.quote(text, safe='-_.~')


def canonical_query(query):
    pairs = []
    for piece in query.split('&') if query else []:
        name, _, value = piece.partition('=')
        pairs.append((quote(urllib.parse.unquote(name)), quote(urllib.parse.unquote(value))))
    return '&'.join('%s=%s' % pair for pair in sorted(pairs))


def signature(secret, method, path, query, headers, names, body, scope, date):
    """headers: lower-case names to values; names: those that are signed; scope: DATE/REGION/SERVICE/aws4_request."""
    service = scope.split('/')[2]
    if service != 's3':
        path = urllib.parse.quote(path, safe='/-_.~')
    canonical = '\n'.join([
        method, path or '/', canonical_query(query),
        ''.join('%s:%s\n' % (name, ' '.join(headers.get(name, '').split())) for name in names),
        ';'.join(names), hashlib.sha256(body).hexdigest()])
    to_sign = '\n'.join([ALGORITHM, date, scope, hashlib.sha256(canonical.encode()).hexdigest()])
    key = ('AWS4' + secret).encode()
    for part in scope.split('/'):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()


def verify(secrets, method, path, query, headers, body):
    """What is wrong with a request's signature; None: nothing. secrets: access key to (secret, token)."""
    fields = dict(part.strip().split('=', 1) for part in
                  headers.get('authorization', '').replace(ALGORITHM, '').split(',') if '=' in part)
    if not headers.get('authorization', '').startswith(ALGORITHM + ' ') or set(fields) != {'Credential', 'SignedHeaders',
                                                                                         'Signature'}:
        return 'MissingAuthenticationToken'
    key, _, scope = fields['Credential'].partition('/')
    if key not in secrets:
        return 'InvalidClientTokenId'
    secret, token = secrets[key]
    if token is not None and headers.get('x-amz-security-token') != token:
        return 'InvalidClientTokenId'
    names = fields['SignedHeaders'].split(';')
    for name in ['host', 'x-amz-date'] + [name for name in headers if name.startswith('x-amz-')]:
        if name not in names:
            return 'SignatureDoesNotMatch'
    if scope.split('/')[2] == 's3' and headers.get('x-amz-content-sha256') != hashlib.sha256(body).hexdigest():
        return 'XAmzContentSHA256Mismatch'
    wanted = signature(secret, method, path, query, headers, names, body, scope, headers.get('x-amz-date', ''))
    return None if hmac.compare_digest(wanted, fields['Signature']) else 'SignatureDoesNotMatch'
