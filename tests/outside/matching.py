"""Texts that match a pattern: makes them, and tells whether one does.

The patterns of AWS are written for ECMAScript. Python's own reader takes them
apart once their Unicode classes are written as some of the letters in them;
what is made is then held against the whole pattern, look-arounds included, by
the package regex, so that nothing is called matching that is not.
"""
import functools
import re
import string
import warnings

import regex

try:
    from re import _constants as signs, _parser as parser
except ImportError:             # before Python 3.11
    import sre_constants as signs
    import sre_parse as parser

CLASSES = {'L': 'a-zA-Z', 'Ll': 'a-z', 'Lu': 'A-Z', 'N': '0-9', 'Nd': '0-9', 'Z': ' ', 'Zs': ' ', 'P': '.', 'S': '+', 'M': '', 'Mn': '',
           'Alnum': 'a-zA-Z0-9', 'ASCII': 'a-z', 'Graph': 'a-z', 'Print': 'a-z', 'Punct': '.', 'Blank': ' ', 'IsLetter': 'a-zA-Z',
           'IsDigit': '0-9', 'IsWhite_Space': ' ', 'C': '', 'Sc': '$', 'Sk': '^', 'Sm': '+', 'So': '', 'Pd': '-', 'Pc': '_', 'Po': '.'}
LETTERS = string.ascii_lowercase + string.digits
CATEGORIES = {signs.CATEGORY_DIGIT: string.digits, signs.CATEGORY_WORD: LETTERS + '_', signs.CATEGORY_SPACE: ' ',
              signs.CATEGORY_NOT_DIGIT: string.ascii_lowercase, signs.CATEGORY_NOT_WORD: '-', signs.CATEGORY_NOT_SPACE: LETTERS}


class Unmakeable(Exception):
    """No text that keeps all that is asked for was found."""


@functools.lru_cache(maxsize=None)
def compiled(pattern):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            return regex.compile(pattern)
        except regex.error:
            return None


def matches(pattern, text):
    """Whether the pattern lets the text pass. One that cannot be read does."""
    expression = compiled(pattern)
    return expression is None or bool(expression.search(text))


def plain_classes(pattern):
    out, inside, i = [], False, 0
    while i < len(pattern):
        name = re.match(r'\\p(?:\{(\w+)\}|(\w))', pattern[i:])
        if name:
            letters = CLASSES.get(name.group(1) or name.group(2), 'a')
            out.append(letters if inside or not letters else f'[{letters}]')
            i += name.end()
        elif pattern[i] == '\\':
            out.append(pattern[i:i + 2])
            i += 2
        else:
            if pattern[i] == '[' and inside:
                out.append('\\')
            inside = pattern[i] == '[' or (inside and pattern[i] != ']')
            out.append(pattern[i])
            i += 1
    return re.sub(r'\(\?[isu]+\)', '', ''.join(out)).replace('\\A', '^').replace('\\z', '$').replace('\\Z', '$').replace('\\P{C}', '\\w')


@functools.lru_cache(maxsize=None)
def tree(pattern):
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        try:
            return parser.parse(plain_classes(pattern))
        except (re.error, OverflowError, RecursionError, IndexError):
            return None


def members(items):
    """What a class in brackets may stand for."""
    letters, banned = [], items[0][0] is signs.NEGATE
    for what, value in items:
        if what is signs.LITERAL:
            letters.append(chr(value))
        elif what is signs.RANGE:
            low, high = value
            letters += [chr(code) for code in range(low, min(high, low + 200) + 1)]
        elif what is signs.CATEGORY:
            letters += CATEGORIES[value]
    if banned:
        return [letter for letter in LETTERS + '.-_ ' if letter not in letters] or ['~']
    return [letter for letter in letters if letter.isprintable() and ord(letter) < 0xd800] or letters or ['a']


class Maker:
    def __init__(self, chance):
        self.chance = chance

    def part(self, parts, most, groups):
        return ''.join(self.one(what, value, most, groups) for what, value in parts)

    def one(self, what, value, most, groups):
        if what is signs.LITERAL:
            return chr(value)
        if what is signs.NOT_LITERAL:
            return 'a' if value != ord('a') else 'b'
        if what is signs.ANY:
            return self.chance.choice(LETTERS)
        if what is signs.IN:
            return self.chance.choice(members(value))
        if what is signs.BRANCH:
            return self.part(self.chance.choice(value[1]), most, groups)
        if what is signs.SUBPATTERN:
            text = self.part(value[3], most, groups)
            groups[value[0]] = text
            return text
        if what is signs.GROUPREF:
            return groups.get(value, '')
        if what in (signs.MAX_REPEAT, signs.MIN_REPEAT):
            low, high, parts = value
            count = self.chance.randint(low, min(high, low + most))
            return ''.join(self.part(parts, most, groups) for _ in range(count))
        return ''                   # anchors, and look-arounds, which are held against it later

    def make(self, pattern, fits, low=0):
        """A text that matches and fits; LOW is how long it should be at least."""
        parts = tree(pattern)
        for i in range(24 if parts is not None else 0):
            text = self.part(parts, [1, 4, 12, max(12, min(low, 200))][i % 4], {})
            if fits(text):
                return text
        raise Unmakeable(pattern)
