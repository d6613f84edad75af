"""One mistake in a resource that was valid.

spoil(chance, resource) changes one place of the resource's properties and says
(path, code): where mtc has to see it, a path of keys and indices, and the code
of its message. None where the resource has no place for a mistake.
"""
import copy

from random_resources import Raw, Resource

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
             'map': 'text', 'structure': 'text'}
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


MISTAKES = [unknown_property, missing_property, wrong_kind, wrong_value]


def spoil(chance, resource):
    """A spoilt copy of the resource, with what mtc must say of it."""
    for mistake in chance.sample(MISTAKES, len(MISTAKES)):
        spoilt = Resource(resource.type, copy.deepcopy(resource.properties))
        found = mistake(chance, resource.type, spoilt)
        if found:
            return spoilt, mistake.__name__, *found
    return None
