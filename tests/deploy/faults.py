"""What can go wrong on the way of one request: functions of the connection and of the work that makes the answer.

PERMANENT tells which make the whole call fail however often it is tried.
"""
import struct
import socket
import time

STALL = 4.5     # seconds; longer than the command of the tests waits

BOMB = (b'<!DOCTYPE a [<!ENTITY a0 "lol">' + b''.join(
    b'<!ENTITY a%d "%s">' % (i, b'&a%d;' % (i - 1) * 10) for i in range(1, 10)) + b']><a>&a9;</a>')


def error(status, code, message='words', headers=None):
    body = ('<ErrorResponse xmlns="x"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>'
            '<RequestId>req-f</RequestId></ErrorResponse>' % (code, message)).encode()
    return lambda handler, work: handler.give(status, dict({'Content-Type': 'text/xml'}, **(headers or {})), body)


def plain(status, body=b'', headers=None):
    return lambda handler, work: handler.give(status, headers or {}, body)


def reset_before(handler, work):
    """The connection is reset, and nothing was done."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    handler.close_connection = True
    handler.connection.close()


def close_before(handler, work):
    handler.drop()


def lost_after(handler, work):
    """It was done, and the answer is lost."""
    work()
    handler.drop()


def lost_with_500(handler, work):
    work()
    plain(500)(handler, work)


def lost_with_503_page(handler, work):
    work()
    plain(503, b'<html><body>Service Unavailable</body></html>', {'Content-Type': 'text/html'})(handler, work)


def stall(handler, work):
    time.sleep(STALL)
    handler.drop()


def stall_after(handler, work):
    work()
    time.sleep(STALL)
    handler.drop()


def cut_header(handler, work):
    work()
    handler.wfile.write(b'HTTP/1.1 200 OK\r\nContent-Le')
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
    work()
    handler.send_response_only(200)
    handler.send_header('Transfer-Encoding', 'chunked')
    handler.end_headers()
    handler.wfile.write(b'zz\r\nnonsense\r\n')
    handler.wfile.flush()
    handler.drop()


def large(handler, work):
    work()
    handler.give(200, {'Content-Type': 'text/xml'}, b'<a>' + b'x' * (11 * 1024 * 1024) + b'</a>')


def slow(handler, work):
    status, headers, body = work()
    time.sleep(0.3)
    handler.give(status, headers, body)


def early_hints(handler, work):
    handler.wfile.write(b'HTTP/1.1 100 Continue\r\n\r\n')
    handler.give(*work())


def garbage(handler, work):
    work()
    handler.wfile.write(b'\x00\x01\x02 this is not HTTP\r\n\r\n')
    handler.wfile.flush()
    handler.drop()


# Whatever happens once, the run ends as if nothing had happened.
PASSING = {
    'reset before it was read': reset_before, 'closed before an answer': close_before, 'answer lost': lost_after,
    'done, but HTTP 500': lost_with_500, 'done, but a page of HTTP 503': lost_with_503_page, 'stalled': stall,
    'done, then stalled': stall_after, 'cut in the header': cut_header, 'cut in the body': cut_body, 'half an answer': truncated,
    'empty answer': empty, 'promises more than comes': longer, 'promises less than comes': shorter, 'byte by byte': one_byte,
    'in chunks': chunked, 'a bad chunk': bad_chunk, '11 MB': large, 'slow': slow, '100 Continue': early_hints,
    'no HTTP at all': garbage, 'an entity bomb': lambda handler, work: (work(), plain(200, BOMB)(handler, work)),
    'HTML instead of XML': lambda handler, work: (work(), plain(200, b'<html><body>Log in</body></html>',
                                                                {'Content-Type': 'text/html'})(handler, work)),
    'JSON that is cut': lambda handler, work: (work(), plain(200, b'{"a":')(handler, work)),
    'deep XML': lambda handler, work: (work(), plain(200, b'<a>' * 500 + b'</a>' * 500)(handler, work)),
    'not UTF-8': lambda handler, work: (work(), plain(200, b'<a>\xff\xfe</a>')(handler, work)),
    'HTTP 500': plain(500), 'HTTP 502': plain(502, b'<html>Bad Gateway</html>', {'Content-Type': 'text/html'}),
    'HTTP 503': plain(503), 'HTTP 504': plain(504, b'upstream timed out', {'Content-Type': 'text/plain'}),
    'HTTP 429': plain(429), 'HTTP 503, come back in 0': plain(503, b'', {'Retry-After': '0'}),
    'HTTP 503, come back in 10 ms': plain(503, b'', {'x-amz-retry-after': '10'}),
    'Throttling': error(400, 'Throttling', 'Rate exceeded'), 'ThrottlingException': error(400, 'ThrottlingException'),
    'RequestLimitExceeded': error(503, 'RequestLimitExceeded'), 'TooManyRequestsException': error(429, 'TooManyRequestsException'),
    'SlowDown': error(503, 'SlowDown'), 'InternalFailure': error(500, 'InternalFailure'),
    'ServiceUnavailable': error(503, 'ServiceUnavailable'), 'RequestTimeout': error(400, 'RequestTimeout'),
    'PriorRequestNotComplete': error(400, 'PriorRequestNotComplete'), 'ThrottledException': error(400, 'ThrottledException'),
    'BandwidthLimitExceeded': error(509, 'BandwidthLimitExceeded'), 'EC2ThrottledException': error(400, 'EC2ThrottledException'),
    'TransactionInProgressException': error(400, 'TransactionInProgressException'),
    'RequestThrottled': error(400, 'RequestThrottled'), 'IDPCommunicationError': error(400, 'IDPCommunicationError'),
    'ExpiredToken': error(403, 'ExpiredToken', 'The security token included in the request is expired'),
}

# AWS says no: the run ends, tells so, and leaves nothing half done behind.
FINAL = {
    'AccessDenied': error(403, 'AccessDenied', 'User is not authorized to perform this'),
    'AccessDeniedException': error(400, 'AccessDeniedException'),
    'UnrecognizedClientException': error(403, 'UnrecognizedClientException'),
    'InvalidClientTokenId': error(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    'SignatureDoesNotMatch': error(403, 'SignatureDoesNotMatch'), 'OptInRequired': error(403, 'OptInRequired'),
    'IncompleteSignature': error(400, 'IncompleteSignature'), 'MissingAction': error(400, 'MissingAction'),
    'ValidationError': error(400, 'ValidationError', 'something is wrong with it'),
    'LimitExceededException': error(400, 'LimitExceededException', 'the quota is used up'),
    'InsufficientCapabilitiesException': error(400, 'InsufficientCapabilitiesException'),
    'InvalidParameterValue': error(400, 'InvalidParameterValue'), 'MalformedQueryString': error(404, 'MalformedQueryString'),
    'an error as JSON': plain(400, b'{"__type":"com.amazonaws#ValidationException","message":"no"}'),
    'an error as HTML': plain(403, b'<html><body>Forbidden</body></html>', {'Content-Type': 'text/html'}),
    'an error without words': plain(400), 'an error cut off': plain(400, b'<ErrorResponse><Error><Code>Val'),
    'HTTP 301': plain(301, b'', {'Location': 'https://127.0.0.1:1/'}), 'HTTP 307': plain(307, b'', {'Location': '/elsewhere'}),
    'HTTP 407': plain(407), 'HTTP 404': plain(404), 'HTTP 413': plain(413), 'HTTP 501': plain(501),
}
