"""Random resources that the facts of their types call valid.

    stack = Stack(seed, types)              a template's worth of resources
    stack.add('AWS::SQS::Queue')            adds one, and some that it refers to
    stack.resources                         {name: Resource}

The same seed gives the same resources. Required properties are there always,
others at times; values are of the kind that is wanted, at its limits or within
them, match its pattern, or come through a parameter, a condition, or a
reference to a resource of the right type. Where no value can be made (a
pattern that contradicts a length), an optional property is left out and a
required one is given by a parameter.
"""
import base64
import json
import math
import random
import re
import string

from matching import Maker, Unmakeable, matches

ACCOUNT = '123456789012'
WORD = string.ascii_lowercase + string.digits
DEEPEST = 4                     # structures below it hold what they must
LONGEST = 60                    # of a text where nothing asks for more


class Resource:
    def __init__(self, of_type, properties):
        self.type = of_type
        self.properties = properties


class Raw:
    """A value that is spelled one way in a template and another in a program."""

    def __init__(self, template, program):
        self.template = template
        self.program = program


# ------------------------------------------------------------------- strings

class Strings:
    """Texts by pattern, length and format."""

    def __init__(self, chance):
        self.chance = chance
        self.maker = Maker(chance)

    def word(self, low=3, high=12):
        return self.chance.choice(string.ascii_lowercase) + ''.join(self.chance.choices(WORD, k=self.chance.randint(low, high) - 1))

    def hexadecimal(self, count):
        return ''.join(self.chance.choices('0123456789abcdef', k=count))

    def by_format(self, name):
        id_of = {'AWS::EC2::VPC.Id': 'vpc-', 'AWS::EC2::Subnet.Id': 'subnet-', 'AWS::EC2::SecurityGroup.Id': 'sg-', 'AWS::EC2::Image.Id': 'ami-'}
        arn_of = {'AWS::IAM::Role.Arn': 'iam::{}:role/{}', 'AWS::KMS::Key.Arn': 'kms:us-east-1:{}:key/{}',
                  'AWS::SNS::Topic.Arn': 'sns:us-east-1:{}:{}', 'AWS::Lambda::Function.Arn': 'lambda:us-east-1:{}:function:{}',
                  'AWS::ACM::Certificate.Arn': 'acm:us-east-1:{}:certificate/{}', 'AWS::SQS::Queue.Arn': 'sqs:us-east-1:{}:{}'}
        uuid = '-'.join(self.hexadecimal(count) for count in (8, 4, 4, 4, 12))
        if name in id_of:
            return id_of[name] + self.hexadecimal(17)
        if name in arn_of:
            last = uuid if 'kms' in arn_of[name] or 'acm' in arn_of[name] else self.word()
            return 'arn:aws:' + arn_of[name].format(ACCOUNT, last)
        if name == 'AWS::KMS::Key.Id':
            return uuid
        if name == 'AWS::KMS::Alias.AliasName':
            return 'alias/' + self.word()
        if name == 'AWS::Logs::LogGroup.Name':
            return '/' + self.word() + '/' + self.word()
        if name == 'ipv4-network':
            return f'10.{self.chance.randint(0, 255)}.{self.chance.randint(0, 255)}.0/24'
        if name == 'ipv6-network':
            return f'2001:db8:{self.hexadecimal(3)}::/64'
        if name == 'date-time':
            return f'20{self.chance.randint(27, 39)}-0{self.chance.randint(1, 9)}-{self.chance.randint(10, 28)}T{self.chance.randint(10, 23)}:30:00Z'
        if name == 'uri':
            return f'https://{self.word()}.example.com/{self.word()}'
        return self.word()          # a name

    def make(self, fact):
        if fact.names:
            return self.chance.choice(fact.names)
        low, high = fact.facts.get('length', (None, None))
        pattern = fact.pattern

        def fits(text):
            return ((low or 0) <= len(text) <= (high if high is not None else 100000)
                    and (not pattern or matches(pattern, text))
                    and all(sign.isprintable() for sign in text))
        tries = []
        for name in self.chance.sample(fact.facts.get('format', []), len(fact.facts.get('format', []))):
            tries += [self.by_format(name) for _ in range(3)]
        if tries:
            return next((text for text in tries if fits(text)), None) or self.parted(fact.facts['format'])
        if pattern:
            for text in (self.word(max(low or 0, 3), max(low or 0, 12)), self.hexadecimal(12)):
                if self.chance.random() < 0.3 and fits(text):
                    return text
            return self.maker.make(pattern, fits, low or 0)
        low, high = low or 1, min(high if high is not None else LONGEST, max(LONGEST, low or 0))
        if high < 1:
            return ''
        length = self.chance.choice([low, self.chance.randint(low, high), min(high, low + 8)])
        return self.word(length, length)

    @staticmethod
    def parted(formats):
        raise Unmakeable(', '.join(formats))


# ----------------------------------------------------------------- documents

def policy(kind, strings):
    """An IAM document: identity-policy, resource-policy, trust-policy or repository-policy."""
    chance = strings.chance
    statement = {'Effect': chance.choice(['Allow', 'Deny'])}
    if chance.random() < 0.5:
        statement['Sid'] = strings.word().capitalize()
    if kind != 'identity-policy':
        statement['Principal'] = chance.choice([{'Service': 'lambda.amazonaws.com'}, {'AWS': f'arn:aws:iam::{ACCOUNT}:root'}, '*'])
    statement['Action'] = 'sts:AssumeRole' if kind == 'trust-policy' else chance.choice(['s3:GetObject', ['sqs:SendMessage', 'sns:*']])
    if kind in ('identity-policy', 'resource-policy'):
        statement['Resource'] = chance.choice(['*', ['arn:aws:s3:::' + strings.word()]])
    if chance.random() < 0.3:
        statement['Condition'] = {'StringEquals': {'aws:PrincipalOrgID': 'o-' + strings.hexadecimal(10)}}
    return {'Version': '2012-10-17', 'Statement': chance.choice([statement, [statement]])}


def document(fact, text, strings):
    """A document as an object, or as text where the property is one."""
    kind = fact.facts.get('document', [None])[0]
    value = strings.chance.choice([{}, {strings.word(): strings.word()}, {strings.word(): [1, 'two', True]},
                                   {strings.word(): {strings.word(): 0.5}}])
    if kind == 'base64':
        value = base64.b64encode(strings.word().encode()).decode()
    elif kind and kind.endswith('-policy'):
        value = policy(kind, strings)
    elif kind is None and re.search(r'Policy(Document)?$', fact.name) and not re.search(r'^Re(drive|driveAllow)Policy', fact.name):
        value = policy('resource-policy', strings)
    return json.dumps(value) if text and kind != 'base64' else value


def holds(names, kind, sets):
    """Whether the names keep a rule of their shape."""
    if kind in ('exactly-one', 'at-least-one'):
        whole = sum(set(one) <= names for one in sets)
        return whole == 1 if kind == 'exactly-one' else whole > 0
    if sets[0][0] not in names:
        return True
    return set(sets[1]) <= names if kind == 'needs' else not set(sets[1]) & names


# -------------------------------------------------------------------- stacks

class Stack:
    def __init__(self, seed, types):
        self.chance = random.Random(seed)
        self.strings = Strings(self.chance)
        self.types = types
        self.resources = {}
        self.of_type = {}           # names by type
        self.parameters = {}        # name: a String or a Number
        self.conditions = {}        # name: parameter; true where it is "yes"
        self.unmade = {}            # pattern or format: how often

    def add(self, name_of_type, depth=0):
        """The resource's name. What it refers to is added before it."""
        of_type = self.types[name_of_type]
        properties = self.shape(of_type, of_type.shape, depth, ())
        name = f'R{len(self.resources)}{name_of_type.rpartition("::")[2]}'
        self.resources[name] = Resource(of_type, properties)
        self.of_type.setdefault(name_of_type, []).append(name)
        return name

    # shapes

    def chosen(self, shape, depth):
        """The names that an object of the shape gets, and those of them that it must have."""
        every = {name: one for name, one in shape.properties.items() if 'read-only' not in one.words}
        required = {name for name, one in every.items() if 'required' in one.words}
        for _ in range(40):
            share = self.chance.choice([0, 0.2, 0.5]) / (depth + 1) if depth < DEEPEST else 0
            names = required | {name for name, one in every.items()
                                if 'deprecated' not in one.words and self.chance.random() < share}
            for kind, sets in shape.rules:
                names = self.repaired(names, required, kind, [one for one in sets if set(one) <= set(every)])
            if all(holds(names, kind, sets) for kind, sets in shape.rules):
                break
        return [name for name in every if name in names], required

    def repaired(self, names, required, kind, sets):
        """The names after one rule, which may break another."""
        if kind == 'exactly-one' and sets:
            common = set.intersection(*map(set, sets))
            certain = [one for one in sets if required & (set(one) - common)]
            keep = set(self.chance.choice(certain or sets))
            return (names - (set().union(*map(set, sets)) - keep)) | keep
        if kind == 'at-least-one' and sets and not any(set(one) <= names for one in sets):
            return names | set(self.chance.choice(sets))
        if kind == 'needs' and len(sets) == 2 and sets[0][0] in names:
            return names | set(sets[1])
        if kind == 'excludes' and len(sets) == 2 and sets[0][0] in names:
            return names - set(sets[1]) if not required & set(sets[1]) else names - set(sets[0])
        return names

    def shape(self, of_type, shape, depth, path):
        held = {name for _, sets in shape.rules for one in sets for name in one}
        names, required = self.chosen(shape, depth)
        made = {}
        for name in names:
            fact = shape.properties[name]
            try:
                value = self.value(of_type, fact, fact.kind, depth, path + (name,))
            except Unmakeable as why:
                self.unmade[str(why)] = self.unmade.get(str(why), 0) + 1
                if name not in required and name not in held:
                    continue
                value = self.given(fact, fact.kind)
            made[name] = self.wrapped(value, required=name in required or name in held)
        return made

    # values

    def given(self, fact, kind):
        """A value that is given at deploy time."""
        if kind[0] == 'list':
            count = max(fact.facts.get('items', (0, 0))[0] or 0, 1)
            return [self.given(fact, kind[1]) for _ in range(count)]
        return {} if kind[0] in ('map', 'structure') else self.parameter('String')

    def parameter(self, kind):
        usable = [name for name, of in self.parameters.items() if of == kind]
        if not usable or self.chance.random() < 0.1:
            self.parameters[f'P{len(self.parameters)}'] = kind
            usable = list(self.parameters)[-1:]
        name = self.chance.choice(usable)
        return Raw({'Ref': name}, name)

    def condition(self):
        if not self.conditions or (len(self.conditions) < 5 and self.chance.random() < 0.2):
            parameter = self.parameter('String').program
            self.conditions[f'C{len(self.conditions)}'] = parameter
        return self.chance.choice(list(self.conditions))

    def wrapped(self, value, required):
        """The value as it is, or by way of a condition."""
        if self.chance.random() > 0.04:
            return value
        other = Raw({'Ref': 'AWS::NoValue'}, 'null')
        if required:
            other = value
        return If(self.condition(), value, other)

    def value(self, of_type, fact, kind, depth, path):
        what = kind[0]
        if what == 'any':
            simple = [one for one in kind[1] if one[0] in ('string', 'structure')] or kind[1]
            return self.value(of_type, fact, self.chance.choice(kind[1] if depth < DEEPEST else simple), depth, path)
        if what == 'list':
            return self.items(of_type, fact, kind[1], depth, path)
        if what == 'map':
            return self.entries(of_type, fact, kind[1], depth, path)
        if what == 'structure':
            if depth > 4 * DEEPEST:
                raise Unmakeable(f'{kind[1]} without an end')
            return self.shape(of_type, of_type.structures[kind[1]], depth + 1, path)
        if what == 'json':
            return document(fact, False, self.strings)
        if fact.enum:
            return self.spelled(what, self.chance.choice(fact.enum), fact)
        if what == 'string' and 'document' in fact.facts:
            return document(fact, True, self.strings)
        if what == 'string':
            return self.string(fact, depth)
        if what == 'boolean':
            value = self.chance.random() < 0.5
            return str(value).lower() if self.chance.random() < 0.1 else value
        return self.number(what, fact)

    def spelled(self, what, text, fact):
        """A value of an enum as what it is."""
        if what == 'integer':
            return int(float(text))
        if what == 'number':
            return float(text)
        if what == 'boolean':
            return text == 'true'
        return self.chance.choice([text, text.upper(), text.lower()]) if 'any-case' in fact.words else text

    def number(self, what, fact):
        low, high = fact.facts.get('range', (None, None))
        low = low if low is not None else min(0, high or 0)
        high = high if high is not None else max(low, 100)
        if what == 'integer':
            low, high = math.ceil(low), min(math.floor(high), 2 ** 63 - 1)      # facts hold it as a float
            value = self.chance.choice([low, high, self.chance.randint(low, high)])
        else:
            rounded = round(self.chance.uniform(low, high), 3)
            value = self.chance.choice([low, high, rounded if low <= rounded <= high else low])
        return repr(value) if self.chance.random() < 0.1 and 'e' not in repr(value) else value

    def string(self, fact, depth):
        reference = self.reference(fact, depth)
        if reference is not None:
            return reference
        if self.chance.random() < 0.03 and not fact.facts.get('format'):
            return self.parameter('String')
        return self.strings.make(fact)

    def reference(self, fact, depth):
        """A reference to a resource of a type that the property takes, or None."""
        takes = [one.rpartition('.')[::2] for one in fact.facts.get('takes', [])]
        takes = [(name.rpartition('.')[0] or name, attribute) for name, attribute in takes]
        takes = [(name, attribute) for name, attribute in takes if self.gives(name, attribute)]
        if not takes or self.chance.random() < 0.5:
            return None
        name, attribute = self.chance.choice(takes)
        if name in self.of_type and (depth or self.chance.random() < 0.8):
            target = self.chance.choice(self.of_type[name])
        elif depth < 2 and len(self.resources) < 400:
            target = self.add(name, depth + 1)
        else:
            return None
        if self.types[name].ref == attribute:
            return Raw({'Ref': target}, target)
        return Raw({'Fn::GetAtt': [target, attribute]}, f'{target}.{attribute}')

    def gives(self, name, attribute):
        of_type = self.types.get(name)
        return of_type is not None and (attribute in of_type.attributes or of_type.ref == attribute)

    # lists and maps

    def count(self, fact, depth):
        low, high = fact.facts.get('items', (None, None))
        low = low if low is not None else 1
        most = high if high is not None else low + 2
        return self.chance.randint(low, min(most, max(low, low + 2 - depth // 2)))

    def items(self, of_type, fact, kind, depth, path):
        count = self.count(fact, depth) if kind[0] != 'list' else 1
        made, tries = [], 0
        while len(made) < count:
            value = self.value(of_type, fact, kind, depth, path)
            if 'unique' not in fact.words or all(plain(value) != plain(other) for other in made):
                made.append(value)
            tries += 1
            if tries > 20 * count + 20:
                if len(made) >= (fact.facts.get('items', (0, 0))[0] or 0):
                    break
                raise Unmakeable(f'{count} different items')
        return made

    def entries(self, of_type, fact, kind, depth, path):
        made = {}
        for _ in range(self.count(fact, depth) if kind[0] != 'map' else 1):
            pattern = fact.keys
            key = self.strings.word()
            if pattern and not matches(pattern, key):
                key = self.strings.maker.make(pattern, lambda text: text and matches(pattern, text) and text.isprintable())
            made[key] = self.value(of_type, fact, kind, depth, path)
        return made


class If:
    def __init__(self, condition, yes, no):
        self.condition = condition
        self.yes = yes
        self.no = no


def plain(value):
    """Something that tells one value from another, in any way in which the stack can be deployed."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, If):
        return plain(value.yes)
    return value.template if isinstance(value, Raw) else value
