"""Samples, and some of the patterns' examples, in the emulator: what each is given, in which regions its stacks stand, what is asked of it.

deploy() lets `mtc --deploy` do it, whole; deploy_changed() creates the stacks
from templates that somebody has changed, in the order in which one takes what
another gives.
"""
import importlib
import json
import os
import subprocess

import patterns
from asked.services import Stack
from aws import compile_stacks
from given import EDGE, FAR


class Sample:
    def __init__(self, name, region='ap-northeast-1', **regions):
        self.name = name
        self.region = region
        self.stack = name.replace('_', '-')
        self.regions = {self.stack: region, **{f'{self.stack}-{stack}': where for stack, where in regions.items()}}
        module = importlib.import_module('asked.' + name)
        self.facts_of = module.facts
        self.mistakes = module.MISTAKES

    def templates(self):
        return {name.replace('_', '-'): json.loads(text) for name, text in compile_stacks(self.name).items()}

    def facts(self, aws, given):
        """(fact, what is wanted, a function that asks), of stacks that stand."""
        stacks = {name[len(self.stack) + 1:] or 'main': Stack(aws, name, region) for name, region in self.regions.items()}
        return list(self.facts_of(given=given, **stacks))


class Example(Sample):
    """The full example of a pattern, with its stand-ins."""

    def __init__(self, pattern):
        super().__init__(f'{pattern}_full', region=EDGE)
        self.path = os.path.join(patterns.SOURCE, 'tests', 'stdlib', pattern, 'full.mt')

    def templates(self):
        template = patterns.compiled(self.path)
        patterns.stand_in(template)
        return {self.stack: template}


SAMPLES = [
    Sample('minimal'),
    Sample('raw'),
    Sample('three_tier', region=EDGE),
    Sample('containers'),
    Sample('serverless_database'),
    Sample('static_site', region=EDGE),
    Sample('recovery', far=FAR),
    Sample('production', recovery=FAR, edge=EDGE),
]

# Those that make what no sample does.
EXAMPLES = [Example('network'), Example('load_balancer')]


def holds(expected, ask):
    """(whether the fact holds, what was found)"""
    try:
        found = ask()
    except Exception as problem:                # what is not there cannot be asked
        found = problem
    return found == expected, found


def deploy(aws, sample, given):
    """By mtc itself, on the sample's source; by the templates alone where this build has no mtc-deploy."""
    if not os.access(os.path.join(os.path.dirname(os.environ['MTC']), 'mtc-deploy'), os.X_OK):
        deploy_changed(aws, sample, sample.templates(), given)
        return
    parameters = {key: value for template in sample.templates().values()
                  for key, value in given.for_parameters(template).items()}
    words = [word for key, value in parameters.items() for word in ('--parameter', f'{key}={value}')]
    source = os.path.join(os.environ['MTC_SOURCE'], 'samples', sample.name + '.mt')
    environment = {'PATH': os.environ['PATH'], 'HOME': '/nonexistent', 'AWS_REGION': sample.region, 'AWS_ENDPOINT_URL': aws.url,
                   'AWS_ACCESS_KEY_ID': 'test', 'AWS_SECRET_ACCESS_KEY': 'test', 'AWS_EC2_METADATA_DISABLED': 'true',
                   'MTC_POLL_SECONDS': '0.05', 'NO_COLOR': '1'}
    done = subprocess.run([os.environ['MTC'], '--deploy', '--yes', '--direct', *words, source],
                          env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=300)
    if done.returncode != 0:
        raise RuntimeError(f'mtc --deploy {sample.name}.mt: exit status {done.returncode}\n{done.stderr}')
    for name, region in sample.regions.items():
        status = aws('cloudformation', region).describe_stacks(StackName=name)['Stacks'][0]['StackStatus']
        if status != 'CREATE_COMPLETE':
            raise RuntimeError(f'{name}: {status}')


def deploy_changed(aws, sample, templates, given):
    for name in patterns.in_order(templates):
        given.update(aws.deploy(name, json.dumps(templates[name]), region=sample.regions[name], **given.for_parameters(templates[name])))
