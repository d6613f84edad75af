"""Two judges of templates that nobody here wrote: cfn-lint, and AWS's own
offline validator, the package cloudformation-validate.

verdicts(paths, folder) gives for each judge a list as long as paths: the
mistakes that it finds in each, as {rule: [[line, message], …]}. Only what a
judge calls an error counts, and nothing that a template says about the judge:
what its metadata switch off for cfn-lint is looked for all the same.

A judge starts once for a whole run and works in as many processes as there are
processors. Its verdicts are kept in the folder under the version of the judge
and the bytes of the template, so that a second run asks for new ones only.
"""
import concurrent.futures
import hashlib
import importlib.metadata
import json
import os

NAMES = {'cfn-lint': 'cfn-lint', 'validator': 'cloudformation-validate'}
CLIENT = {}                     # what a judge loads once, before its processes are made


def load_cfn_lint():
    from cfnlint.config import ConfigMixIn
    from cfnlint.runner import Runner
    from cfnlint.runner.template import runner
    from cfnlint.template.template import Template
    config = ConfigMixIn([], regions=['us-east-1'])
    config.set_template_args = lambda template: None
    Template.get_directives = lambda self: {}
    CLIENT['cfn-lint'] = runner.run_template_by_file_path, config, Runner(config).rules


def ask_cfn_lint(path):
    run, config, rules = CLIENT['cfn-lint']
    found = {}
    for match in run(path, config, rules, False):
        if match.rule.severity == 'error' or match.rule.id.startswith('E'):
            found.setdefault(match.rule.id, []).append([match.linenumber, match.message])
    return found


def load_validator():
    import cloudformation_validate
    CLIENT['validator'] = cloudformation_validate


def ask_validator(path):
    module = CLIENT['validator']
    if 'engine' not in CLIENT:          # its threads do not outlive a fork
        CLIENT['engine'] = module.CelEngine()
    with open(path, 'rb') as file:
        content = file.read()
    config = module.ValidateConfig(detail_level=module.DetailLevel.STANDARD, severity_level=module.Severity.ERROR)
    try:
        report = CLIENT['engine'].validate_template(content, config)
    except module.ValidationError as problem:
        return {'unread': [[0, str(problem)]]}
    found = {}
    for one in report.diagnostics:
        found.setdefault(one.rule_id, []).append([one.start_line or 0, one.message])
    return found


LOAD = {'cfn-lint': load_cfn_lint, 'validator': load_validator}
ASK = {'cfn-lint': ask_cfn_lint, 'validator': ask_validator}


def ask(judge, path):
    """A judge that breaks has not found a mistake: it is told apart."""
    try:
        return ASK[judge](path)
    except Exception as problem:
        return {'crashed': [[0, f'{type(problem).__name__}: {problem}']]}


def digest(path):
    with open(path, 'rb') as file:
        return hashlib.sha256(file.read()).hexdigest()


def judged(judge, paths, folder):
    store = os.path.join(folder, f'{judge}-{importlib.metadata.version(NAMES[judge])}.json')
    known = {}
    if os.path.exists(store):
        with open(store, encoding='utf-8') as file:
            known = json.load(file)
    keys = [digest(path) for path in paths]
    new = {key: path for key, path in zip(keys, paths) if key not in known}
    if new:
        LOAD[judge]()
        order = sorted(new, key=lambda key: -os.path.getsize(new[key]))
        with concurrent.futures.ProcessPoolExecutor(os.cpu_count()) as pool:
            for key, found in zip(order, pool.map(ask, [judge] * len(order), [new[key] for key in order])):
                known[key] = found
        os.makedirs(folder, exist_ok=True)
        with open(store + '.new', 'w', encoding='utf-8') as file:
            json.dump(known, file, indent=0, sort_keys=True)
        os.replace(store + '.new', store)
    return [known[key] for key in keys]


def verdicts(paths, folder):
    return {judge: judged(judge, paths, folder) for judge in NAMES}
