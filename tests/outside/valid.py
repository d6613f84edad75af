"""Random resources of every type: valid ones get no error, spoilt ones get the right one.

    VALID_ROUNDS=50 VALID_SEED=7 …     more of them, and others

Each file holds resources of sixty types and what they refer to. What fails is
made as small as it goes, and its seed is told.

The rules across resources (MT3…) ask for more than the facts of a type say, a
subnet's network within its VPC's, say: random values break them rightly. Their
messages are counted and told, and are no failure here.
"""
import collections
import copy
import json
import os
import random
import subprocess
import sys
import tempfile

import facts
from mistakes import spoil
from random_resources import Resource, Stack
from spelled import spell
from tap import Tap

EACH = 60
ACROSS = 'MT3'
FORMS = ['mt', 'json']
OPTIONS = ['-W', 'no-template-limit', '--diagnostics', 'json']


class Checker:
    """mtc over one text after the other."""

    def __init__(self, folder):
        self.folder = folder
        self.across = collections.Counter()

    def errors(self, stack, form):
        """[(line, code, message)] of a stack's errors, and where its values stand."""
        text, where = spell(stack, form)
        path = os.path.join(self.folder, 'stack.' + form)
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        done = subprocess.run([os.environ['MTC'], *OPTIONS, '-o', os.path.join(self.folder, 'out.json'), path],
                              capture_output=True, text=True, timeout=60, check=False)
        if done.returncode not in (0, 1):
            return [(0, f'exit status {done.returncode}', done.stderr[-500:])], where
        found = [one for one in json.loads(done.stdout or done.stderr) if one['level'] == 'error']
        self.across.update(one['code'] for one in found if one['code'].startswith(ACROSS))
        return [(one['line'], one['code'], one['message']) for one in found if not one['code'].startswith(ACROSS)], where


def at_line(where, line):
    """The resource that a line belongs to."""
    lines = {place: name for (name, path), place in where.items() if path == ()}
    before = [place for place in lines if place <= line]
    return lines[max(before)] if before else None


# ------------------------------------------------------------------ reduction

def without(value):
    """The value with one thing less, in all ways."""
    if isinstance(value, dict):
        for key in value:
            yield {other: item for other, item in value.items() if other != key}
        for key, item in value.items():
            for less in without(item):
                yield {**value, key: less}
    elif isinstance(value, list):
        if len(value) > 1:
            for i in range(len(value)):
                yield value[:i] + value[i + 1:]
        for i, item in enumerate(value):
            for less in without(item):
                yield value[:i] + [less] + value[i + 1:]


def smallest(checker, stack, form, name, code):
    """The stack with what the error needs and no more, as text."""
    def fails(resources):
        smaller = copy.copy(stack)
        smaller.resources = resources
        return any(found == code for _, found, _ in checker.errors(smaller, form)[0])
    resources = dict(stack.resources)
    for other in list(resources):
        if other != name and fails({key: one for key, one in resources.items() if key != other}):
            del resources[other]
    shrunk = True
    while shrunk:
        shrunk = False
        for less in without(resources[name].properties):
            trial = {**resources, name: Resource(resources[name].type, less)}
            if fails(trial):
                resources, shrunk = trial, True
                break
    small = copy.copy(stack)
    small.resources = resources
    return spell(small, form)[0]


# ---------------------------------------------------------------------- tests

def stacks(types, seed, rounds):
    names = sorted(types)
    for each in range(rounds):
        order = names[:]
        random.Random(seed + each).shuffle(order)
        for start in range(0, len(order), EACH):
            mark = f'{seed + each}.{start}'
            stack = Stack(mark, types)
            for name in order[start:start + EACH]:
                stack.add(name)
            yield mark, stack


def check_valid(tap, checker, mark, stack, form):
    found, where = checker.errors(stack, form)
    notes = []
    for line, code, message in found[:3]:
        notes.append(f'seed {mark}, line {line}: {code}: {message}')
        name = at_line(where, line)
        if name:
            notes.append(smallest(checker, stack, form, name, code))
    tap.case(not found, f'{form} {mark}: {len(stack.resources)} valid resources', *notes)


def check_spoilt(tap, checker, mark, stack, form, counts):
    """Each resource has one mistake at most, and each mistake one error at its line."""
    chance = random.Random(mark)
    spoilt, wanted = copy.copy(stack), {}
    spoilt.resources = {}
    for name, resource in stack.resources.items():
        found = spoil(chance, resource)
        spoilt.resources[name] = found[0] if found else resource
        if found:
            wanted[name] = found[1:]
    errors, where = checker.errors(spoilt, form)
    errors = collections.Counter((line, code) for line, code, _ in errors)
    notes = []
    for name, (mistake, path, codes) in wanted.items():
        counts[mistake] += 1
        line = where[name, path]
        code = next((code for code in codes.split() if errors[line, code]), None)
        if code is None:
            heard = sorted(one for one in errors if at_line(where, one[0]) == name)
            notes.append(f'seed {mark}: {spoilt.resources[name].type.name}: {mistake} at {".".join(map(str, path))}: '
                         f'no {codes} at line {line}, but {heard}')
        else:
            errors[line, code] -= 1
    notes += [f'seed {mark}: {code} at line {line}, and no mistake is there' for (line, code), count in errors.items() if count > 0]
    tap.case(not notes, f'{form} {mark}: {len(wanted)} mistakes are told at their lines', *notes[:10])


def main():
    tap = Tap()
    types = facts.types(os.environ['MTC_SOURCE'])
    seed, rounds = int(os.environ.get('VALID_SEED', '1')), int(os.environ.get('VALID_ROUNDS', '2'))
    counts, resources, unmade = collections.Counter(), collections.Counter(), collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        checker = Checker(folder)
        for mark, stack in stacks(types, seed, rounds):
            for form in FORMS:
                check_valid(tap, checker, mark, stack, form)
                check_spoilt(tap, checker, mark, stack, form, counts)
            resources.update(one.type.name for one in stack.resources.values())
            unmade.update(stack.unmade)
    tap.case(set(resources) == set(types), f'all {len(types)} types came up', sorted(set(types) - set(resources))[:20])
    print(f'# {sum(resources.values())} resources; mistakes: ' + ', '.join(f'{count} {name}' for name, count in counts.most_common()))
    print('# rules across resources spoke, too: ' + ', '.join(f'{count} {code}' for code, count in sorted(checker.across.items())))
    print(f'# for {len(unmade)} patterns or formats no text was made: ' + ' '.join(sorted(unmade)[:10]))
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
