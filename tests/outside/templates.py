"""No false alarm: public templates that nobody here wrote, and two judges.

    templates.py CORPORA FOLDER

CORPORA is what corpora.py made, to which mtc's own samples are added; FOLDER
keeps the judges' verdicts and gets a report. Where neither judge finds a
mistake mtc must find none: in a template, and in each resource, parameter or
other entry of a template that has mistakes elsewhere. disagreements.txt tells
who is right where it does; a line there that nothing needs is a failure, too.
Where a judge finds a mistake, the report counts what mtc says of it: in the
same entry, elsewhere in the template, or nothing. In a sample nobody may find
a mistake.
"""
import collections
import concurrent.futures
import fnmatch
import glob
import json
import os
import subprocess
import sys
import tempfile

import yaml

from corpora import Loose
from judges import NAMES, verdicts
from tap import Tap

UNREADABLE = {'E0000', 'F0000', 'unread', 'crashed'}     # a judge that came no further


def ask_mtc(path):
    """{code: [[line, message], …]} of errors; the same of warnings."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            done = subprocess.run([os.environ['MTC'], '--diagnostics', 'json', '-o', os.path.join(folder, 'out.json'), path],
                                  capture_output=True, timeout=60, check=False)
        except subprocess.TimeoutExpired:
            return {'hangs': [[0, '60 s']]}, {}
    errors, warnings = {}, {}
    try:
        for one in json.loads(done.stdout or done.stderr):
            into = errors if one['level'] == 'error' else warnings
            into.setdefault(one['code'], []).append([one.get('line') or 0, one['message']])
    except ValueError:
        errors['breaks'] = [[0, done.stderr.decode(errors='replace')[-500:]]]
    if done.returncode not in (0, 1) or (done.returncode == 0) != (not errors):
        errors.setdefault('breaks', [[0, f'exit status {done.returncode}']])
    return errors, warnings


class Disagreements:
    """Lines of PATH CODE REASON, each of which is used."""

    def __init__(self, path):
        self.lines = []
        self.used = set()
        self.told = 0
        with open(path, encoding='utf-8') as file:
            for line in file:
                if line.strip() and not line.startswith('#'):
                    self.lines.append(line.rstrip('\n'))

    def tells(self, name, code):
        found = [line for line in self.lines for pattern, of_code, _ in [line.split(' ', 2)]
                 if of_code == code and fnmatch.fnmatchcase(name, pattern)]
        self.used.update(found)
        self.told += bool(found)
        return bool(found)

    def unused(self):
        return [line for line in self.lines if line not in self.used]


def told(found):
    """A judge's verdict, for people."""
    return [f'line {line}: {rule}: {message}' for rule, places in sorted(found.items()) for line, message in places]


class Entries:
    """The entries of a template's sections by line: ('Resources', 'Queue')."""

    def __init__(self, path, text=None):
        self.starts = []
        try:
            if text is None:
                with open(path, encoding='utf-8') as file:
                    text = file.read()
            root = yaml.compose(text, Loader=Loose)
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError):
            return
        for section, entries in root.value if isinstance(root, yaml.MappingNode) else []:
            self.starts.append((section.start_mark.line + 1, (section.value,)))
            for entry, _ in entries.value if isinstance(entries, yaml.MappingNode) else []:
                if isinstance(entry, yaml.ScalarNode):
                    self.starts.append((entry.start_mark.line + 1, (section.value, entry.value)))
        self.starts.sort(key=lambda start: start[0])

    def at(self, line):
        """The entry that a line belongs to; none where the template cannot be taken apart."""
        before = [name for start, name in self.starts if start <= line]
        return before[-1] if before else ()


def can_fail(tap):
    """A check that cannot fail proves nothing."""
    entries = Entries(None, 'Resources:\n  A:\n    Type: X\n  B:\n    Type: Y\n')
    ours, judged = {'MT2001': [[3, 'of A'], [5, 'of B']]}, {'cfn-lint': {'E3001': [[4, 'of B']]}, 'validator': {}}
    tap.case(alone(ours, judged, entries) == {'MT2001': [[3, 'of A']]}, "an error in an entry that no judge minds is mtc's alone")
    judged['validator'] = {'F0000': [[1, 'unreadable']]}
    tap.case(alone(ours, judged, entries) == {}, 'a judge that cannot read a template does not accept it')


def entries_of(entries, found):
    return {entries.at(line) for places in found.values() for line, _ in places}


def alone(errors, found, entries):
    """The errors of mtc in entries in which no judge finds one."""
    if any(set(one) & UNREADABLE for one in found.values()):
        return {}
    judged = set().union(*(entries_of(entries, one) for one in found.values()))
    left = {code: [place for place in places if entries.at(place[0]) not in judged] for code, places in errors.items()}
    return {code: places for code, places in left.items() if places}


class Half:
    """What mtc says of the mistakes that a judge finds, by the judge's rule."""

    def __init__(self):
        self.rules = collections.defaultdict(collections.Counter)

    def count(self, found, errors, warnings, entries):
        told_of = entries_of(entries, errors) | entries_of(entries, warnings)
        for rule, places in found.items():
            for line, _ in places:
                way = 'there' if entries.at(line) in told_of else 'elsewhere' if errors else 'silent'
                self.rules[rule][way] += 1

    def most_silent(self, most):
        """The rules that mtc says nothing of most often."""
        silent = collections.Counter({rule: counts['silent'] for rule, counts in self.rules.items() if counts['silent']})
        return ', '.join(f'{rule} {count}' for rule, count in silent.most_common(most))

    def table(self):
        ways = ('there', 'elsewhere', 'silent')
        yield f'  {"rule":10}' + ''.join(f'{way:>11}' for way in ways)
        total = collections.Counter()
        for rule, counts in sorted(self.rules.items(), key=lambda item: (-item[1]['silent'], -sum(item[1].values()), item[0])):
            total.update(counts)
            yield f'  {rule:10}' + ''.join(f'{counts[way]:11}' for way in ways)
        yield f'  {"all":10}' + ''.join(f'{total[way]:11}' for way in ways)


def main():
    corpora, folder = sys.argv[1:]
    with open(os.path.join(corpora, 'list'), encoding='utf-8') as file:
        names = file.read().split('\n')[:-1]
    paths = [os.path.join(corpora, name) for name in names]
    samples = sorted(glob.glob(os.path.join(os.environ['MTC_SOURCE'], 'samples', '*.json')))
    names += [f'samples/{os.path.basename(path)}' for path in samples]
    paths += samples
    tap = Tap()
    disagreements = Disagreements(os.path.join(os.environ['MTC_SOURCE'], 'tests', 'outside', 'disagreements.txt'))
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        said = list(pool.map(ask_mtc, paths))
    verdict = verdicts(paths, folder)
    report, counts = [], collections.Counter()
    halves = {judge: Half() for judge in NAMES}
    codes = collections.Counter()
    for i, name in enumerate(names):
        errors, warnings = said[i]
        found = {judge: verdict[judge][i] for judge in NAMES}
        entries = Entries(paths[i])
        ours = alone(errors, found, entries)
        wrong = {code: places for code, places in ours.items() if not disagreements.tells(name, code)}
        wrong.update({code: errors[code] for code in ('breaks', 'hangs') if code in errors})
        tap.case(not wrong, f'{name}: no error alone', *told(wrong))
        if name.startswith('samples/'):
            tap.case(not any(found.values()), f'{name}: the judges find nothing',
                     *[f'{judge}: {line}' for judge in NAMES for line in told(found[judge])])
        codes.update(list(ours))
        counts['templates'] += 1
        if any(found.values()):
            counts['refused by a judge'] += 1
            counts['refused by a judge and by mtc'] += bool(errors)
            for judge in NAMES:
                halves[judge].count(found[judge], errors, warnings, entries)
        else:
            counts['accepted by both judges'] += 1
            counts['accepted by all three'] += not errors
        if ours:
            report += [f'{name}: mtc alone', *(f'    {line}' for line in told(ours))]
        if not errors and any(found.values()):
            report += [f'{name}: a judge alone']
            report += [f'    {judge}: {line}' for judge in NAMES for line in told(found[judge])]
    can_fail(tap)
    for line in disagreements.unused():
        tap.case(False, f'disagreements.txt: a line is needed: {line}')
    tap.case(counts['accepted by both judges'] > 300, 'the judges accept some hundred templates', dict(counts))
    summary = [f'{count} {what}' for what, count in counts.items()]
    summary.append(f'{sum(codes.values())} times mtc alone, {disagreements.told} of them rightly by disagreements.txt')
    summary += [f'mtc alone: {code} in {count} templates' for code, count in codes.most_common()]
    summary += [f'{judge} alone: {halves[judge].most_silent(12)}' for judge in NAMES]
    for judge in NAMES:
        summary += ['', f'mistakes that {judge} finds, and what mtc says:', *halves[judge].table()]
    path = os.path.join(folder, 'templates.txt')
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(summary + ['', *report]) + '\n')
    for line in summary[:summary.index('')]:
        print(f'# {line}')
    print(f'# the report, template by template: {path}')
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
