"""A deployment to the emulator: starts it, compiles, creates stacks, asks."""
import json
import os
import subprocess
import sys
import tempfile
import urllib.request

REGION = 'us-east-1'
HERE = os.path.dirname(os.path.abspath(__file__))


class Emulator:
    """emulator.py in a process of its own, from `with` to its end."""

    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.process = subprocess.Popen([sys.executable, os.path.join(HERE, 'emulator.py')],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True)
        self.url = f'http://127.0.0.1:{int(self.process.stdout.readline())}'
        os.environ.update(AWS_ACCESS_KEY_ID='test', AWS_SECRET_ACCESS_KEY='test', AWS_EC2_METADATA_DISABLED='true')
        for name in ('AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_ENDPOINT_URL', 'HTTP_PROXY', 'http_proxy'):
            os.environ.pop(name, None)
        self.clients = {}
        return self

    def __exit__(self, *ignored):
        self.process.stdin.close()      # it ends with its input
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def forget(self):
        """Nothing stands there any more."""
        urllib.request.urlopen(urllib.request.Request(self.url + '/moto-api/reset', method='POST')).close()

    def __call__(self, service, region=REGION):
        """A client of the service."""
        if (service, region) not in self.clients:
            import boto3
            self.clients[service, region] = boto3.client(service, region_name=region, endpoint_url=self.url)
        return self.clients[service, region]

    def certificate(self, region=REGION):
        return self('acm', region).request_certificate(DomainName='shop.example.com')['CertificateArn']

    def deploy(self, name, template, region=REGION, **parameters):
        """Creates the stack from a template's text; its outputs by key."""
        given = [{'ParameterKey': key, 'ParameterValue': value} for key, value in parameters.items()]
        cloudformation = self('cloudformation', region)
        cloudformation.create_stack(StackName=name, TemplateBody=template, Parameters=given,
                                    Capabilities=['CAPABILITY_IAM'])
        stack = cloudformation.describe_stacks(StackName=name)['Stacks'][0]
        if stack['StackStatus'] != 'CREATE_COMPLETE':
            raise RuntimeError(f"{name}: {stack['StackStatus']}")
        return {output['OutputKey']: output['OutputValue'] for output in stack.get('Outputs', [])}

    def outputs(self, name, region=REGION):
        stack = self('cloudformation', region).describe_stacks(StackName=name)['Stacks'][0]
        return {output['OutputKey']: output['OutputValue'] for output in stack.get('Outputs', [])}

    def resources(self, name, region=REGION):
        """Logical ID -> physical ID, of those that were made (moto lists the others too, without a name)."""
        resources = self('cloudformation', region).describe_stack_resources(StackName=name)['StackResources']
        return {resource['LogicalResourceId']: resource.get('PhysicalResourceId') for resource in resources
                if 'LogicalResourceId' in resource}


def compile_stacks(name, *options):
    """The templates of samples/NAME.mt as JSON texts, by the stacks' names."""
    sample = os.path.join(os.environ['MTC_SOURCE'], 'samples', name + '.mt')
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run([os.environ['MTC'], *options, '-o', os.path.join(folder, ''), sample],
                              capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f'mtc {" ".join(options)} {name}.mt: exit status {done.returncode}\n{done.stderr}')
        return {path[:-len('.json')]: open(os.path.join(folder, path), encoding='utf-8').read() for path in os.listdir(folder)}


def compile_sample(name, *options):
    """The template of samples/NAME.mt as JSON text."""
    sample = os.path.join(os.environ['MTC_SOURCE'], 'samples', name + '.mt')
    done = subprocess.run([os.environ['MTC'], *options, '-o', '-', sample], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f'mtc {" ".join(options)} {name}.mt: exit status {done.returncode}\n{done.stderr}')
    json.loads(done.stdout)
    return done.stdout
