"""A stack of random resources, spelled as a program and as a template.

spell(stack, form) gives the text and a table of the lines: where (name, path)
stands, a path being the keys and indices down to a value. Each key has a line
of its own. `form` is 'mt' or 'json'.
"""
import json

from random_resources import If, Raw


class Spelling:
    def __init__(self, form):
        self.form = form
        self.lines = ['']
        self.where = {}

    def add(self, text):
        self.lines[-1] += text

    def line(self, text=''):
        self.lines.append(text)

    def value(self, value, name, path, indent):
        mt = self.form == 'mt'
        if isinstance(value, If):
            if mt:
                self.add(f'if {value.condition} then ')
                self.value(value.yes, name, path, indent)
                self.add(' else ')
                self.value(value.no, name, path, indent)
            else:
                self.add(f'{{"Fn::If": ["{value.condition}", ')
                self.value(value.yes, name, path, indent)
                self.add(', ')
                self.value(value.no, name, path, indent)
                self.add(']}')
        elif isinstance(value, Raw):
            self.add(value.program if mt else json.dumps(value.template))
        elif isinstance(value, dict):
            self.entries(value, name, path, indent)
        elif isinstance(value, list):
            self.add('[')
            for i, item in enumerate(value):
                self.where[name, path + (i,)] = len(self.lines)
                self.value(item, name, path + (i,), indent)
                self.add(', ' if i + 1 < len(value) else '')
            self.add(']')
        elif isinstance(value, str):
            text = json.dumps(value, ensure_ascii=False)
            self.add(text.replace('${', '\\${') if mt else text)
        elif isinstance(value, float):
            self.add(format(value, '.6f').rstrip('0') + '0')
        else:
            self.add(json.dumps(value))

    def entries(self, value, name, path, indent):
        self.add('{')
        for i, (key, item) in enumerate(value.items()):
            self.line(f'{indent}  {json.dumps(key, ensure_ascii=False)}: ')
            self.where[name, path + (key,)] = len(self.lines)
            self.value(item, name, path + (key,), indent + '  ')
            self.add(',' if self.form == 'json' and i + 1 < len(value) else '')
        self.line(indent + '}')


def program(stack):
    spelling = Spelling('mt')
    for name, kind in stack.parameters.items():
        spelling.line(f'param {name}: {kind.lower()}')
    for name, parameter in stack.conditions.items():
        spelling.line(f'let {name} = {parameter} == "yes"')
    for transform in sorted({one.type.transform for one in stack.resources.values()} - {None}):
        spelling.line(f'transform "{transform}"')
    for name, resource in stack.resources.items():
        spelling.line(f'resource {name} {resource.type.name} ')
        spelling.where[name, ()] = len(spelling.lines)
        spelling.value(resource.properties, name, (), '')
    return spelling


def template(stack):
    spelling = Spelling('json')
    head = {'AWSTemplateFormatVersion': '2010-09-09',
            'Parameters': {name: {'Type': kind} for name, kind in stack.parameters.items()},
            'Conditions': {name: {'Fn::Equals': [{'Ref': parameter}, 'yes']} for name, parameter in stack.conditions.items()},
            'Transform': sorted({one.type.transform for one in stack.resources.values()} - {None})}
    spelling.add('{')
    for key, value in head.items():
        if value:
            spelling.line(f' "{key}": {json.dumps(value)},')
    spelling.line(' "Resources": {')
    for i, (name, resource) in enumerate(stack.resources.items()):
        spelling.line(f'  "{name}": {{ "Type": "{resource.type.name}", "Properties": ')
        spelling.where[name, ()] = len(spelling.lines)
        spelling.value(resource.properties, name, (), '   ')
        spelling.add('}' + (',' if i + 1 < len(stack.resources) else ''))
    spelling.line(' }')
    spelling.line('}')
    return spelling


def spell(stack, form):
    spelling = program(stack) if form == 'mt' else template(stack)
    return '\n'.join(spelling.lines) + '\n', spelling.where
