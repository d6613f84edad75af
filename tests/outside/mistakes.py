"""One mistake in a resource that was valid.

spoil(chance, resource) changes one place of the resource's properties and says
(path, codes): where mtc has to see it, a path of keys and indices, and the code
of its message, or of several where more than one says it rightly. None where
the resource has no place for a mistake.
"""
import copy

from matching import matches
from random_resources import Raw, Resource, holds

CLOSED_LIST = 24


class Place:
    """A value of a resource, the object or list that holds it, and what the facts say of it."""

    def __init__(self, holder, key, path, fact, kind, shape):
        self.holder = holder
        self.key = key
        self.path = path
        self.fact = fact
        self.kind = kind
        self.shape = shape

    @property
    def value(self):
        return self.holder[self.key]


def inside(of_type, value, fact, kind, path):
    """The places within a value."""
    if kind[0] == 'structure' and isinstance(value, dict):
        yield from places(of_type, of_type.structures[kind[1]], value, path)
    elif kind[0] in ('list', 'map'):
        keys = range(len(value)) if isinstance(value, list) else value if isinstance(value, dict) else []
        for key in keys:
            yield Place(value, key, path + (key,), fact, kind[1], None)
            yield from inside(of_type, value[key], fact, kind[1], path + (key,))


def places(of_type, shape, value, path=()):
    for key in value:
        fact = shape.properties[key]
        yield Place(value, key, path + (key,), fact, fact.kind, shape)
        yield from inside(of_type, value[key], fact, fact.kind, path + (key,))


def objects(of_type, resource):
    """The objects that have a shape: (value, shape, path)."""
    yield resource.properties, of_type.shape, ()
    for place in places(of_type, of_type.shape, resource.properties):
        if place.kind[0] == 'structure' and isinstance(place.value, dict):
            yield place.value, of_type.structures[place.kind[1]], place.path


# ------------------------------------------------------------------ mistakes

def unknown_property(chance, of_type, resource):
    value, _, path = chance.choice(list(objects(of_type, resource)))
    value['Xyzzy'] = 'of no type'
    return path + ('Xyzzy',), 'MT2003'


def missing_property(chance, of_type, resource):
    found = [(value, key, path) for value, shape, path in objects(of_type, resource)
             for key in value if 'required' in shape.properties[key].words]
    if not found:
        return None
    value, key, path = chance.choice(found)
    del value[key]
    return path, 'MT2004'


def leaves(of_type, resource, wanted):
    return [place for place in places(of_type, of_type.shape, resource.properties)
            if not isinstance(place.value, Raw) and wanted(place)]


def wrong_kind(chance, of_type, resource):
    wrong = {'string': {'Xyzzy': 'x'}, 'integer': 'five', 'number': 'five', 'boolean': 'maybe', 'list': {'Xyzzy': 'x'},
             'map': ['x'], 'structure': ['x']}
    plain = (dict, list, str, int, float, bool)
    found = leaves(of_type, resource, lambda place: place.kind[0] in wrong and isinstance(place.value, plain))
    if not found:
        return None
    place = chance.choice(found)
    place.holder[place.key] = wrong[place.kind[0]]
    return place.path, 'MT2005'


def wrong_value(chance, of_type, resource):
    found = leaves(of_type, resource, lambda place: place.fact.enum and place.kind[0] == 'string' and isinstance(place.value, str))
    if not found:
        return None
    place = chance.choice(found)
    near, far = place.value + 'x', 'none-of-these'
    # a long list grows faster than mtc's releases: there only what is nearly one is wrong
    value = near if len(place.fact.enum) > CLOSED_LIST else chance.choice([near, far])
    if value.lower() in [one.lower() for one in place.fact.enum]:
        return None
    place.holder[place.key] = value
    return place.path, 'MT2006'


def plain_text(place):
    return place.kind[0] == 'string' and isinstance(place.value, str) and not place.fact.enum and not place.fact.names \
        and 'document' not in place.fact.facts


def out_of_range(chance, of_type, resource):
    found = leaves(of_type, resource, lambda place: place.kind[0] in ('integer', 'number') and 'range' in place.fact.facts
                   and not place.fact.enum and isinstance(place.value, (int, float)) and not isinstance(place.value, bool))
    if not found:
        return None
    place = chance.choice(found)
    low, high = place.fact.facts['range']
    wrong = [end for end in (low - 1 if low is not None else None, high + 1 if high is not None else None)
             if end is not None and abs(end) < 2 ** 62]
    if not wrong:
        return None
    place.holder[place.key] = chance.choice(wrong)
    return place.path, 'MT2009'


def wrong_length(chance, of_type, resource):
    found = leaves(of_type, resource, lambda place: plain_text(place) and 'length' in place.fact.facts
                   and 'format' not in place.fact.facts)
    if not found:
        return None
    place = chance.choice(found)
    low, high = place.fact.facts['length']
    wrong = [text for text in ('a' * (high + 1) if high is not None and high < 5000 else None,
                               'a' * (low - 1) if low is not None and low > 1 else None) if text is not None]
    if not wrong:
        return None
    place.holder[place.key] = chance.choice(wrong)
    return place.path, 'MT2010 MT2011'


def wrong_form(chance, of_type, resource):
    """A text that the property's pattern does not let pass."""
    found = leaves(of_type, resource, lambda place: plain_text(place) and place.fact.pattern and 'format' not in place.fact.facts)
    if not found:
        return None
    place = chance.choice(found)
    low, high = place.fact.facts.get('length', (None, None))
    for text in chance.sample(['%&%&', 'a b\u00e4c?', '~', '-/-', '0', 'Zz'], 6):
        text = text * max(1, -(-(low or 0) // len(text)))
        if not matches(place.fact.pattern, text) and (low or 0) <= len(text) <= (high if high is not None else len(text)):
            place.holder[place.key] = text
            return place.path, 'MT2011'
    return None


def wrong_count(chance, of_type, resource):
    found = leaves(of_type, resource, lambda place: place.kind[0] == 'list' and isinstance(place.value, list)
                   and 'items' in place.fact.facts and place.kind[1][0] != 'list' and place.value)
    if not found:
        return None
    place = chance.choice(found)
    low, high = place.fact.facts['items']
    if high is not None and high < 60 and 'unique' not in place.fact.words:
        place.holder[place.key] = [copy.deepcopy(place.value[0]) for _ in range(high + 1)]
    elif low:
        place.holder[place.key] = place.value[:low - 1]
    else:
        return None
    return place.path, 'MT2012'


def twice(chance, of_type, resource):
    found = leaves(of_type, resource, lambda place: place.kind[0] == 'list' and isinstance(place.value, list)
                   and 'unique' in place.fact.words and place.value and isinstance(place.value[0], str)
                   and len(place.value) < ((place.fact.facts.get('items') or (0, None))[1] or 99))
    if not found:
        return None
    place = chance.choice(found)
    place.value.append(place.value[0])
    return place.path + (len(place.value) - 1,), 'MT2013'


def broken_rule(chance, of_type, resource):
    """One of two properties that stand together, without the other."""
    found = []
    for value, shape, path in objects(of_type, resource):
        for kind, sets in shape.rules:
            rest = set(value) - set(sets[-1])
            others = [one for one in shape.rules if one != (kind, sets)]
            if kind == 'needs' and sets[0][0] in value and len(sets[1]) == 1 and sets[1][0] in value \
                    and 'required' not in shape.properties[sets[1][0]].words and all(holds(rest, *one) for one in others):
                found.append((value, path, sets))
    if not found:
        return None
    value, path, sets = chance.choice(found)
    del value[sets[1][0]]
    return path + (sets[0][0],), 'MT2016'


FORMS = ('AWS::ACM::Certificate.Arn', 'AWS::EC2::Image.Id', 'AWS::EC2::SecurityGroup.Id', 'AWS::EC2::Subnet.Id', 'AWS::EC2::VPC.Id',
         'AWS::IAM::Role.Arn', 'AWS::KMS::Key.Arn', 'AWS::Lambda::Function.Arn', 'AWS::SNS::Topic.Arn', 'ipv4-network', 'ipv6-network')


def wrong_format(chance, of_type, resource):
    found = leaves(of_type, resource, lambda place: plain_text(place) and place.fact.facts.get('format', [''])[0] in FORMS
                   and len(place.fact.facts['format']) == 1)
    if not found:
        return None
    place = chance.choice(found)
    place.holder[place.key] = 'x-0123'
    return place.path, 'MT2017 MT2010 MT2011'


COMMON = [unknown_property, missing_property, wrong_kind]           # there is a place for these nearly always
RARE = [wrong_value, out_of_range, wrong_length, wrong_form, wrong_count, twice, wrong_format, broken_rule]


def spoil(chance, resource):
    """A spoilt copy of the resource, with what mtc must say of it."""
    rare, common = chance.sample(RARE, len(RARE)), chance.sample(COMMON, len(COMMON))
    if resource.type.transform:         # the template's Globals may hold what is missing, a later release what is unknown
        common = [wrong_kind]
    elif '*' in resource.type.attributes:     # a custom resource: its provider knows what it takes
        common = [missing_property, wrong_kind]
    for mistake in common + rare if chance.random() < 0.4 else rare + common:
        spoilt = Resource(resource.type, copy.deepcopy(resource.properties))
        found = mistake(chance, resource.type, spoilt)
        if found:
            return spoilt, mistake.__name__, *found
    return None
