"""The facts of resource types, read from stdlib/types/ by a reader of its own.

types(top) gives {name: Type}. The form is told in stdlib/types/README.md; a
line that this reader does not know is an error, so that a new kind of fact is
not passed over by the tests that stand on it.
"""
import glob
import os
import re

PLAIN = {'string', 'integer', 'number', 'boolean', 'json'}
PASSED_OVER = {'identifier', 'tags', 'stateful', 'lifecycle', 'regions', 'gives', 'region'}


class Type:
    def __init__(self, name):
        self.name = name
        self.shape = Shape()
        self.structures = {}
        self.attributes = set()
        self.ref = None
        self.readable = False
        self.transform = None


class Shape:
    """Properties and the rules among them."""

    def __init__(self):
        self.properties = {}
        self.rules = []


class Property:
    def __init__(self, name, kind):
        self.name = name
        self.kind = kind            # a tree: ('string',), ('list', KIND), ('structure', NAME), ('any', [KIND…])
        self.words = set()          # required, read-only, any-case, …
        self.facts = {}             # range, length, items: (low, high) with None for open ends
        self.enum = []
        self.names = []             # of its catalogue
        self.pattern = None
        self.keys = None


def split_kind(text):
    """TYPE, with bars between what it may be, into a tree."""
    parts, depth, start = [], 0, 0
    for i, sign in enumerate(text):
        depth += (sign == '(') - (sign == ')')
        if sign == '|' and depth == 0:
            parts.append(text[start:i])
            start = i + 1
    parts.append(text[start:])
    if len(parts) > 1:
        return 'any', [split_kind(part) for part in parts]
    inner = re.fullmatch(r'(list|map)\((.*)\)', text)
    if inner:
        return inner.group(1), split_kind(inner.group(2))
    return (text,) if text in PLAIN else ('structure', text)


def split_words(text):
    """Words parted by spaces; a quoted part may hold any. PATTERN is apart."""
    text, mark, pattern = text.partition(' pattern=')
    words = re.findall(r'(?:[^ "]|"(?:[^"\\]|\\.)*")+', text)
    return words, pattern if mark else None


def unquoted(word):
    if len(word) > 1 and word[0] == word[-1] == '"':
        return re.sub(r'\\(.)', r'\1', word[1:-1])
    return word


def split_commas(text):
    return [unquoted(word) for word in re.findall(r'"(?:[^"\\]|\\.)*"|[^,]+', text)]


def limits(text):
    low, high = text.split('..')
    number = (lambda end: None if end == '' else float(end) if '.' in end or 'e' in end else int(end))
    return number(low), number(high)


def read_property(line):
    words, pattern = split_words(line)
    found = Property(words[0], split_kind(words[1]))
    found.pattern = pattern
    for word in words[2:]:
        name, equals, value = word.partition('=')
        if not equals:
            found.words.add(word)
        elif name in ('range', 'length', 'items'):
            found.facts[name] = limits(value)
        elif name == 'enum':
            found.enum = split_commas(value)
        elif name in ('format', 'takes', 'not-in', 'document', 'catalogue'):
            found.facts[name] = value.split(',')
        elif name != 'default':
            raise ValueError(f'an unknown fact: {line}')
    return found


def read_file(path):
    whole, shape, last = None, None, None
    with open(path, encoding='utf-8') as file:
        lines = file.read().splitlines()
    for line in lines:
        text = line.lstrip(' ')
        word, _, rest = text.partition(' ')
        if text == '' or word == '#' or text.startswith('#'):
            continue
        if word == 'type':
            whole = Type(rest)
            shape = whole.shape
            yield whole
        elif word == 'struct':
            shape = whole.structures.setdefault(rest, Shape())
        elif word == 'has':
            last = read_property(rest)
            shape.properties[last.name] = last
        elif word == 'gives':
            last = read_property(rest)
            whole.attributes.add(last.name)
        elif word == '=':
            last.enum.append(unquoted(rest))
        elif word == 'keys':
            last.keys = unquoted(rest)
        elif word == 'rule':
            kind, *sets = rest.split(' ')
            shape.rules.append((kind, [one.split('+') for one in sets]))
        elif word == 'ref':
            whole.ref = rest
        elif word == 'readable':
            whole.readable = True
        elif word == 'transform':
            whole.transform = rest
        elif word not in PASSED_OVER:
            raise ValueError(f'{path}: an unknown fact: {line}')


def read_catalogue(path):
    """{key: [item, …]} without those that AWS has given up."""
    lists, items = {}, []
    with open(path, encoding='utf-8') as file:
        for line in file.read().splitlines():
            word, _, rest = line.partition(' ')
            if word == 'list':
                items = lists.setdefault(rest, [])
            elif word == '' and not rest.endswith(' old'):
                items.append(unquoted(rest))
    return lists


def values_of(place, catalogues):
    """The items that catalogue=NAME or NAME/LIST stands for."""
    name, _, key = place.partition('/')
    return [item for of, items in catalogues[name].items() for item in items if key in ('', of)]


def types(top):
    folder = os.path.join(top, 'stdlib', 'types')
    catalogues = {os.path.basename(path).rpartition('.')[0]: read_catalogue(path)
                  for path in glob.glob(os.path.join(folder, '*.catalogue'))}
    found = {}
    for path in sorted(glob.glob(os.path.join(folder, '*.types'))):
        for one in read_file(path):
            found[one.name] = one
            for shape in (one.shape, *one.structures.values()):
                for fact in shape.properties.values():
                    fact.names = [item for place in fact.facts.get('catalogue', []) for item in values_of(place, catalogues)]
    return found
