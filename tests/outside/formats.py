"""The JSON and the YAML of every program are the same template when parsed.

Python's own JSON reader and PyYAML, which nobody here wrote, read them; the
short tags of YAML are turned into the long form of JSON. Equal means the same
values of the same types in the same order: 1 is not "1", nor true "true".
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import yaml

from tap import Tap


class Reader(yaml.SafeLoader):
    """YAML with CloudFormation's tags."""


def construct(reader, tag, node):
    if isinstance(node, yaml.ScalarNode):
        value = reader.construct_scalar(node)
        if tag == 'GetAtt':                     # the resource, and the rest with its dots
            value = value.split('.', 1)
    elif isinstance(node, yaml.SequenceNode):
        value = reader.construct_sequence(node, deep=True)
    else:
        value = reader.construct_mapping(node, deep=True)
    return {tag if tag in ('Ref', 'Condition') else 'Fn::' + tag: value}


def construct_mapping(reader, node):
    """Keys that stand twice would be lost silently."""
    reader.flatten_mapping(node)
    pairs = [(reader.construct_object(key, deep=True), reader.construct_object(value, deep=True)) for key, value in node.value]
    if len(dict(pairs)) != len(pairs):
        raise ValueError(f'a key stands twice in {[key for key, _ in pairs]}')
    return dict(pairs)


Reader.add_multi_constructor('!', construct)
Reader.add_constructor('tag:yaml.org,2002:map', construct_mapping)


def read_json(text):
    def pairs(items):
        if len(dict(items)) != len(items):
            raise ValueError(f'a key stands twice in {[key for key, _ in items]}')
        return dict(items)
    return json.loads(text, object_pairs_hook=pairs)


def difference(left, right, path='template'):
    """Where two values differ first, or None."""
    if type(left) is not type(right):
        return f'{path}: {left!r} in JSON, {right!r} in YAML'
    if isinstance(left, dict):
        if list(left) != list(right):
            return f'{path}: keys {list(left)} in JSON, {list(right)} in YAML'
        inner = [(left[key], right[key], f'{path}.{key}') for key in left]
    elif isinstance(left, list):
        if len(left) != len(right):
            return f'{path}: {len(left)} elements in JSON, {len(right)} in YAML'
        inner = [(a, b, f'{path}[{i}]') for i, (a, b) in enumerate(zip(left, right))]
    else:
        return None if left == right else f'{path}: {left!r} in JSON, {right!r} in YAML'
    return next((found for found in (difference(*each) for each in inner) if found), None)


def compiled(source, form, options):
    """File name without ending -> text, for each template of the program."""
    with tempfile.TemporaryDirectory() as folder:
        command = [os.environ['MTC'], '-f', form, '-o', folder + '/', *options, source]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(done.stderr)
        texts = {}
        for path in sorted(glob.glob(folder + '/*.' + form)):
            with open(path, encoding='utf-8') as file:
                texts[os.path.basename(path).rpartition('.')[0]] = file.read()
        return texts


def environments(source):
    """The options to compile it with, one list after the other."""
    with open(source, encoding='utf-8') as file:
        text = file.read()
    flags = re.match(r'# flags: *(.*)', text)
    flags = flags.group(1).split() if flags else []
    if '--env' in flags:
        return [flags]
    return [flags] + [flags + ['--env', name] for name in re.findall(r'^env\s+(\w+)', text, re.MULTILINE)]


def compare(source, options):
    """Where the formats differ, or None."""
    as_json, as_yaml = (compiled(source, form, options) for form in ('json', 'yaml'))
    if not as_json or list(as_json) != list(as_yaml):
        return f'{list(as_json)} in JSON, {list(as_yaml)} in YAML'
    for name, text in as_json.items():
        found = difference(read_json(text), yaml.load(as_yaml[name], Reader), name)
        if found:
            return found
    return None


def programs(top):
    """Samples, and whatever else the tests keep that compiles."""
    yield from sorted(glob.glob(top + '/samples/*.mt'))
    for source in sorted(glob.glob(top + '/tests/golden/*.mt')):
        if not os.path.exists(source[:-3] + '.syntax'):         # those are parsed only
            yield source
    yield from sorted(path for path in glob.glob(top + '/tests/stdlib/*/*.mt') if not path.endswith('wrong.mt'))


def main():
    tap = Tap()
    top = os.environ['MTC_SOURCE']
    for source in programs(top):
        for options in environments(source):
            name = ' '.join([os.path.relpath(source, top), *options])
            try:
                found = compare(source, options)
            except Exception as problem:
                found = problem
            tap.case(found is None, f'{name}: JSON and YAML are equal', found)
    # a check that cannot fail proves nothing
    for left, right in ((1, '1'), (True, 1), ({'a': 1, 'b': 2}, {'b': 2, 'a': 1}), ([1], [1, 2]), ({'a': [None]}, {'a': ['']})):
        tap.case(difference(left, right) is not None, f'{left!r} and {right!r} are not equal')
    short = yaml.load('[!GetAtt Db.Endpoint.Address, !Sub "${A}", !Ref B, !Condition C]', Reader)
    tap.case(short == [{'Fn::GetAtt': ['Db', 'Endpoint.Address']}, {'Fn::Sub': '${A}'}, {'Ref': 'B'}, {'Condition': 'C'}],
             'short tags are read', short)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
