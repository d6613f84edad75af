// AWS's own rule sets over templates: cdk-nag (AwsSolutions, NIST 800-53 r5), the proactive controls of Control Tower
// through cfn-guard, AWS's offline validator. Needs the packages of package.json and no network.
//
//     node nag.js TEMPLATE...
//     node nag.js --rules
//
// A line for each finding: template, rule, logical ID, the reason why the template accepts it (or nothing), what the
// rule says. One for each reason that no finding needs: '-', template, rule, logical ID. Then one for each template: '#',
// template, how many checks were applied to it. --rules: the names of all rules, the validator's excepted.
'use strict';
const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

process.env.CDK_DISABLE_VERSION_CHECK = '1';
process.env.JSII_SILENCE_WARNING_UNTESTED_NODE_VERSION = '1';

const cdk = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, NIST80053R5Checks } = require('cdk-nag');
const { RegoEngine, TemplateFile } = require('@aws/cloudformation-validate');

const guard = path.dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
const validator = new RegoEngine();

// ---- cdk-nag: a template becomes a tree of constructs, which a pack walks

function packFindings(file, folder) {
  const app = new cdk.App({ outdir: folder, analyticsReporting: false, treeMetadata: false });
  const stack = new cdk.Stack(app, 'Stack', { env: { account: '123456789012', region: 'ap-northeast-1' } });
  new CfnInclude(stack, 'Template', { templateFile: file });
  const findings = [];
  for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks()]) {
    for (const violation of pack.validateScope(stack).violations) {
      for (const resource of violation.violatingResources) {
        findings.push({ rule: violation.ruleName, resource: resource.constructPath.split('/').pop(), text: violation.description });
      }
    }
  }
  return findings;
}

// ---- cfn-guard: a tree of checks, where the failed ones lie somewhere below their rule with a message and a path

function guardReport(file) {
  const kind = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
  const system = process.platform === 'darwin' ? 'macos' : 'ubuntu';
  const program = path.join(guard, 'bin', system, kind, 'cfn-guard');
  const rules = path.join(guard, 'rules', 'control-tower', 'cfn-guard');
  const options = ['validate', '--data', file, '--rules', rules, '--structured', '--output-format', 'json', '--show-summary', 'none'];
  try {
    return JSON.parse(execFileSync(program, options, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] }))[0];
  } catch (failure) {             // it ends with 19 where a rule failed
    if (failure.status !== 19) throw failure;
    return JSON.parse(failure.stdout)[0];
  }
}

function failures(node, found) {
  if (Array.isArray(node)) {
    node.forEach((item) => failures(item, found));
  } else if (node && typeof node === 'object') {
    if (typeof node.custom_message === 'string' && node.custom_message) found.messages.push(node.custom_message);
    if (typeof node.path === 'string' && node.path.startsWith('/Resources/')) found.resources.add(node.path.split('/')[2]);
    Object.values(node).forEach((item) => failures(item, found));
  }
  return found;
}

function guardFindings(report) {
  const findings = [];
  for (const { Rule: rule } of report.not_compliant) {
    const found = failures(rule.checks, { messages: [], resources: new Set() });
    const text = (found.messages[0] || rule.name).replace(/\s+/g, ' ').trim();
    const id = (text.match(/CT\.[A-Z0-9-]+\.PR\.\d+/) || [rule.name])[0];
    for (const resource of found.resources.size ? found.resources : ['-']) findings.push({ rule: id, resource, text });
  }
  return findings;
}

// ---- AWS's validator: its errors; what it advises is for others to say

function validatorFindings(file) {
  return validator.validateStandard(new TemplateFile(file)).diagnostics
    .filter((diagnostic) => !['INFO', 'WARN', 'DEBUG'].includes(diagnostic.severity))
    .map((diagnostic) => ({ rule: diagnostic.ruleId, resource: diagnostic.resource ? diagnostic.resource.logicalId : '-', text: diagnostic.message }));
}

// ---- reasons: in the metadata of the resource, where cdk-nag and cfn-guard look for them

function reasonOf(template, finding) {
  const metadata = (template.Resources[finding.resource] || {}).Metadata || {};
  const { rules_to_suppress: suppressed = [] } = metadata.cdk_nag || {};
  const [id, part] = finding.rule.split(/\[(.*)\]$/);
  const known = suppressed.find((one) => one.id === id && (!one.applies_to || one.applies_to.includes(part)));
  if (known) return known.reason;
  const { SuppressedRules: rules = [], Reasons: reasons = {} } = metadata.guard || {};
  return rules.includes(finding.rule) ? reasons[finding.rule] : '';
}

// Those that no finding needs, of the rules that are looked for here; of a rule that finds several things, each.
function staleReasons(template, findings) {
  const theirs = /^(AwsSolutions-|NIST\.|CT\.)(?!800\.53\.R5-RDSInBackupPlan$)/;  // which a database cannot know of itself
  const needed = new Set(findings.flatMap(({ resource, rule }) => [`${resource} ${rule}`, `${resource} ${rule.replace(/\[.*/, '')}`]));
  const stale = [];
  for (const [resource, { Metadata: metadata = {} }] of Object.entries(template.Resources)) {
    const { rules_to_suppress: suppressed = [] } = metadata.cdk_nag || {};
    const { SuppressedRules: rules = [] } = metadata.guard || {};
    const parts = suppressed.flatMap((one) => (one.applies_to ? one.applies_to.map((part) => `${one.id}[${part}]`) : [one.id]));
    for (const rule of [...parts, ...rules]) if (theirs.test(rule) && !needed.has(`${resource} ${rule}`)) stale.push({ resource, rule });
  }
  return stale;
}

// ---- the names of the rules: a pack asks about each of its own for any resource; a guard rule's messages say its name

function ruleNames() {
  const names = [];
  const stack = new cdk.Stack(new cdk.App(), 'Stack');
  new cdk.CfnResource(stack, 'Any', { type: 'AWS::SNS::Topic' });
  for (const pack of [new AwsSolutionsChecks(), new NIST80053R5Checks()]) {
    pack.applyRule = function applyRule(rule) { names.push(`${this.readPackName}-${rule.ruleSuffixOverride || rule.rule.name}`); };
    pack.validateScope(stack);
  }
  const rules = path.join(guard, 'rules', 'control-tower', 'cfn-guard');
  for (const file of fs.readdirSync(rules, { recursive: true }).filter((name) => name.endsWith('.guard'))) {
    names.push(...fs.readFileSync(path.join(rules, file), 'utf8').match(/(?<=\[)CT\.[A-Z0-9-]+\.PR\.\d+(?=\])/g) || []);
  }
  return [...new Set(names)].sort();
}

function judge(file) {
  const template = JSON.parse(fs.readFileSync(file, 'utf8'));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'nag-'));
  const report = guardReport(file);
  const findings = [...packFindings(file, folder), ...guardFindings(report), ...validatorFindings(file)];
  for (const finding of findings) {
    const fields = [file, finding.rule, finding.resource, reasonOf(template, finding) || '', finding.text];
    console.log(fields.map((field) => String(field).replace(/\s+/g, ' ')).join('\t'));
  }
  for (const { resource, rule } of staleReasons(template, findings)) console.log(`-\t${file}\t${rule}\t${resource}`);
  console.log(`#\t${file}\t${report.compliant.length + report.not_compliant.length}`);
  fs.rmSync(folder, { recursive: true, force: true });
}

if (process.argv[2] === '--rules') ruleNames().forEach((name) => console.log(name));
else process.argv.slice(2).forEach(judge);
validator.free();
