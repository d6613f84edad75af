"""The examples of the standard library's patterns, as the emulator can deploy them.

paths() lists every least.mt and full.mt of tests/stdlib, so that a new pattern
is among them by itself. What moto cannot make at all has a stand-in, which is
put into the template here and nowhere else, and told with the example's name.
"""
import glob
import json
import os
import subprocess
import tempfile

from asked import by_type
from asked.services import Stack
from given import EDGE, Given

SOURCE = os.environ.get('MTC_SOURCE', '.')


def paths(*uses):
    return sorted(path for use in uses or ('least', 'full') for path in glob.glob(os.path.join(SOURCE, 'tests', 'stdlib', '*', use + '.mt')))


def flags(path):
    """Options that an example names in its first line, as tests/stdlib/run.sh reads them."""
    with open(path, encoding='utf-8') as file:
        first = file.readline()
    return first.partition('# flags:')[2].split()


def compiled(path):
    done = subprocess.run([os.environ['MTC'], *flags(path), '-o', '-', path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f'{path}: exit status {done.returncode}\n{done.stderr}')
    return json.loads(done.stdout)


# ------------------------------------------------------------------- stand-ins

def in_one_zone(template, properties):
    """A NAT gateway that spans the region: one in a subnet of its VPC, with the address of the first zone."""
    subnets = [name for name, resource in template['Resources'].items()
               if resource['Type'] == 'AWS::EC2::Subnet' and resource['Properties']['VpcId'] == properties['VpcId']]
    return {'SubnetId': {'Ref': subnets[0]}, 'AllocationId': properties['AvailabilityZoneAddresses'][0]['AllocationIds'][0],
            **({'Tags': properties['Tags']} if 'Tags' in properties else {})}


def stand_in(template):
    """Changes a template to what moto can make; what was changed, in words."""
    told = []
    for name, resource in template['Resources'].items():
        if resource['Type'] == 'AWS::EC2::NatGateway' and resource['Properties'].get('AvailabilityMode') == 'regional':
            resource['Properties'] = in_one_zone(template, resource['Properties'])
            told.append(f'{name} as a NAT gateway of one zone, as moto knows none that spans a region')
    return told


# ------------------------------------------------------------------ deployment

def name_of(path):
    return '/'.join(path.split(os.sep)[-2:])


def deploy_template(aws, name, template, given):
    """(the stack, what its parameters are)"""
    parameters = given.for_parameters(template)
    aws.deploy(name, json.dumps(template), **parameters)
    defaults = {key: one['Default'] for key, one in template.get('Parameters', {}).items() if 'Default' in one}
    return Stack(aws, name, EDGE), {**defaults, **parameters}


def deploy_example(aws, path):
    """Alone. (the stack, its template, what its parameters are, what stood in)"""
    aws.forget()
    aws('ecs').create_cluster(clusterName='shared')
    given = Given(aws, EDGE)
    template = compiled(path)
    told = stand_in(template)
    name = name_of(path)[:-3].replace('/', '-').replace('_', '-')
    stack, parameters = deploy_template(aws, name, template, given)
    return stack, template, parameters, told


def tell_held(tap, what, stack, template, parameters):
    """Whether the services say of each resource what the template does."""
    found = by_type.compared(stack, template, parameters)
    count = sum(len(answer) for answer in found.values() if isinstance(answer, list))
    tap.case(not by_type.wrong(found), f'{what}: {count} values of {len(found)} resources are as the template says', *by_type.wrong(found))


def examples(tap, aws):
    for path in paths():
        what = f'stdlib/{name_of(path)}'
        try:
            stack, template, parameters, told = deploy_example(aws, path)
        except Exception as problem:
            tap.case(False, f'{what}: CREATE_COMPLETE', problem)
            continue
        tap.case(True, f'{what}: CREATE_COMPLETE' + ''.join(f' ({note})' for note in told))
        tell_held(tap, what, stack, template, parameters)
        unasked = {one['Type'] for one in template['Resources'].values()} - set(by_type.ANSWERS) - set(by_type.NOT_ASKED)
        tap.case(not unasked, f'{what}: each type is asked about', *sorted(unasked))


# ------------------------------------------------------- programs of several patterns

def programs(tap, aws):
    """tests/programs, all stacks of each, in one region."""
    for path in sorted(glob.glob(os.path.join(SOURCE, 'tests', 'programs', '*.mt'))):
        aws.forget()
        given = Given(aws, EDGE)
        tap.run(f'programs/{os.path.basename(path)}: CREATE_COMPLETE', program, tap, aws, path, given)


def program(tap, aws, path, given):
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([os.environ['MTC'], *flags(path), '-o', os.path.join(folder, ''), path], capture_output=True, text=True, check=True)
        templates = {os.path.splitext(name)[0].replace('_', '-'): json.load(open(os.path.join(folder, name), encoding='utf-8'))
                     for name in os.listdir(folder)}
    for name in in_order(templates):
        template = templates[name]
        stand_in(template)
        stack, parameters = deploy_template(aws, name, template, given)
        given.update(aws.outputs(name))
        tell_held(tap, f'programs/{name}', stack, template, parameters)


def in_order(templates):
    """Stacks so that those whose outputs one takes come before it."""
    waiting, order = dict(templates), []
    while waiting:
        ready = [name for name, template in waiting.items() if not any(
            set(other.get('Outputs', {})) & set(template.get('Parameters', {})) for other in waiting.values() if other is not template)]
        if not ready:
            raise RuntimeError(f'these stacks wait for each other: {sorted(waiting)}')
        order += sorted(ready)
        for name in ready:
            del waiting[name]
    return order
