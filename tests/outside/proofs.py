"""Every fact that is asked of the emulator can fail: mistakes are made in the templates, and noticed.

Run by proofs.sh. A mistake changes one resource of an architecture that was
right, and names the facts that it breaks, all of them. Mistakes are deployed
many at a time: each pair of them is parted in some batch, so that a fact that
fails by another's mistake, or does not fail by its own, is told. In the end
each fact has failed by a mistake, and each type of resource that the samples
and the patterns' examples make has one that was noticed, or a reason for none.
"""
import copy
import itertools
import math
import sys

import patterns
from asked.by_type import NOT_ASKED, unnoticed
from aws import Emulator
from given import Given
from samples_deployed import EXAMPLES, SAMPLES, deploy_changed, holds
from tap import Tap


# ------------------------------------------------------------------ one mistake

class Mistake:
    """(where, path, value, facts…): where is ID, STACK/ID or "output NAME"; a value of None takes away.

    The path's parts are keys, places in a list, or KEY=VALUE for the item of a
    list that has it. No path: the whole resource, which a value brings.
    """

    def __init__(self, row):
        where, self.path, self.value, *self.facts = row
        self.stack, _, self.id = where.rpartition('/')

    def __str__(self):
        return f"{self.stack}{'/' if self.stack else ''}{self.id}" + (f'.{self.path}' if self.path else '')

    def template(self, sample, templates):
        return templates[f'{sample.stack}-{self.stack}' if self.stack else sample.stack]

    def type(self, sample, templates):
        if self.id.startswith('output '):
            return None
        resources = self.template(sample, templates)['Resources']
        return resources[self.id]['Type'] if self.id in resources else self.value['Type']

    def make(self, sample, templates):
        template = self.template(sample, templates)
        holder, keys = template['Resources'], [self.id]
        if self.id.startswith('output '):
            holder, keys = template['Outputs'], [self.id.partition(' ')[2], 'Value']
        elif self.path:
            holder, keys = holder[self.id].setdefault('Properties', {}), self.path.split('/')
        for key in keys[:-1]:
            holder = holder[place(holder, key)]
        last = place(holder, keys[-1])
        if self.value is None:
            del holder[last]
            leave_no_trace(template, self.id, self.path)
        else:
            holder[last] = copy.deepcopy(self.value)
            take_from_outside(template, self.value)


def place(holder, key):
    if not isinstance(holder, list):
        return key
    name, equals, value = key.partition('=')
    return next(i for i, item in enumerate(holder) if str(item.get(name)) == value) if equals else int(key)


def leave_no_trace(template, gone, path):
    """Nothing waits for a resource that is gone."""
    for resource in template['Resources'].values() if not path else []:
        waits = resource.get('DependsOn', [])
        resource['DependsOn'] = [name for name in ([waits] if isinstance(waits, str) else waits) if name != gone]


def take_from_outside(template, value):
    """What stood before the architecture did (Other…) comes as a parameter."""
    if isinstance(value, list):
        for item in value:
            take_from_outside(template, item)
    elif isinstance(value, dict):
        if str(value.get('Ref')).startswith('Other'):
            template.setdefault('Parameters', {})[value['Ref']] = {'Type': 'String'}
        for item in value.values():
            take_from_outside(template, item)


# --------------------------------------------------------------------- batches

def batches(mistakes):
    """As few as can be, so that of two mistakes each is in a batch that the other is not in: each is in another half of them."""
    count = next(k for k in itertools.count(1) if math.comb(k, (k + 1) // 2) >= len(mistakes))
    halves = itertools.combinations(range(count), (count + 1) // 2)
    places = {mistake: set(half) for mistake, half in zip(mistakes, halves)}
    return [[mistake for mistake in mistakes if number in places[mistake]] for number in range(count)]


def failing(aws, sample, batch):
    """The facts that do not hold with these mistakes."""
    aws.forget()
    templates = sample.templates()
    for mistake in batch:
        mistake.make(sample, templates)
    given = Given(aws, sample.region)
    deploy_changed(aws, sample, templates, given)
    return {fact for fact, expected, ask in sample.facts(aws, given) if not holds(expected, ask)[0]}


def whole_names(mistakes, names, tap, sample):
    """A fact is named by its beginning."""
    for mistake in mistakes:
        found = [[name for name in names if name.startswith(start)] for start in mistake.facts]
        if any(len(some) != 1 for some in found):
            tap.case(False, f'{sample.name}: {mistake}: names a fact', f'{mistake.facts}: {found}')
        mistake.facts = [name for some in found for name in some]


def prove(tap, aws, sample):
    """The types of the resources whose mistakes were noticed."""
    aws.forget()
    templates, given = sample.templates(), Given(aws, sample.region)
    deploy_changed(aws, sample, templates, given)
    facts = sample.facts(aws, given)
    wrong = [(fact, expected, found) for fact, expected, (right, found) in [
        (fact, expected, holds(expected, ask)) for fact, expected, ask in facts] if not right]
    for fact, expected, found in wrong:
        tap.case(False, f'{sample.name}: {fact}', f'wanted {expected}', f'found  {found}')
    if wrong:                                   # no mistake could be told from these
        return set()
    names = [fact for fact, _, _ in facts]
    tap.case(len(set(names)) == len(names), f'{sample.name}: {len(names)} facts have names of their own', sorted(names))
    groups = [[Mistake(row) for row in rows] for rows in sample.mistakes]
    mistakes = [mistake for group in groups for mistake in group]
    whole_names(mistakes, names, tap, sample)

    notes = {mistake: [] for mistake in mistakes}
    for group in groups:
        for batch in batches(group):
            broken = {fact for mistake in batch for fact in mistake.facts}
            try:
                failed = failing(aws, sample, batch)
            except Exception as problem:
                for mistake in batch:
                    notes[mistake].append(f'{problem} (with {", ".join(map(str, batch))})')
                continue
            for mistake in batch:
                notes[mistake] += [f'it did not break {fact}' for fact in mistake.facts if fact not in failed]
            for fact in failed - broken:
                for mistake in batch:
                    notes[mistake].append(f'{fact} failed in its batch')
    for mistake in mistakes:
        tap.case(not notes[mistake], f'{sample.name}: noticed: {mistake} ({"; ".join(mistake.facts)})', *sorted(set(notes[mistake])))
    broken = {fact for mistake in mistakes for fact in mistake.facts}
    never = [fact for fact in names if fact not in broken]
    tap.case(not never, f'{sample.name}: each of {len(names)} facts has failed by a mistake', *never)
    return {mistake.type(sample, templates) for mistake in mistakes if not notes[mistake]}


# ----------------------------------------------------------------------- types

def all_types():
    """The types of every resource of the samples and the patterns' examples."""
    templates = [template for sample in SAMPLES for template in sample.templates().values()]
    templates += [patterns.compiled(path) for path in patterns.paths()]
    return {resource['Type'] for template in templates for resource in template['Resources'].values()}


def tell_types(tap, noticed):
    made = all_types()
    for name in sorted(made):
        if name in NOT_ASKED:
            tap.case(name not in noticed, f'{name}: not asked about, as {NOT_ASKED[name]}', 'it is asked about')
        else:
            tap.case(name in noticed, f'{name}: is asked about', 'no mistake in a resource of this type was noticed')
    for name in sorted(set(NOT_ASKED) - made):
        tap.case(False, f'{name} is made by a sample or an example')


def examples_can_fail(tap, aws):
    """Of each example, each value that deploy.py holds against the services: another one in its place is told."""
    for path in patterns.paths('full'):
        name = patterns.name_of(path)
        stack, template, parameters, _ = patterns.deploy_example(aws, path)
        tried, silent = unnoticed(stack, template, parameters)
        tap.case(tried > 0 and not silent, f'stdlib/{name}: each of {tried} values is looked at', *silent)


# Two processes share them, each with an emulator of its own.
AT_ONCE = [('production', 'recovery', 'minimal', 'raw', 'static_site', 'network_full', 'load_balancer_full'),
           ('three_tier', 'containers', 'serverless_database', 'examples')]
NOTICED = '# noticed '


def main():
    """proofs.py LOG [SAMPLE…]; "examples" is what can be asked of every example."""
    tap, log_name, *names = Tap(), *sys.argv[1:]
    if not names:
        parts = sorted(name for some in AT_ONCE for name in some)
        tap.case(parts == sorted([*(sample.name for sample in SAMPLES + EXAMPLES), 'examples']), 'every sample is shared out', *parts)
        comments = tap.together(__file__, *((f'{log_name}.{number}', *some) for number, some in enumerate(AT_ONCE)))
        tell_types(tap, {line[len(NOTICED):] for line in comments if line.startswith(NOTICED)})
        return tap.end()
    with open(log_name, 'w', encoding='utf-8') as log, Emulator(log) as aws:
        for sample in SAMPLES + EXAMPLES:
            if sample.name in names:
                for kind in sorted(filter(None, tap.run(f'{sample.name}: mistakes can be made', prove, tap, aws, sample) or ())):
                    print(NOTICED + kind)
        if 'examples' in names:
            tap.run('the examples can be asked', examples_can_fail, tap, aws)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
