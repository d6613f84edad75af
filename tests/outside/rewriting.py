"""Public templates written again say the same.

    rewriting.py CORPORA

Every template in which mtc finds no error is written as JSON and as YAML. Read
by Python's own JSON reader and by PyYAML, both say what the original says:
the same values in the same order, intrinsics in their long form. What was
written is then read and written once more, in both formats, and not a byte
changes.
"""
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile

import yaml

from formats import construct, construct_mapping, difference, read_json
from tap import Tap

FORMS = ('json', 'yaml')


class Original(getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):
    """YAML as CloudFormation reads it: a date is text."""


Original.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != 'tag:yaml.org,2002:timestamp']
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
Original.add_multi_constructor('!', construct)
Original.add_constructor('tag:yaml.org,2002:map', construct_mapping)


def read(text):
    """What a template says, JSON or YAML."""
    if text.lstrip()[:1] == '{':
        try:
            return read_json(text)
        except json.JSONDecodeError:
            pass
    return yaml.load(text, Original)


def alike(value):
    """With what may be spelled in two ways in one."""
    if isinstance(value, dict):
        value = {str(key): alike(item) for key, item in value.items()}
        if list(value) == ['Fn::GetAtt'] and isinstance(value['Fn::GetAtt'], str):
            value['Fn::GetAtt'] = value['Fn::GetAtt'].split('.', 1)
        return value
    return [alike(item) for item in value] if isinstance(value, list) else value


def write(source, form, path):
    """Whether mtc finds no error; then the template is at PATH."""
    done = subprocess.run([os.environ['MTC'], '-f', form, '-o', path, source], capture_output=True, timeout=60, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f'exit status {done.returncode}: {done.stderr.decode(errors="replace")[-300:]}')
    return done.returncode == 0


def content(path):
    with open(path, 'rb') as file:
        return file.read()


def rewritten(path):
    """None where mtc finds errors; else what is wrong, a line each."""
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        first = {form: os.path.join(folder, f'first.{form}') for form in FORMS}
        if not write(path, 'json', first['json']):
            return None
        original = alike(read(content(path).decode('utf-8-sig')))
        for form in FORMS:
            write(path, form, first[form])
            found = difference(original, alike(read(content(first[form]).decode())))
            if found:
                wrong.append(f'{form}: {found}')
        for source in FORMS:
            for form in FORMS:
                second = os.path.join(folder, f'{source}.second.{form}')
                if not write(first[source], form, second):
                    wrong.append(f'the {source} that mtc wrote has errors')
                elif content(second) != content(first[form]):
                    wrong.append(f'{source} read and written as {form} is not what was written first')
    return wrong


def attempt(path):
    try:
        return rewritten(path)
    except Exception as problem:        # whatever it was, it is told
        return [f'{type(problem).__name__}: {problem}']


def main():
    corpora, = sys.argv[1:]
    with open(os.path.join(corpora, 'list'), encoding='utf-8') as file:
        names = file.read().split('\n')[:-1]
    tap, counts = Tap(), collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
        for name, wrong in zip(names, pool.map(attempt, [os.path.join(corpora, name) for name in names], chunksize=8)):
            if wrong is None:
                counts['have errors and are not written'] += 1
                continue
            counts['are written again'] += 1
            tap.case(not wrong, f'{name}: written again it is the same', *wrong)
    for left, right in (('Resources: {A: {Type: 1.0}}', 'Resources: {A: {Type: 1}}'), ('A: 2012-10-17', 'A: 2012-10-18'),
                        ('A: !Sub x', 'A: x'), ('A: !GetAtt [B, C.D]', 'A: !GetAtt B.C')):
        tap.case(difference(alike(read(left)), alike(read(right))) is not None, f'{left!r} and {right!r} are not the same')
    tap.case(difference(alike(read('A: !GetAtt B.C.D')), alike(read('{"A": {"Fn::GetAtt": ["B", "C.D"]}}'))) is None,
             'two ways to spell an attribute are the same')
    tap.case(counts['are written again'] > 400, 'some hundred templates are written again', dict(counts))
    print('# ' + ', '.join(f'{count} {what}' for what, count in counts.items()))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
