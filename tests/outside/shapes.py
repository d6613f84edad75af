"""What mtc sends to CloudFormation, and what the CloudFormation of tests/deploy answers, held against the model of the
API that AWS's own clients are made of: each name, type, word of an enumeration, pattern, and what is required. Each
answer is read with botocore's parser, too: a test against answers that AWS would not give proves nothing."""
import inspect
import os
import re
import sys
import threading
import xml.etree.ElementTree as ElementTree

import botocore.parsers
import botocore.session

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'deploy'))

from cloud import SPACE, Cloud      # noqa: E402
import conversation                 # noqa: E402
import planning                     # noqa: E402
import watching                     # noqa: E402
from tap import Tap                 # noqa: E402

MODEL = botocore.session.get_session().get_service_model('cloudformation')
PARSER = botocore.parsers.create_parser('query')
MOMENT = re.compile(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z')
# codes that all of AWS's services have ("Common Errors", AWS CloudFormation API Reference), and the two of throttling
COMMON = {'AccessDenied', 'ExpiredToken', 'InvalidAction', 'InvalidClientTokenId', 'SignatureDoesNotMatch', 'ValidationError',
          'Throttling', 'InternalFailure', 'ServiceUnavailable'}
# events of the stack itself have its states, which the model of events does not list
STATES = MODEL.shape_for('StackStatus').enum
# a state that AWS may add one day, which a test sends on purpose
UNKNOWN = 'SOMETHING_NEW_IN_PROGRESS'


def wrong_text(text, shape):
    rules = shape.metadata
    if shape.type_name == 'timestamp':
        return None if MOMENT.fullmatch(text) else 'is no time'
    if shape.type_name == 'boolean':
        return None if text in ('true', 'false') else 'is no boolean'
    if shape.type_name in ('integer', 'long'):
        return None if re.fullmatch(r'-?\d+', text) else 'is no integer'
    words = rules.get('enum', []) + (STATES if shape.name == 'ResourceStatus' else [])
    if words and text not in words and text != UNKNOWN:
        return 'is none of %s' % words
    if len(text) > rules.get('max', len(text)):
        return 'is longer than %d' % rules['max']
    if rules.get('pattern') and not re.search('^(?:%s)$' % rules['pattern'], text):
        return 'does not match %s' % rules['pattern']
    return None


def wrong_answer(element, shape, path):
    """What is wrong with an element of an answer."""
    if shape.type_name == 'structure':
        names = [child.tag.split('}')[1] for child in element]
        for name in shape.required_members:
            if name not in names:
                yield '%s: %s is missing' % (path, name)
        for child, name in zip(element, names):
            if name not in shape.members:
                yield '%s: there is no %s' % (path, name)
            elif names.count(name) > 1:
                yield '%s: %s comes twice' % (path, name)
            else:
                yield from wrong_answer(child, shape.members[name], '%s.%s' % (path, name))
    elif shape.type_name == 'list':
        for child in element:
            if child.tag.split('}')[1] != 'member':
                yield '%s: %s in a list' % (path, child.tag)
            else:
                yield from wrong_answer(child, shape.member, path + '[]')
    elif wrong_text(element.text or '', shape):
        yield '%s: %r %s' % (path, element.text, wrong_text(element.text or '', shape))


def nested(params):
    """{'Tags.member.1.Key': 'a'} as {'Tags': {'member': {'1': {'Key': 'a'}}}}"""
    tree = {}
    for key, value in params.items():
        place = tree
        *outer, last = key.split('.')
        for name in outer:
            place = place.setdefault(name, {})
        place[last] = value
    return tree


def wrong_request(value, shape, path):
    """What is wrong with a parameter of a request."""
    if shape.type_name == 'structure':
        for name in shape.required_members:
            if name not in value:
                yield '%s: %s is missing' % (path, name)
        for name, inner in value.items():
            if name not in shape.members:
                yield '%s: there is no %s' % (path, name)
            else:
                yield from wrong_request(inner, shape.members[name], '%s.%s' % (path, name))
    elif shape.type_name == 'list':
        numbers = sorted(map(int, value.get('member', {})))
        if list(value) != ['member'] or numbers != list(range(1, len(numbers) + 1)):
            yield '%s: no list' % path
        for inner in value.get('member', {}).values():
            yield from wrong_request(inner, shape.member, path + '[]')
    elif not isinstance(value, str):
        yield '%s: more than a text' % path
    elif wrong_text(value, shape):
        yield '%s: %r %s' % (path, value[:200], wrong_text(value, shape))


class Witness:
    def __init__(self):
        self.lock, self.calls, self.codes, self.requests, self.answers = threading.Lock(), {}, set(), set(), set()

    def __call__(self, action, params, status, body):
        if action not in MODEL.operation_names:
            return
        operation = MODEL.operation_model(action)
        given = nested({key: value for key, value in params.items() if key not in ('Action', 'Version')})
        with self.lock:
            self.calls[action] = self.calls.get(action, 0) + 1
            if operation.input_shape:
                self.requests.update(wrong_request(given, operation.input_shape, action))
            self.answers.update(self.wrong(operation, status, body))

    def wrong(self, operation, status, body):
        root = ElementTree.fromstring(body)
        try:
            parsed = PARSER.parse({'status_code': status, 'headers': {}, 'body': body}, operation.output_shape)
        except (botocore.parsers.ResponseParserError, ValueError) as error:
            yield '%s: botocore cannot read it: %s' % (operation.name, error)
            return
        if status != 200:
            code = parsed['Error']['Code']
            self.codes.add(code)
            modelled = {shape.metadata.get('error', {}).get('code', shape.name) for shape in operation.error_shapes}
            if code not in COMMON | modelled:
                yield '%s: no error has the code %s' % (operation.name, code)
            return
        wanted = ([operation.output_shape.serialization['resultWrapper']] if operation.output_shape else []) + ['ResponseMetadata']
        if root.tag != '{%s}%sResponse' % (SPACE, operation.name):
            yield '%s: it is a %s' % (operation.name, root.tag)
        if [child.tag for child in root] != ['{%s}%s' % (SPACE, name) for name in wanted]:
            yield '%s: it holds %s' % (operation.name, [child.tag for child in root])
        elif operation.output_shape:
            yield from wrong_answer(root[0], operation.output_shape, operation.name)


class Silent:
    """These tests are told of elsewhere: here only what goes over the wire counts."""

    def __init__(self):
        self.count = self.failed = 0

    def ok(self, good, name, *details):
        self.count += 1
        self.failed += not good
        return good


def main():
    tap, silent = Tap(), Silent()
    Cloud.witness = witness = Witness()
    for module in (conversation, planning, watching):
        for name, test in list(vars(module).items()):
            if inspect.isfunction(test) and test.__module__ == module.__name__ and list(inspect.signature(test).parameters) == ['tap']:
                test(silent)
    Cloud.witness = None
    tap.case(silent.failed == 0 and silent.count > 100, '%d cases were played' % silent.count, '%d failed' % silent.failed)
    tap.case(len(witness.calls) >= 20, '%d actions, %d calls' % (len(witness.calls), sum(witness.calls.values())), witness.calls)
    tap.case(not witness.requests, 'each request is one of the model', '\n'.join(sorted(witness.requests)))
    tap.case(not witness.answers, 'each answer is one of the model', '\n'.join(sorted(witness.answers)))
    # a witness that sees nothing would be content with everything
    operation = MODEL.operation_model('DescribeStacks')
    poor = ('<DescribeStacksResponse xmlns="%s"><DescribeStacksResult><Stacks><member><StackName>a</StackName><CreationTime>'
            '2026-01-01</CreationTime><Colour>red</Colour></member></Stacks></DescribeStacksResult><ResponseMetadata/>'
            '</DescribeStacksResponse>' % SPACE)
    found = list(Witness().wrong(operation, 200, poor.encode()))
    tap.case(len(found) == 3, 'and one that is not is seen', found)
    found = list(wrong_request(nested({'StackNames': 'a', 'NextToken': ''}), operation.input_shape, 'DescribeStacks'))
    tap.case(len(found) == 1, 'and so is a request', found)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
