"""CloudFormation, S3 and STS on 127.0.0.1, as far as a deployment talks to them.

Every signature is verified by signer.py. Stacks go through CloudFormation's
states, one step further each time that somebody looks; what goes wrong on the
way is told by the attributes of Cloud. A fault is a function of the connection
and the answer, for one request (see faults.py).
"""
import datetime
import hashlib
import http.server
import json
import socket
import socketserver
import threading
import time
import urllib.parse
import uuid
from xml.sax.saxutils import escape

import signer

SPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/'
ACCOUNT = '123456789012'
# What one call does not take together ("CreateStack", "CreateChangeSet", "ExecuteChangeSet", AWS CloudFormation API Reference).
EXCLUSIVE = {'CreateStack': [('OnFailure', 'DisableRollback'), ('DeploymentConfig.Mode', 'OnFailure'), ('DeploymentConfig.Mode',
                             'DisableRollback'), ('Capabilities.member.1', 'ResourceTypes.member.1'), ('TemplateBody', 'TemplateURL')],
             'CreateChangeSet': [('OnStackFailure', 'DisableRollback'), ('IncludeNestedStacks', 'DeploymentMode'),
                                 ('Capabilities.member.1', 'ResourceTypes.member.1'), ('TemplateBody', 'TemplateURL')]}
NOTHING = ("The submitted information didn't contain changes. Submit different information to create a change set.")


def xml(name, value):
    """Nested dicts and lists as AWS writes them."""
    if value is None:
        return ''
    if isinstance(value, dict):
        inner = ''.join(xml(key, part) for key, part in value.items())
    elif isinstance(value, list):
        inner = ''.join(xml('member', part) for part in value)
    elif isinstance(value, bool):
        inner = 'true' if value else 'false'
    else:
        inner = escape(str(value))
    return '<%s>%s</%s>' % (name, inner, name)


class Refusal(Exception):
    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


def members(params, name):
    """List.member.N or List.member.N.Key as a list of texts or dicts."""
    found = {}
    for key, value in params.items():
        if not key.startswith(name + '.member.'):
            continue
        number, _, rest = key[len(name) + 8:].partition('.')
        if rest:
            found.setdefault(int(number), {})[rest] = value
        else:
            found[int(number)] = value
    return [found[number] for number in sorted(found)]


class Stack:
    def __init__(self, cloud, region, name, token=None, parent=None):
        self.cloud, self.region, self.name, self.token, self.parent = cloud, region, name, token, parent
        self.id = 'arn:aws:cloudformation:%s:%s:stack/%s/%s' % (region, ACCOUNT, name, uuid.uuid4())
        self.status, self.reason = 'REVIEW_IN_PROGRESS', None
        self.template, self.parameters, self.tags = {}, {}, []
        self.events, self.steps, self.sets = [], [], {}
        self.protected, self.policy, self.stale, self.outputs = False, None, [], []
        self.drifts, self.role = [], None
        self.operations, self.token_of_operation = [], token
        self.begin('CREATE_STACK')
        self.event(name, 'AWS::CloudFormation::Stack', self.status, self.id)

    def begin(self, kind):
        """Another operation. Events are told by operation; DescribeStacks lists the latest, newest first."""
        if self.operations:
            self.operations[0]['OperationStatus'] = 'FAILED' if 'ROLLBACK' in kind else 'SUCCEEDED'
        self.operations.insert(0, {'OperationType': kind, 'OperationId': str(uuid.uuid4()), 'OperationStatus': 'IN_PROGRESS'})

    def event(self, id, type, status, physical='', reason=None, **more):
        event = {'StackId': self.id, 'EventId': str(uuid.uuid4()), 'StackName': self.name,
                 'OperationId': next(op for op in self.operations if op['OperationType'] != 'CREATE_CHANGESET')['OperationId'],
                 'LogicalResourceId': id, 'PhysicalResourceId': physical, 'ResourceType': type, 'Timestamp': self.cloud.moment(),
                 'ResourceStatus': status, 'ResourceStatusReason': reason, 'ClientRequestToken': self.token_of_operation}
        event.update(more)
        self.events.insert(0, event)

    def summaries(self):
        """The resources, each as its newest event left it."""
        found = {}
        for event in reversed(self.events):
            if event['PhysicalResourceId'] != self.id and event['ResourceStatus'] != 'DELETE_COMPLETE':
                found[event['LogicalResourceId']] = {
                    'LogicalResourceId': event['LogicalResourceId'], 'ResourceType': event['ResourceType'],
                    'LastUpdatedTimestamp': event['Timestamp'], 'ResourceStatus': event['ResourceStatus'],
                    'ResourceStatusReason': event['ResourceStatusReason']}
        return list(found.values())

    def to(self, status, reason=None):
        self.stale = [self.status] * self.cloud.stale
        self.status, self.reason = status, reason
        self.event(self.name, 'AWS::CloudFormation::Stack', status, self.id, reason)

    def advance(self):
        for _ in range(self.cloud.pace):
            if self.steps:
                self.steps.pop(0)()

    def resources(self):
        return self.template.get('Resources', {})

    # ------------------------------------------------------ what operations do

    def start(self, template, parameters, on_failure='ROLLBACK', update=False, token=None):
        self.token_of_operation = token
        before = self.resources()
        old = (self.template, self.parameters)
        if update:
            self.begin('UPDATE_STACK')
        self.to('UPDATE_IN_PROGRESS' if update else 'CREATE_IN_PROGRESS', 'User Initiated')
        verb = 'UPDATE' if update else 'CREATE'
        self.template, self.parameters = template, parameters
        changed = [id for id in self.resources() if not update or self.resources()[id] != before.get(id)]
        failed = [id for id in changed if id in self.cloud.failures]
        for id in changed:
            self.steps.append(lambda id=id: self.event(id, self.resources()[id]['Type'], verb + '_IN_PROGRESS'))
        for id in changed:
            type = self.resources()[id]['Type']
            if id in self.cloud.nested:
                failed += self.nest(id, verb)
                if failed:
                    break
                continue
            if id in self.cloud.hooks:
                self.steps.append(lambda id=id, type=type: self.event(id, type, verb + '_IN_PROGRESS', **self.cloud.hooks[id]))
            if id in failed:
                self.steps.append(lambda id=id: self.fail(id, verb, failed, changed))
                break
            if self.cloud.configures:
                self.steps.append(lambda id=id, type=type: self.event(id, type, verb + '_IN_PROGRESS', id + '-1',
                                                                      DetailedStatus='CONFIGURATION_COMPLETE'))
            self.steps.append(lambda id=id, type=type: self.event(id, type, verb + '_COMPLETE', id + '-1'))
        if failed or self.cloud.alarm:
            self.roll_back(on_failure, update, old)
        else:
            self.finish(before, update)

    def nest(self, id, verb):
        """A stack in the stack, with events of its own. The ARN is not in the first event. The resources that fail."""
        template = self.cloud.nested[id]
        child = Stack(self.cloud, self.region, '%s-%s-1ABC' % (self.name, id), parent=self)
        child.events.clear()
        self.cloud.children.append(child)
        type = 'AWS::CloudFormation::Stack'
        self.steps += [lambda: self.event(id, type, verb + '_IN_PROGRESS', child.id, 'Resource creation Initiated'),
                       lambda: child.to('CREATE_IN_PROGRESS', 'User Initiated')]
        for inner, resource in template['Resources'].items():
            self.steps.append(lambda i=inner, r=resource: child.event(i, r['Type'], 'CREATE_IN_PROGRESS'))
            if inner in self.cloud.failures:
                self.steps += [
                    lambda i=inner, r=resource: child.event(i, r['Type'], 'CREATE_FAILED', reason=self.cloud.failures[i]),
                    lambda: child.begin('ROLLBACK'),
                    lambda: child.to('ROLLBACK_IN_PROGRESS', 'The following resource(s) failed to create: [%s].' % inner),
                    lambda: self.event(id, type, verb + '_FAILED', child.id,
                                       'Embedded stack %s was not successfully created: The following resource(s) failed to '
                                       'create: [%s].' % (child.id, inner))]
                return [id]
            self.steps.append(lambda i=inner, r=resource: child.event(i, r['Type'], 'CREATE_COMPLETE', i + '-1'))
        self.steps += [lambda: child.to('CREATE_COMPLETE'), lambda: self.event(id, type, verb + '_COMPLETE', child.id)]
        return []

    def fail(self, id, verb, failed, changed):
        self.event(id, self.resources()[id]['Type'], verb + '_FAILED', reason=self.cloud.failures[id])
        for other in changed[changed.index(id) + 1:]:
            reason = self.cloud.failures.get(other, 'Resource creation cancelled')
            self.event(other, self.resources()[other]['Type'], verb + '_FAILED', reason=reason)

    def roll_back(self, on_failure, update, old):
        if on_failure == 'DO_NOTHING':
            self.steps.append(lambda: self.to('UPDATE_FAILED' if update else 'CREATE_FAILED', 'a resource failed'))
            return
        prefix = 'UPDATE_ROLLBACK' if update else 'ROLLBACK'
        self.steps.append(lambda: self.begin('ROLLBACK'))
        self.steps.append(lambda: self.to(prefix + '_IN_PROGRESS', 'The following resource(s) failed'))
        if self.cloud.rollback_fails:
            for id in self.cloud.rollback_fails if isinstance(self.cloud.rollback_fails, (list, set)) else ():
                self.steps.append(lambda id=id: self.event(id, self.resources()[id]['Type'], 'UPDATE_FAILED', reason='it is gone'))
            self.steps.append(lambda: self.to(prefix + '_FAILED', 'a resource could not be taken back'))
            return
        if update:
            self.steps.append(lambda: (setattr(self, 'template', old[0]), setattr(self, 'parameters', old[1]),
                                       self.to('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS')))
        if on_failure == 'DELETE' and not update:
            self.steps.append(lambda: self.begin('DELETE_STACK'))
            self.steps.append(lambda: self.to('DELETE_IN_PROGRESS'))
            self.steps.append(lambda: self.to('DELETE_COMPLETE'))
        else:
            self.steps.append(lambda: self.to(prefix + '_COMPLETE'))

    def finish(self, before, update):
        def outputs():
            self.outputs = [{'OutputKey': key, 'OutputValue': self.cloud.output_values.get(key, key.lower() + '-value')}
                            for key in self.template.get('Outputs', {})]
        self.steps.append(outputs)
        if not update:
            self.steps.append(lambda: self.to('CREATE_COMPLETE'))
            return
        self.steps.append(lambda: self.to('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'))
        for id in before:
            if id in self.resources():
                continue
            if id in self.cloud.cleanup_fails:
                self.steps.append(lambda id=id: self.event(id, before[id]['Type'], 'DELETE_FAILED', reason='it is in use'))
            else:
                self.steps.append(lambda id=id: self.event(id, before[id]['Type'], 'DELETE_COMPLETE'))
        self.steps.append(lambda: self.to('UPDATE_COMPLETE'))

    def delete(self, retained=(), forced=False):
        if self.cloud.exported:
            before = self.status
            self.begin('DELETE_STACK')
            self.to('DELETE_IN_PROGRESS', 'User Initiated')
            self.steps = [lambda: self.to(before, 'Export %s cannot be deleted as it is in use by other' % self.cloud.exported)]
            return
        self.begin('DELETE_STACK')
        self.to('DELETE_IN_PROGRESS', 'User Initiated')
        for id, resource in self.resources().items():
            if id in retained or (forced and id in self.cloud.cleanup_fails):
                self.steps.append(lambda id=id, r=resource: self.event(id, r['Type'], 'DELETE_SKIPPED'))
                continue
            if id in self.cloud.cleanup_fails:
                self.steps.append(lambda id=id, r=resource: self.event(id, r['Type'], 'DELETE_FAILED', reason='it is in use'))
                self.steps.append(lambda: self.to('DELETE_FAILED', 'a resource could not be deleted'))
                return
            self.steps.append(lambda id=id, r=resource: self.event(id, r['Type'], 'DELETE_COMPLETE'))
        self.steps.append(lambda: self.to('DELETE_COMPLETE'))

    def describe(self):
        status = self.stale.pop(0) if self.stale else self.status
        latest = [{key: op[key] for key in ('OperationType', 'OperationId')} for op in self.operations]
        return {'StackId': self.id, 'StackName': self.name, 'StackStatus': status, 'StackStatusReason': self.reason,
                'CreationTime': '2026-01-01T00:00:00.000Z', 'DisableRollback': False,
                'EnableTerminationProtection': self.protected, 'ParentId': self.parent and self.parent.id,
                'Parameters': [{'ParameterKey': key, 'ParameterValue': value} for key, value in self.parameters.items()],
                'Outputs': self.outputs, 'Tags': self.tags, 'RoleARN': self.role,
                'LastOperations': latest if self.cloud.knows_operations else None}


class Cloud:
    """The account. Attributes say what goes wrong."""

    witness = None      # sees each answer: (action, parameters, status, bytes)

    def __init__(self):
        self.lock = threading.RLock()
        self.last_moment = 0
        self.secrets = {'AKIDEXAMPLE': ('the-secret-key', None)}
        self.expired = set()        # access keys that were good
        self.renew = None           # makes these expire, and others good
        self.stacks, self.buckets, self.log = [], {}, []
        self.faults = {}            # number of a request (from 1) -> fault
        self.action_faults = {}     # (action, its number from 1) -> fault
        self.lasting = None         # (number of a request, fault): this one and all behind it
        self.counts = {}
        self.failures = {}          # logical ID -> reason of its failure
        self.rollback_fails, self.cleanup_fails = False, set()
        self.alarm = False          # goes off: the operation is rolled back though no resource failed
        self.replacements = {}      # logical ID -> True, Conditional
        self.policies = {}          # logical ID -> PolicyAction
        self.set_fails = None       # reason of a change set's failure
        self.validations = []       # DescribeEvents of a change set
        self.page = 100             # events and changes of a page
        self.circles = False        # each page is followed by another, for ever
        self.pace = 1               # steps that an operation makes with each look
        self.pending = 1            # looks at a change set before it is made
        self.stale = 0              # looks that still tell the old state
        self.output_values = {}
        self.skew = 0               # seconds that AWS's clock is ahead
        self.ignores_tokens = False
        self.knows_operations = True    # DescribeEvents and LastOperations: not every endpoint does
        self.denied = set()         # actions that these credentials may not do
        self.nested = {}            # logical ID of a stack in the stack -> its template
        self.children = []          # the stacks that were made of them
        self.configures = False     # tells CONFIGURATION_COMPLETE
        self.hooks = {}             # logical ID -> what a hook adds to an event of it
        self.hook_results = {}      # HookResultId -> answer of GetHookResult; its ChangeSet is of mtc's tests alone
        self.exported = None        # a name that another stack imports: the deletion is given up
        self.mistakes = []          # what a correct client never does

    def moment(self):
        """No two events have the same time."""
        self.last_moment = max(int((time.time() + self.skew) * 1000), self.last_moment + 1)
        at = datetime.datetime.fromtimestamp(self.last_moment / 1000, datetime.timezone.utc)
        return at.strftime('%Y-%m-%dT%H:%M:%S.') + '%03dZ' % (self.last_moment % 1000)

    # ------------------------------------------------------------- finding

    def stack(self, region, name, gone=False):
        for stack in reversed(self.stacks + self.children):
            if stack.region == region and (stack.id == name or (stack.name == name and stack.status != 'DELETE_COMPLETE')):
                return stack
        raise Refusal('ValidationError', 'Stack with id %s does not exist' % name)

    def living(self, name=None):
        return [stack for stack in self.stacks if stack.status != 'DELETE_COMPLETE' and name in (None, stack.name)]

    def change_set(self, region, params):
        for stack in self.stacks:
            for entry in stack.sets.values():
                if stack.region == region and params['ChangeSetName'] in (entry['id'], entry['name']):
                    if params['ChangeSetName'] == entry['id'] or params.get('StackName') in (stack.name, stack.id):
                        return stack, entry
        raise Refusal('ChangeSetNotFound', 'ChangeSet [%s] does not exist' % params.get('ChangeSetName'), 404)

    def pages(self, name, items, params):
        """The page that is asked for, and what to ask for next."""
        token = params.get('NextToken', '0')
        start = 0 if token in ('ring', 'round') else int(token)
        more = str(start + self.page) if start + self.page < len(items) else None
        if self.circles:
            more = 'round' if token == 'ring' else 'ring'
        return {name: items[start:start + self.page], 'NextToken': more}

    def template(self, region, params):
        body = params.get('TemplateBody')
        if body is not None and len(body.encode()) > 51200:
            raise Refusal('ValidationError', "1 validation error detected: Value at 'templateBody' failed to satisfy constraint: "
                          'Member must have length less than or equal to 51200')
        if body is None:
            url = urllib.parse.urlsplit(params['TemplateURL'])
            bucket, _, rest = url.hostname.partition('.')
            if rest != 's3.%s.amazonaws.com' % region or url.scheme != 'https':
                raise Refusal('ValidationError', 'S3 error: %s' % params['TemplateURL'])
            body = self.buckets[bucket]['objects'][url.path]
        return json.loads(body)

    def parameters(self, template, params, old=None):
        given = {}
        for member in members(params, 'Parameters'):
            if member.get('UsePreviousValue') == 'true':
                if old is None or member['ParameterKey'] not in old:
                    raise Refusal('ValidationError', 'Invalid input for parameter key %s. Cannot specify usePreviousValue as true '
                                  'for a parameter key not in the previous template' % member['ParameterKey'])
                given[member['ParameterKey']] = old[member['ParameterKey']]
            else:
                given[member['ParameterKey']] = member['ParameterValue']
        for key, declared in template.get('Parameters', {}).items():
            if key not in given:
                if 'Default' not in declared:
                    raise Refusal('ValidationError', 'Parameters: [%s] must have values' % key)
                given[key] = str(declared['Default'])
        for key in given:
            if key not in template.get('Parameters', {}):
                raise Refusal('ValidationError', 'Parameters: [%s] do not exist in the template' % key)
        return given

    def check_capabilities(self, template, params):
        has = members(params, 'Capabilities')
        iam = any(r['Type'].startswith('AWS::IAM::') for r in template.get('Resources', {}).values())
        named = any(r.get('Properties', {}).get('RoleName') for r in template.get('Resources', {}).values())
        if named and 'CAPABILITY_NAMED_IAM' not in has:
            raise Refusal('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_NAMED_IAM]')
        if iam and not has:
            raise Refusal('InsufficientCapabilitiesException', 'Requires capabilities : [CAPABILITY_IAM]')

    # --------------------------------------------------------------- actions

    def CreateStack(self, region, params):
        for stack in self.living(params['StackName']):
            if stack.region == region:
                if stack.token == params.get('ClientRequestToken') and not self.ignores_tokens:
                    return {'StackId': stack.id}
                raise Refusal('AlreadyExistsException', 'Stack [%s] already exists' % params['StackName'])
        template = self.template(region, params)
        self.check_capabilities(template, params)
        parameters = self.parameters(template, params)
        stack = Stack(self, region, params['StackName'], params.get('ClientRequestToken'))
        stack.protected = params.get('EnableTerminationProtection') == 'true'
        stack.policy = params.get('StackPolicyBody')
        stack.tags = members(params, 'Tags')
        self.stacks.append(stack)
        stack.start(template, parameters, params.get('OnFailure', 'ROLLBACK'), token=stack.token)
        return {'StackId': stack.id, 'OperationId': stack.operations[0]['OperationId']}

    def DescribeStacks(self, region, params):
        stack = self.stack(region, params['StackName'])
        stack.advance()
        return {'Stacks': [stack.describe()]}

    def DescribeStackEvents(self, region, params):
        stack = self.stack(region, params['StackName'])
        events = [event if self.knows_operations else {key: value for key, value in event.items() if key != 'OperationId'}
                  for event in stack.events]
        return self.pages('StackEvents', events, params)

    def CreateChangeSet(self, region, params):
        creates = params.get('ChangeSetType') == 'CREATE'
        try:
            stack = self.stack(region, params['StackName'])
        except Refusal:
            if not creates:
                raise
            stack = None
        if stack and params['ChangeSetName'] in stack.sets:
            if not self.ignores_tokens and stack.sets[params['ChangeSetName']]['token'] == params.get('ClientToken'):
                return {'Id': stack.sets[params['ChangeSetName']]['id'], 'StackId': stack.id}
            raise Refusal('AlreadyExistsException', 'ChangeSet %s already exists' % params['ChangeSetName'], 409)
        if stack and creates and stack.status != 'REVIEW_IN_PROGRESS':
            raise Refusal('ValidationError', 'Stack [%s] already exists and cannot be created again' % stack.name)
        if stack and not creates and (stack.status.endswith('_IN_PROGRESS') or stack.status == 'ROLLBACK_COMPLETE'):
            raise Refusal('ValidationError', 'Stack:%s is in %s state and can not be updated.' % (stack.id, stack.status))
        template = self.template(region, params)
        self.check_capabilities(template, params)
        parameters = self.parameters(template, params, stack.parameters if stack and not creates else None)
        if stack is None:
            stack = Stack(self, region, params['StackName'])
            self.stacks.append(stack)
        stack.tags = members(params, 'Tags') or stack.tags
        stack.role = params.get('RoleARN') or stack.role
        entry = {'name': params['ChangeSetName'], 'token': params.get('ClientToken'), 'creates': creates, 'template': template,
                 'parameters': parameters, 'looks': self.pending, 'execution': 'UNAVAILABLE', 'made': self.moment(),
                 'failure': params.get('OnStackFailure', 'ROLLBACK'),
                 'id': 'arn:aws:cloudformation:%s:%s:changeSet/%s/%s' % (region, ACCOUNT, params['ChangeSetName'], uuid.uuid4())}
        stack.operations.insert(0, {'OperationType': 'CREATE_CHANGESET', 'OperationId': str(uuid.uuid4()),
                                    'OperationStatus': 'SUCCEEDED'})
        entry['operation'] = stack.operations[0]
        entry['changes'] = self.changes(stack, entry)
        stack.sets[entry['name']] = entry
        return {'Id': entry['id'], 'StackId': stack.id}

    def changes(self, stack, entry):
        before, after, changes = stack.resources(), entry['template'].get('Resources', {}), []
        for id, resource in after.items():
            change = {'LogicalResourceId': id, 'ResourceType': resource['Type']}
            if id not in before:
                change['Action'] = 'Add'
            elif before[id] != resource:
                change.update(Action='Modify', Replacement=self.replacements.get(id, 'False'), Scope=['Properties'], Details=[])
                old, new = before[id].get('Properties', {}), resource.get('Properties', {})
                for name in sorted(set(old) | set(new)):
                    if old.get(name) != new.get(name):
                        change['Details'].append({'Evaluation': 'Static', 'ChangeSource': 'DirectModification', 'Target': {
                            'Attribute': 'Properties', 'Name': name, 'Path': '/Properties/' + name,
                            'RequiresRecreation': 'Always' if id in self.replacements else 'Never',
                            'BeforeValue': str(old[name]) if name in old else None,
                            'AfterValue': str(new[name]) if name in new else None}})
            else:
                continue
            change['PolicyAction'] = self.policies.get(id)
            changes.append({'Type': 'Resource', 'ResourceChange': change})
        for id, resource in before.items():
            if id not in after:
                changes.append({'Type': 'Resource', 'ResourceChange': {
                    'Action': 'Remove', 'LogicalResourceId': id, 'ResourceType': resource['Type'],
                    'PolicyAction': self.policies.get(id, 'Delete')}})
        return changes

    def progress_of(self, stack, entry):
        """How far a change set has come."""
        if entry['looks'] > 0:
            return {'Status': 'CREATE_IN_PROGRESS', 'ExecutionStatus': 'UNAVAILABLE'}
        if self.set_fails:
            return {'Status': 'FAILED', 'ExecutionStatus': 'UNAVAILABLE', 'StatusReason': self.set_fails}
        same = entry['parameters'] == stack.parameters
        if not entry['creates'] and not entry['changes'] and same and entry['execution'] == 'UNAVAILABLE':
            return {'Status': 'FAILED', 'ExecutionStatus': 'UNAVAILABLE', 'StatusReason': NOTHING}
        if entry['execution'] == 'UNAVAILABLE':
            entry['execution'] = 'AVAILABLE'
        return {'Status': 'CREATE_COMPLETE', 'ExecutionStatus': entry['execution']}

    def DescribeChangeSet(self, region, params):
        stack, entry = self.change_set(region, params)
        result = dict({'ChangeSetName': entry['name'], 'ChangeSetId': entry['id'], 'StackId': stack.id, 'StackName': stack.name},
                      **self.progress_of(stack, entry))
        if entry['looks'] > 0:
            entry['looks'] -= 1
        if result['Status'] != 'CREATE_COMPLETE':
            return result
        return dict(result, **self.pages('Changes', entry['changes'], params))

    def ListChangeSets(self, region, params):
        stack = self.stack(region, params['StackName'])
        found = [dict({'StackId': stack.id, 'StackName': stack.name, 'ChangeSetId': entry['id'], 'ChangeSetName': entry['name'],
                       'CreationTime': entry['made']}, **self.progress_of(stack, entry)) for entry in stack.sets.values()]
        return self.pages('Summaries', found, params)

    def ExecuteChangeSet(self, region, params):
        stack, entry = self.change_set(region, params)
        if entry['execution'] != 'AVAILABLE':
            if entry.get('executor') == params.get('ClientRequestToken') and not self.ignores_tokens:
                return {}
            raise Refusal('InvalidChangeSetStatus', 'ChangeSet [%s] cannot be executed in its current status' % entry['id'])
        entry['execution'], entry['executor'] = 'EXECUTE_COMPLETE', params.get('ClientRequestToken')
        stack.sets = {entry['name']: entry}         # the others are not valid any more ("ExecuteChangeSet")
        stack.start(entry['template'], entry['parameters'], entry['failure'], not entry['creates'], entry['executor'])
        return {}

    def DeleteChangeSet(self, region, params):
        stack, entry = self.change_set(region, params)
        del stack.sets[entry['name']]
        return {}

    def events(self, region, params):
        """(operation, event) of what is asked for, newest first."""
        if 'ChangeSetName' in params:
            stack, entry = self.change_set(region, params)
            return [(entry['operation'], dict({'EventId': 'event-%d' % number, 'StackId': stack.id, 'Timestamp': self.moment()},
                                              **event)) for number, event in enumerate(self.validations)]
        stacks = [stack for stack in self.stacks + self.children
                  if stack.region == region and params.get('StackName') in (None, stack.id, stack.name)]
        found = [(operation, event) for stack in stacks for event in stack.events for operation in stack.operations
                 if operation['OperationId'] == event['OperationId'] and params.get('OperationId') in (None, event['OperationId'])]
        if 'OperationId' not in params and 'StackName' not in params:
            raise Refusal('ValidationError', 'One of ChangeSetName, OperationId or StackName must be specified')
        if 'OperationId' in params and not any(params['OperationId'] == op['OperationId'] for stack in stacks
                                               for op in stack.operations):
            raise Refusal('ValidationError', 'Operation [%s] does not exist' % params['OperationId'])
        return found

    def DescribeEvents(self, region, params):
        if not self.knows_operations:
            raise Refusal('InvalidAction', 'Could not find operation DescribeEvents for version 2010-05-15')
        answer = []
        for operation, event in self.events(region, params):
            failed = event.get('ResourceStatus', '').endswith('_FAILED') or event.get('HookStatus', '').endswith('_FAILED')
            kind = 'HOOK_INVOCATION_ERROR' if 'HookType' in event and failed else 'PROVISIONING_ERROR' if failed else 'STACK_EVENT'
            if params.get('Filters.FailedEvents') == 'true' and not failed and 'ValidationStatus' not in event:
                continue
            answer.append(dict({'EventType': kind}, **{key: value for key, value in dict(event, **operation).items()
                                                       if key not in ('StackName', 'HookInvocationId')}))
        return self.pages('OperationEvents', answer, params)

    def ListHookResults(self, region, params):
        if ('TargetType' in params) != ('TargetId' in params):
            raise Refusal('ValidationError', 'TargetType and TargetId go together')
        found = [{key: result[key] for key in ('HookResultId', 'InvocationPoint', 'FailureMode', 'TypeName', 'Status',
                                               'HookStatusReason') if key in result}
                 for result in self.hook_results.values() if result.get('ChangeSet')]
        return {'TargetType': params.get('TargetType'), 'TargetId': params.get('TargetId'), 'HookResults': found}

    def GetHookResult(self, region, params):
        if params['HookResultId'] not in self.hook_results:
            raise Refusal('HookResultNotFound', 'no such result', 404)
        return {key: value for key, value in self.hook_results[params['HookResultId']].items() if key != 'ChangeSet'}

    def ListStackResources(self, region, params):
        found = self.stack(region, params['StackName']).summaries()
        return self.pages('StackResourceSummaries', found, params)

    def DeleteStack(self, region, params):
        try:
            stack = self.stack(region, params['StackName'])
        except Refusal:
            return None
        retained = members(params, 'RetainResources')
        if stack.protected:
            raise Refusal('ValidationError', 'Stack [%s] cannot be deleted while TerminationProtection is enabled' % stack.name)
        if (retained or 'DeletionMode' in params) and stack.status != 'DELETE_FAILED':
            raise Refusal('ValidationError', 'Invalid operation on stack [%s]. RetainResources and FORCE_DELETE_STACK are for '
                          'stacks in DELETE_FAILED' % stack.name)
        if stack.status.endswith('_IN_PROGRESS') and stack.status not in (
                'REVIEW_IN_PROGRESS', 'CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'DELETE_IN_PROGRESS'):
            raise Refusal('ValidationError', 'Stack [%s] cannot be deleted while in status %s' % (stack.id, stack.status))
        if stack.status == 'REVIEW_IN_PROGRESS':
            stack.to('DELETE_COMPLETE')
        elif stack.status not in ('DELETE_IN_PROGRESS', 'DELETE_COMPLETE'):
            stack.steps = []
            stack.delete(retained, params.get('DeletionMode') == 'FORCE_DELETE_STACK')
        return None

    def back(self, region, params, kind, states):
        """The stack, if it is in one of these states, with an operation of that kind begun."""
        stack = self.stack(region, params['StackName'])
        if stack.status not in states:
            raise Refusal('ValidationError', 'Stack %s is in status %s, which is not valid for this operation'
                          % (stack.id, stack.status))
        stack.begin(kind)
        return stack

    def CancelUpdateStack(self, region, params):
        stack = self.back(region, params, 'ROLLBACK', ['UPDATE_IN_PROGRESS'])
        stack.steps = [lambda: stack.to('UPDATE_ROLLBACK_IN_PROGRESS'), lambda: stack.to('UPDATE_ROLLBACK_COMPLETE')]
        return None

    def ContinueUpdateRollback(self, region, params):
        stack = self.back(region, params, 'CONTINUE_ROLLBACK', ['UPDATE_ROLLBACK_FAILED'])
        stack.skipped = members(params, 'ResourcesToSkip')
        stack.steps = [lambda: stack.to('UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated'),
                       lambda: stack.to('UPDATE_ROLLBACK_COMPLETE')]
        return {}

    def RollbackStack(self, region, params):
        stack = self.back(region, params, 'ROLLBACK', ['CREATE_FAILED', 'UPDATE_FAILED'])
        before = 'UPDATE_ROLLBACK' if stack.status == 'UPDATE_FAILED' else 'ROLLBACK'
        stack.steps = [lambda: stack.to(before + '_IN_PROGRESS', 'User Initiated')]
        # without a state that worked there is nothing to go back to
        stack.steps.append(lambda: stack.to('UPDATE_ROLLBACK_COMPLETE' if before == 'UPDATE_ROLLBACK' else 'DELETE_COMPLETE'))
        return {'StackId': stack.id, 'OperationId': stack.operations[0]['OperationId']}

    def UpdateTerminationProtection(self, region, params):
        stack = self.stack(region, params['StackName'])
        stack.protected = params['EnableTerminationProtection'] == 'true'
        return {'StackId': stack.id}

    def SetStackPolicy(self, region, params):
        self.stack(region, params['StackName']).policy = params['StackPolicyBody']
        return None

    def DetectStackDrift(self, region, params):
        return {'StackDriftDetectionId': self.stack(region, params['StackName']).id.rpartition('/')[2]}

    def DescribeStackDriftDetectionStatus(self, region, params):
        stack = next(stack for stack in self.stacks if stack.id.endswith('/' + params['StackDriftDetectionId']))
        return {'StackId': stack.id, 'StackDriftDetectionId': params['StackDriftDetectionId'],
                'DetectionStatus': 'DETECTION_COMPLETE', 'Timestamp': self.moment()}

    def DescribeStackResourceDrifts(self, region, params):
        stack = self.stack(region, params['StackName'])
        return {'StackResourceDrifts': [
            dict({'StackId': stack.id, 'ResourceType': stack.resources()[drift['LogicalResourceId']]['Type'],
                  'Timestamp': self.moment()}, **dict(drift, PropertyDifferences=[
                      dict({'DifferenceType': 'NOT_EQUAL'}, **difference) for difference in drift['PropertyDifferences']]))
            for drift in stack.drifts]}

    def GetCallerIdentity(self, region, params):
        return {'Account': ACCOUNT, 'Arn': 'arn:aws:iam::%s:user/somebody' % ACCOUNT}

    def AssumeRole(self, region, params):
        key, (secret, token) = next((key, words) for key, words in self.secrets.items() if key.startswith('ASIAROLE'))
        return {'Credentials': {'AccessKeyId': key, 'SecretAccessKey': secret, 'SessionToken': token,
                                'Expiration': '2099-01-01T00:00:00Z'},
                'AssumedRoleUser': {'Arn': params['RoleArn'] + '/somebody', 'AssumedRoleId': 'AROA:somebody'}}

    # -------------------------------------------------------------------- S3

    def s3(self, method, path, query, headers, body):
        _, bucket, key = path.split('/', 2) if path.count('/') > 1 else (None, path[1:], '')
        key = '/' + key
        if headers.get('x-amz-expected-bucket-owner', ACCOUNT) != ACCOUNT:
            raise Refusal('AccessDenied', 'Access Denied', 403)
        if method == 'PUT' and key == '/' and not query:
            self.buckets.setdefault(bucket, {'objects': {}, 'settings': [], 'where': body.decode()})
        elif bucket not in self.buckets:
            raise Refusal('NoSuchBucket', 'The specified bucket does not exist', 404)
        elif method == 'PUT' and key == '/':
            self.buckets[bucket]['settings'].append(query.strip('='))
        elif method == 'PUT':
            self.buckets[bucket]['objects'][key] = body.decode()
        elif method == 'GET':
            prefix = '/' + dict(urllib.parse.parse_qsl(query))['prefix']
            return xml('ListBucketResult', [{'Key': key[1:]} for key in self.buckets[bucket]['objects'] if key.startswith(prefix)]
                       ).replace('member>', 'Contents>').encode()
        return b''

    # ------------------------------------------------------------ one request

    def fault(self, action):
        number = len(self.log)
        self.counts[action] = self.counts.get(action, 0) + 1
        if self.lasting and number >= self.lasting[0]:
            return self.lasting[1]
        return self.faults.pop(number, None) or self.action_faults.pop((action, self.counts[action]), None)

    def answer(self, method, target, headers, body):
        """(action, fault or None, function that does it and returns status, headers, bytes)"""
        path, _, query = target.partition('?')
        form = urllib.parse.parse_qsl(body.decode('utf-8', 'replace'), keep_blank_values=True)
        params = dict(form)
        if len(params) != len(form):
            self.mistakes.append('a parameter was sent twice')
        scope = headers.get('authorization', '').partition('Credential=')[2].split('/')
        region, service = (scope[2], scope[3]) if len(scope) > 3 else ('', '')
        action = params.get('Action', '%s %s' % (method, 'object' if path.strip('/').count('/') else 'bucket'))
        with self.lock:
            self.log.append((action, params))
            fault = self.fault(action)

        def make():
            problem = signer.verify(self.secrets, method, path, query, headers, body)
            now = time.time() + self.skew
            sent = headers.get('x-amz-date', '')
            try:
                with self.lock:
                    if scope[0] in self.expired:
                        raise Refusal('ExpiredToken', 'The security token included in the request is expired', 403)
                    if problem:
                        raise Refusal(problem, 'The request signature we calculated does not match', 403)
                    date = datetime.datetime.strptime(sent, '%Y%m%dT%H%M%SZ').replace(tzinfo=datetime.timezone.utc)
                    if abs(date.timestamp() - now) > 300:
                        raise Refusal('SignatureDoesNotMatch', 'Signature expired: %s is now earlier than' % sent, 403)
                    if action in self.denied:
                        raise Refusal('AccessDenied', 'User: arn:aws:iam::%s:user/somebody is not authorized to perform: '
                                      'cloudformation:%s' % (ACCOUNT, action), 403)
                    for pair in EXCLUSIVE.get(action, []):
                        if set(pair) <= set(params):
                            raise Refusal('ValidationError', 'You cannot specify both %s and %s' % pair)
                    if service == 's3':
                        return 200, {}, self.s3(method, path, query, headers, body)
                    result = getattr(self, action)(region, params)
            except Refusal as refusal:
                text = '<ErrorResponse xmlns="%s"><Error><Type>Sender</Type>%s%s</Error>%s</ErrorResponse>' % (
                    SPACE, xml('Code', refusal.code), xml('Message', refusal.message), xml('RequestId', 'req-1'))
                return refusal.status, {'Content-Type': 'text/xml'}, text.encode()
            text = '<%sResponse xmlns="%s">%s<ResponseMetadata>%s</ResponseMetadata></%sResponse>' % (
                action, SPACE, '' if result is None else xml(action + 'Result', result), xml('RequestId', 'req-1'), action)
            return 200, {'Content-Type': 'text/xml'}, text.encode()

        def work():
            answer = make()
            if Cloud.witness:
                Cloud.witness(action, params, answer[0], answer[2])
            return answer
        return action, fault, work


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True
    timeout = 60

    def log_message(self, *arguments):
        pass

    def parse_request(self):
        """What mtc sends, and no more: http.server reads headers as those of a letter, which a sweep would do 40,000 times."""
        self.command, self.path, self.request_version = self.raw_requestline.decode('latin-1').split()
        self.headers, self.close_connection = {}, False
        while line := self.rfile.readline().decode('latin-1').rstrip('\r\n'):
            name, _, value = line.partition(':')
            name, value = name.lower(), value.strip()
            self.headers[name] = self.headers[name] + ',' + value if name in self.headers else value
        return 'expect' not in self.headers or self.handle_expect_100()

    def respond(self):
        body = self.rfile.read(int(self.headers.get('content-length', 0)))
        cloud = self.server.cloud
        action, fault, work = cloud.answer(self.command, self.path, self.headers, body)
        if fault is None:
            self.give(*work())
        else:
            fault(self, work)

    def give(self, status, headers, body, length=None):
        self.send_response_only(status)
        date = time.time() + self.server.cloud.skew
        self.send_header('Date', self.date_time_string(date))
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body) if length is None else length))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(body)

    def drop(self):
        """Ends the connection without another byte."""
        self.close_connection = True
        try:
            self.connection.shutdown(2)
        except OSError:
            pass

    do_GET = do_POST = do_PUT = do_HEAD = respond


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 50

    def __init__(self, cloud, context=None):
        super().__init__(('127.0.0.1', 0), Handler)
        self.cloud, self.coming, self.ending = cloud, None, False
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)
        self.url = '%s://127.0.0.1:%d' % ('https' if context else 'http', self.server_address[1])
        self.listen()

    def listen(self):
        self.ending = False
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        """As serve_forever, but asleep until somebody comes: hundreds of servers that look up now and then take a processor."""
        while not self.ending:
            try:
                request, address = self.get_request()
            except OSError:     # no TLS, or gone already
                continue
            if self.ending:
                request.close()
            else:
                self.process_request(request, address)

    def leave(self, seconds):
        """Nobody listens here for a while."""
        self.stop()

        def come_back():
            self.socket = socket.socket()
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self.socket.bind(self.server_address)
            self.server_activate()
            self.listen()
        self.coming = threading.Timer(seconds, come_back)
        self.coming.start()

    def handle_error(self, request, address):
        pass

    def stop(self):
        if self.coming:
            self.coming.join()
        self.ending = True
        socket.create_connection(self.server_address).close()
        self.thread.join()
        self.server_close()
