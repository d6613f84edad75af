"""The examples of the standard library's patterns, as the emulator can deploy them.

paths() lists every least.mt and full.mt of tests/stdlib, so that a new pattern
is among them by itself. What moto cannot make at all has a stand-in, which is
put into the template here and nowhere else, and told with the example's name.
"""
import glob
import json
import os
import subprocess

from given import EDGE, Given

SOURCE = os.environ.get('MTC_SOURCE', '.')


def paths():
    return sorted(path for use in ('least', 'full') for path in glob.glob(os.path.join(SOURCE, 'tests', 'stdlib', '*', use + '.mt')))


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


def deploy_example(aws, path, given):
    template = compiled(path)
    told = stand_in(template)
    aws.deploy(name_of(path)[:-3].replace('/', '-').replace('_', '-'), json.dumps(template), **given.for_parameters(template))
    return told


def examples(tap, aws):
    aws.forget()
    aws('ecs').create_cluster(clusterName='shared')
    given = Given(aws, EDGE)
    for path in paths():
        try:
            told = deploy_example(aws, path, given)
        except Exception as problem:
            tap.case(False, f'stdlib/{name_of(path)}: CREATE_COMPLETE', problem)
        else:
            tap.case(True, f'stdlib/{name_of(path)}: CREATE_COMPLETE' + ''.join(f' ({note})' for note in told))
