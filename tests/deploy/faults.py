"""What can go wrong on the way of one request: functions of the connection and of the work that makes the answer.

PASSING happens once, and the run ends as if nothing had happened. With FINAL, AWS says no. LASTING stays from then on.
"""
import gzip
import re
import socket
import struct
import time

STALL = 3.5     # seconds; longer than the command of the tests waits (MTC_READ_SECONDS)

BOMB = (b'<!DOCTYPE a [<!ENTITY a0 "lol">' + b''.join(
    b'<!ENTITY a%d "%s">' % (i, b'&a%d;' % (i - 1) * 10) for i in range(1, 10)) + b']><a>&a9;</a>')


def error(status, code, message='words', headers=None):
    body = ('<ErrorResponse xmlns="x"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>'
            '<RequestId>req-f</RequestId></ErrorResponse>' % (code, message)).encode()
    return lambda handler, work: handler.give(status, dict({'Content-Type': 'text/xml'}, **(headers or {})), body)


def plain(status, body=b'', headers=None):
    return lambda handler, work: handler.give(status, headers or {}, body)


# ----------------------------------------------------------- the connection


def reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    handler.close_connection = True
    handler.connection.close()


def reset_before(handler, work):
    """Nothing was done."""
    reset(handler)


def reset_in_body(handler, work):
    status, headers, body = work()
    handler.give(status, headers, body[:len(body) // 2], len(body))
    handler.wfile.flush()
    reset(handler)


def refused(handler, work):
    """Nobody listens for a while."""
    handler.server.leave(0.2)
    handler.drop()


def closed_behind(handler, work):
    """An answer, and then the end of a connection that was to be kept."""
    handler.give(*work())
    handler.wfile.flush()
    handler.drop()


def close_before(handler, work):
    handler.drop()


def lost_after(handler, work):
    """It was done, and the answer is lost."""
    work()
    handler.drop()


def instead(status, body=b'', headers=None):
    """It was done, but the answer is another."""
    def fault(handler, work):
        work()
        handler.give(status, headers or {}, body)
    return fault


def stall(handler, work):
    time.sleep(STALL)
    handler.drop()


def stall_after(handler, work):
    work()
    time.sleep(STALL)
    handler.drop()


def cut_header(handler, work):
    work()
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nx-amzn-RequestId: a\r\nContent-Le')
    handler.wfile.flush()
    handler.drop()


def cut_body(handler, work):
    status, headers, body = work()
    handler.give(status, headers, body[:len(body) // 2], len(body))
    handler.wfile.flush()
    handler.drop()


def truncated(handler, work):
    """A whole answer of HTTP that is half an answer of AWS."""
    status, headers, body = work()
    handler.give(status, headers, body[:len(body) // 2])


def empty(handler, work):
    work()
    handler.give(200, {}, b'')


def longer(handler, work):
    status, headers, body = work()
    handler.give(status, headers, body, len(body) + 50)
    handler.wfile.flush()
    handler.drop()


def shorter(handler, work):
    status, headers, body = work()
    handler.give(status, headers, body, max(len(body) - 50, 0))
    handler.drop()


def one_byte(handler, work):
    status, headers, body = work()
    handler.send_response_only(status)
    handler.send_header('Content-Length', str(len(body)))
    handler.end_headers()
    for i in range(0, min(len(body), 60)):
        handler.wfile.write(body[i:i + 1])
        handler.wfile.flush()
    handler.wfile.write(body[60:])


def chunked(handler, work):
    status, headers, body = work()
    handler.send_response_only(status)
    handler.send_header('Transfer-Encoding', 'chunked')
    handler.end_headers()
    for i in range(0, len(body), 100):
        piece = body[i:i + 100]
        handler.wfile.write(b'%x\r\n%s\r\n' % (len(piece), piece))
    handler.wfile.write(b'0\r\n\r\n')


def bad_chunk(handler, work):
    status, _, _ = work()
    handler.send_response_only(status)
    handler.send_header('Transfer-Encoding', 'chunked')
    handler.end_headers()
    handler.wfile.write(b'zz\r\nnonsense\r\n')
    handler.wfile.flush()
    handler.drop()


def large(handler, work):
    status, _, _ = work()
    handler.give(status, {'Content-Type': 'text/xml'}, b'<a>' + b'x' * (11 * 1024 * 1024) + b'</a>')


def slow(handler, work):
    status, headers, body = work()
    time.sleep(0.3)
    handler.give(status, headers, body)


def drip(handler, work):
    """Always something, never enough."""
    status, _, _ = work()
    handler.send_response_only(status)
    handler.send_header('Content-Length', '1000000')
    handler.end_headers()
    end = time.time() + 4 * STALL
    while time.time() < end:
        handler.wfile.write(b' ')
        handler.wfile.flush()
        time.sleep(0.2)
    handler.drop()


def early(*lines):
    """Answers of HTTP before the answer."""
    def fault(handler, work):
        for line in lines:
            handler.wfile.write(b'HTTP/1.1 %s\r\nLink: </style>; rel=preload\r\n\r\n' % line)
        handler.give(*work())
    return fault


def twice_told(handler, work):
    """Each header twice, the length among them."""
    status, headers, body = work()
    handler.send_response_only(status)
    for name, value in [('Content-Type', 'text/html'), ('Content-Type', 'text/xml'), ('x-amzn-RequestId', 'a'),
                        ('x-amzn-RequestId', 'b'), ('Date', 'yesterday'), ('Date', 'today')] + 2 * [('Content-Length', len(body))]:
        handler.send_header(name, str(value))
    handler.end_headers()
    handler.wfile.write(body)


def many_headers(handler, work):
    status, headers, body = work()
    handler.give(status, dict({'X-%d' % i: 'y' * 100 for i in range(300)}, **headers), body)


def zipped(handler, work):
    """Though nobody asked for it."""
    status, headers, body = work()
    handler.give(status, dict(headers, **{'Content-Encoding': 'gzip'}), gzip.compress(body))


# ------------------------------------------------------------- what AWS tells


def disordered(handler, work):
    """Events backwards, and each of them twice."""
    status, headers, body = work()
    head, start, events, end, tail = re.match(b'(.*?)(<(?:Stack|Operation)Events>|$)(.*?)(</(?:Stack|Operation)Events>|$)(.*)',
                                              body, re.S).groups()
    events = re.findall(b'<member>.*?</member>', events, re.S)
    handler.give(status, headers, head + start + b''.join(2 * events[::-1]) + end + tail)


def same_page(handler, work):
    """Each page is followed by the same pages, for ever."""
    handler.server.cloud.circles = True
    handler.give(*work())


def clock(seconds):
    """From now on AWS's clock is another."""
    def fault(handler, work):
        handler.server.cloud.skew = seconds
        handler.give(*work())
    return fault


def keys_run_out(handler, work):
    """Those of the request are worth nothing from now on; others lie where they came from."""
    handler.server.cloud.renew()
    handler.give(*work())


def again(fault, times):
    """The same for more than one request."""
    def first(handler, work):
        cloud = handler.server.cloud
        cloud.faults.update({len(cloud.log) + i: fault for i in range(1, times)})
        fault(handler, work)
    return first


def garbage(handler, work):
    work()
    handler.wfile.write(b'\x00\x01\x02 this is not HTTP\r\n\r\n')
    handler.wfile.flush()
    handler.drop()


# ------------------------------------------------------------------- the lists

HTML = {'Content-Type': 'text/html'}
JSON = {'Content-Type': 'application/json'}

# What may have been done though no good answer came.
DONE = {
    'answer lost': lost_after, 'done, but HTTP 500': instead(500), 'done, then stalled': stall_after,
    'done, but a page of HTTP 503': instead(503, b'<html><body>Service Unavailable</body></html>', HTML),
    'cut in the header': cut_header, 'cut in the body': cut_body, 'reset in the body': reset_in_body, 'half an answer': truncated,
    'empty answer': instead(200), 'promises more than comes': longer, 'a bad chunk': bad_chunk, '11 MB': large,
    'no HTTP at all': garbage, 'an entity bomb': instead(200, BOMB), 'a drip without end': drip, 'zipped': zipped,
    'HTML instead of XML': instead(200, b'<html><body>Log in</body></html>', HTML), 'not UTF-8': instead(200, b'<a>\xff\xfe</a>'),
    'NUL bytes': instead(200, b'<a>\0</a>\0'), 'JSON that is cut': instead(200, b'{"a":', JSON),
    "XML of somebody else's": instead(200, b'<portal>Log in</portal>', {'Content-Type': 'text/xml'}),
    'deep XML': instead(200, b'<a>' * 500 + b'</a>' * 500), 'deep JSON': instead(200, b'[' * 5000, JSON),
}

# Whatever happens once, the run ends as if nothing had happened.
PASSING = dict(DONE, **{
    'reset before it was read': reset_before, 'closed before an answer': close_before, 'refused for a while': refused,
    'closed behind an answer': closed_behind, 'stalled': stall, 'promises less than comes': shorter, 'byte by byte': one_byte,
    'in chunks': chunked, 'slow': slow, '100 Continue': early(b'100 Continue'), 'two early answers': early(b'100 Continue',
                                                                                                           b'103 Early Hints'),
    'headers twice': twice_told, 'hundreds of headers': many_headers, 'events backwards, and twice': disordered,
    'pages in a circle': same_page, 'a clock that jumps ahead': clock(900), 'a clock that jumps back': clock(-900),
    'keys that run out': keys_run_out,
    'a portal before AWS': plain(200, b'<portal>Log in</portal>', {'Content-Type': 'text/xml'}),
    'HTTP 500': plain(500), 'HTTP 502': plain(502, b'<html>Bad Gateway</html>', HTML), 'HTTP 503': plain(503),
    'HTTP 504': plain(504, b'upstream timed out', {'Content-Type': 'text/plain'}), 'HTTP 429': plain(429),
    'three HTTP 503': again(plain(503), 3), 'three HTTP 429': again(plain(429, b'', {'Retry-After': '0'}), 3),
    'three resets': again(reset_before, 3), 'HTTP 503, come back in 0': plain(503, b'', {'Retry-After': '0'}),
    'HTTP 503, come back in 10 ms': plain(503, b'', {'x-amz-retry-after': '10'}),
    'HTTP 503, come back some day': plain(503, b'', {'Retry-After': 'Wed, 21 Oct 2065 07:28:00 GMT'}),
    'Throttling': error(400, 'Throttling', 'Rate exceeded'), 'SlowDown': error(503, 'SlowDown'),
    'InternalFailure': error(500, 'InternalFailure'), 'RequestTimeout': error(400, 'RequestTimeout'),
    'ExpiredToken': error(403, 'ExpiredToken', 'The security token included in the request is expired'),
    'an error cut off': plain(400, b'<ErrorResponse><Error><Code>Val', {'Content-Type': 'text/xml'}),
})

# AWS says no: the run ends, tells so, and leaves nothing half done behind. Each code of AWS's has its turn in refusals.py.
FINAL = {
    'AccessDenied': error(403, 'AccessDenied', 'User is not authorized to perform this'),
    'SignatureDoesNotMatch': error(403, 'SignatureDoesNotMatch'), 'ValidationError': error(400, 'ValidationError', 'it is wrong'),
    'LimitExceededException': error(400, 'LimitExceededException', 'the quota is used up'),
    'an error as JSON': plain(400, b'{"__type":"com.amazonaws#ValidationException","message":"no"}', JSON),
    'an error as HTML': plain(403, b'<html><body>Forbidden</body></html>', HTML), 'an error without words': plain(400),
    'HTTP 301': plain(301, b'', {'Location': 'https://127.0.0.1:1/'}), 'HTTP 302': plain(302, b'', {'Location': '/elsewhere'}),
    'HTTP 307': plain(307, b'', {'Location': '/elsewhere'}), 'HTTP 407': plain(407), 'HTTP 413': plain(413), 'HTTP 501': plain(501),
}

# From this request on there is nothing else.
LASTING = {'resets for ever': reset_before, 'HTTP 503 for ever': plain(503, b'', {'Retry-After': '0'}), 'AccessDenied for ever':
           FINAL['AccessDenied']}
