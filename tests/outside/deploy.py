"""The samples and the patterns' examples deployed to an emulator of AWS, which is then asked what stands there.

Run by deploy.sh. First every environment of the three tiers, fact for fact
(asked/three_tier.py); then each sample by `mtc --deploy`, in as many regions
as it has stacks for, and what its module in asked/ says of it; then the
examples (patterns.py). That each of these facts can fail, proofs.py shows.
"""
import glob
import os
import sys

from asked import three_tier
from aws import Emulator, compile_sample
from given import EDGE, Given
from patterns import examples, programs
from samples_deployed import SAMPLES, deploy, holds
from tap import Tap

ADMIN = '203.0.113.0/24'

# name of the stack, options of mtc, parameters, what differs from three_tier.DEFAULT
THREE_TIERS = [
    ('admin', [], {'AdminNetwork': ADMIN}, dict(admin=ADMIN)),
    ('staging', ['--env', 'staging'], {}, dict(size=(1, 2), instance_type='t3.micro')),
    ('production', ['--env', 'production'], {}, dict(size=(2, 12), engine='postgres', port=5432)),
]


def tell_facts(tap, name, facts):
    for fact, expected, ask in facts:
        right, found = holds(expected, ask)
        tap.case(right, f'{name}: {fact}', f'wanted {expected}', f'found  {found}')


def environments(tap, aws):
    certificate = Given(aws, EDGE)['Certificate']
    for name, options, parameters, differs in THREE_TIERS:
        outputs = tap.run(f'three_tier, {name}: CREATE_COMPLETE', lambda: aws.deploy(
            name, compile_sample('three_tier', *options), Certificate=certificate, **parameters))
        if outputs is not None:
            tap.run(f'three_tier, {name}: every fact can be asked', lambda: tell_facts(
                tap, f'three_tier, {name}', three_tier.of_stack(aws, outputs, {**three_tier.DEFAULT, 'certificate': certificate, **differs})))


def other_stage(tap, aws):
    """raw.mt as it is by default: a week, and no alarm."""
    aws.forget()
    if tap.run('raw, dev: CREATE_COMPLETE', lambda: aws.deploy('raw', compile_sample('raw'))) is not None:
        found = aws('cloudwatch').describe_alarms()['MetricAlarms']
        tap.case(found == [], 'raw, dev: no alarm', found)
        bucket = aws.resources('raw')['Logs']
        rules = aws('s3').get_bucket_lifecycle_configuration(Bucket=bucket)['Rules']
        tap.case([rule['Expiration']['Days'] for rule in rules] == [7], 'raw, dev: a week', rules)


def samples(tap, aws):
    names = {os.path.basename(path)[:-len('.mt')] for path in glob.glob(os.path.join(os.environ['MTC_SOURCE'], 'samples', '*.mt'))}
    tap.case({sample.name for sample in SAMPLES} == names, 'every sample is deployed', sorted(names))
    for sample in SAMPLES:
        aws.forget()
        given = Given(aws, sample.region)
        if tap.run(f'{sample.name}: CREATE_COMPLETE in {", ".join(sample.regions.values())}', lambda: deploy(aws, sample, given) or True):
            tap.run(f'{sample.name}: every fact can be asked', lambda: tell_facts(tap, sample.name, sample.facts(aws, given)))


PARTS = {
    'environments': lambda tap, aws: (tap.run('every environment is asked', environments, tap, aws),
                                      tap.run('the other stage is asked', other_stage, tap, aws)),
    'samples': samples,
    'examples': examples,
    'programs': programs,
}
AT_ONCE = [('environments', 'samples', 'programs'), ('examples',)]


def main():
    """deploy.py LOG [PART…]; without parts two processes share them, each with an emulator of its own."""
    tap, log_name, *parts = Tap(), *sys.argv[1:]
    if not parts:
        tap.together(__file__, *((f'{log_name}.{number}', *some) for number, some in enumerate(AT_ONCE)))
        return tap.end()
    with open(log_name, 'w', encoding='utf-8') as log, Emulator(log) as aws:
        for part in parts:
            PARTS[part](tap, aws)
    return tap.end()


if __name__ == '__main__':
    sys.exit(main())
