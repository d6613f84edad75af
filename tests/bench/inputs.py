#!/usr/bin/env python3
"""inputs.py SOURCE FOLDER: writes what `make bench` compiles into FOLDER.

  raw-N.mt        N resources, each declared by itself: the resources of the
                  sample three_tier with every reference among them, copied
  patterns-N.mt   N resources, made by the standard library: the sample's own
                  declarations, copied; a pattern of two queues fills up
  three_tier.jsonnet, three_tier.dts
                  the sample's template, as Jsonnet and as a device tree

The same sources give the same bytes. Only the sample and its template are read.
"""
import json
import os
import re
import sys

SIZES = (40, 500, 5000, 50000)

HEAD = '''architecture bench
azs 2
param certificate: arn
param admin_network: string = ""
let has_admin = admin_network != ""
'''


# ------------------------------------------------------------- raw resources

PSEUDO = {"AWS::StackName": "aws.stack_name", "AWS::Region": "aws.region",
          "AWS::Partition": "aws.partition", "AWS::AccountId": "aws.account"}
PARAMETERS = {"Certificate": "certificate", "AdminNetwork": "admin_network"}
CONDITIONS = {"HasAdmin": "has_admin"}


def quoted(text):
    return json.dumps(text, ensure_ascii=False).replace("${", "\\${")


class Raw:
    """Writes one template's resources as declarations, under names with a suffix."""

    def __init__(self, template, suffix):
        self.template = template
        self.suffix = suffix

    def name(self, logical):
        if logical in PSEUDO:
            return PSEUDO[logical]
        if logical in PARAMETERS:
            return PARAMETERS[logical]
        assert logical in self.template["Resources"], logical
        return logical + self.suffix

    def sub(self, text):
        out = []
        for part in re.split(r"(\$\{[^}]*\})", text):
            if part.startswith("${") and not part.startswith("${!"):
                inner = part[2:-1]
                if "." in inner:
                    first, rest = inner.split(".", 1)
                    out.append("${%s.%s}" % (self.name(first), rest))
                else:
                    out.append("${%s}" % self.name(inner))
            else:
                out.append(quoted(part.replace("${!", "${"))[1:-1])
        return '"%s"' % "".join(out)

    def value(self, value, indent):
        if isinstance(value, dict):
            if len(value) == 1:
                (key, inner), = value.items()
                if value == {"Ref": "AWS::NoValue"}:
                    return "null"
                if key == "Ref":
                    return self.name(inner)
                if key == "Fn::GetAtt":
                    return "%s.%s" % (self.name(inner[0]), inner[1])
                if key == "Fn::Sub":
                    return self.sub(inner)
                if key == "Fn::Select" and inner[1] == {"Fn::GetAZs": ""}:
                    return "azs[%d].name" % inner[0]
                if key == "Fn::If":
                    return "if %s then %s else %s" % (
                        CONDITIONS[inner[0]], self.value(inner[1], indent), self.value(inner[2], indent))
                assert not key.startswith("Fn::"), key
            if not value:
                return "{}"
            inside = indent + "  "
            lines = ["%s%s: %s" % (inside, key if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", key) else quoted(key),
                                   self.value(item, inside)) for key, item in value.items()]
            return "{\n%s\n%s}" % ("\n".join(lines), indent)
        if isinstance(value, list):
            return "[%s]" % ", ".join(self.value(item, indent) for item in value)
        if isinstance(value, str):
            return quoted(value)
        return json.dumps(value)

    def resource(self, logical):
        whole = self.template["Resources"][logical]
        text = "resource %s %s %s" % (self.name(logical), whole["Type"], self.value(whole.get("Properties", {}), ""))
        attributes = {key: item for key, item in whole.items() if key not in ("Type", "Properties", "DependsOn")}
        depends = whole.get("DependsOn", [])
        depends = [depends] if isinstance(depends, str) else depends
        if attributes or depends:
            lines = []
            if depends:
                lines.append("  DependsOn: [%s]" % ", ".join(self.name(one) for one in depends))
            lines += ["  %s: %s" % (key, self.value(item, "  ")) for key, item in attributes.items()]
            text += " with {\n%s\n}" % "\n".join(lines)
        return text + "\n"


def references(value, resources):
    """The resources that a value names, in order."""
    if isinstance(value, list):
        for item in value:
            yield from references(item, resources)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key == "Ref" and item in resources:
                yield item
            elif key == "Fn::GetAtt":
                yield item[0]
            elif key == "Fn::Sub":
                for name in re.findall(r"\$\{([A-Za-z0-9]+)[.}]", item):
                    if name in resources:
                        yield name
            elif key == "DependsOn":
                yield from [item] if isinstance(item, str) else item
            else:
                yield from references(item, resources)


def ordered(resources):
    """Each resource behind those that it names, so that any first part stands by itself."""
    out = []

    def visit(name):
        if name not in out:
            for other in references(resources[name], resources):
                visit(other)
            out.append(name)
    for name in resources:
        visit(name)
    return out


def raw(template, count):
    order = ordered(template["Resources"])
    text = [HEAD]
    copy = 0
    while count > 0:
        here = Raw(template, "_%d" % copy)
        text += [here.resource(name) for name in order[:count]]
        count -= min(count, len(order))
        copy += 1
    return "\n".join(text)


# ------------------------------------------------------------------ patterns

QUEUES = '''
pattern queue(name: string, retries: int = 5, keep: duration = 4d) {
  resource dead AWS::SQS::Queue { MessageRetentionPeriod: 14d.seconds }
  resource main AWS::SQS::Queue {
    MessageRetentionPeriod: keep.seconds
    RedrivePolicy: { deadLetterTargetArn: dead.Arn, maxReceiveCount: retries }
    Tags: [{ Key: "queue", Value: name }]
  }
  export url = main
  export arn = main.Arn
}
'''


def copied(sample):
    """The part of the sample that one copy holds, from its network to its flows."""
    start = sample.index("network main {")
    end = sample.index("assert internet")
    body = sample[start:end]
    body = re.sub(r"^let has_admin.*\n", "", body, flags=re.M)
    return re.sub(r"^##? .*\n", "", body, flags=re.M)


SETTINGS = '''
input engine: "mysql" | "postgres" = "mysql"
input web_size: range = 2..6
input instance_type: string = "t3.small"
tags { Application: "shop", ManagedBy: "mtc" }
'''


def patterns(sample, each, count):
    body = copied(sample)
    if count < each:    # a copy without its database, which makes nine resources less
        body = re.sub(r"^tier db = database \{.*?^\}\n", "", body, flags=re.M | re.S)
        body = re.sub(r"^.*\bdb\b.*\n", "", body, flags=re.M)
        each -= 9
    text = [HEAD, SETTINGS, QUEUES]
    names = r"(?<![.\w\"])(main|lb|web|db)(?=\b(?!:))"
    for copy in range(count // each):
        text.append(re.sub(names, r"\1_%d" % copy, body))
    left = count % each
    if left % 2:
        text.append("resource odd AWS::SQS::Queue {}\n")
    text += ['queue jobs_%d { name: "jobs %d" }\n' % (one, one) for one in range(left // 2)]
    return "\n".join(text)


# ------------------------------------------- the same by other programs

def jsonnet(value, indent=""):
    if isinstance(value, dict):
        if len(value) == 1:
            (key, inner), = value.items()
            if key == "Ref":
                return "ref('%s')" % inner
            if key == "Fn::GetAtt":
                return "att('%s', '%s')" % tuple(inner)
            if key == "Fn::Sub" and isinstance(inner, str):
                return "sub(%s)" % json.dumps(inner, ensure_ascii=False)
        inside = indent + "  "
        fields = ["%s%s: %s,\n" % (inside, key if re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", key) else json.dumps(key),
                                   jsonnet(item, inside)) for key, item in value.items()]
        return "{\n%s%s}" % ("".join(fields), indent)
    if isinstance(value, list):
        return "[%s]" % ", ".join(jsonnet(item, indent) for item in value)
    return json.dumps(value, ensure_ascii=False)


JSONNET = '''local ref(name) = { Ref: name };
local att(name, attribute) = { 'Fn::GetAtt': [name, attribute] };
local sub(text) = { 'Fn::Sub': text };
'''


def tree_name(key):
    return re.sub(r"[^A-Za-z0-9,._+-]", "-", key)


def node(name, value, indent, label=""):
    """One node of a device tree: text and numbers are properties, objects are nodes."""
    inside = indent + "\t"
    properties, nodes = [], []
    for key, item in value.items():
        word = tree_name(key)
        if isinstance(item, dict):
            if set(item) == {"Ref"} and "::" not in item["Ref"]:
                properties.append("%s%s = <&%s>;\n" % (inside, word, item["Ref"]))
            elif set(item) == {"Fn::GetAtt"}:
                properties.append("%s%s = <&%s>, %s;\n" % (inside, word, item["Fn::GetAtt"][0], json.dumps(item["Fn::GetAtt"][1])))
            else:
                nodes.append(node(word, item, inside))
        elif isinstance(item, list):
            plain = [one for one in item if not isinstance(one, (dict, list))]
            if plain:
                properties.append("%s%s = %s;\n" % (inside, word, ", ".join(tree_text(one) for one in plain)))
            for i, one in enumerate(item):
                if isinstance(one, list):
                    one = {"item": one}
                if isinstance(one, dict):
                    nodes.append(node("%s-%d" % (word, i), one, inside))
        else:
            properties.append("%s%s = %s;\n" % (inside, word, tree_text(item)))
    return "%s%s%s {\n%s%s%s};\n" % (indent, label and label + ": ", name, "".join(properties), "".join(nodes), indent)


def tree_text(value):
    if isinstance(value, int):    # and true and false
        return "<%d>" % value if value >= 0 else "<(%d)>" % value
    return '"%s"' % str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def device_tree(template):
    text = ["/dts-v1/;\n/ {\n"]
    for section, entries in template.items():
        if not isinstance(entries, dict):
            text.append("\t%s = %s;\n" % (section, tree_text(entries)))
    for section, entries in template.items():
        if isinstance(entries, dict):
            text.append("\t%s {\n" % section)
            for name, value in entries.items():
                label = name if section in ("Resources", "Parameters") else ""
                text.append(node(tree_name(name), value if isinstance(value, dict) else {"value": value}, "\t\t", label))
            text.append("\t};\n")
    text.append("};\n")
    return "".join(text)


def main():
    source, folder = sys.argv[1:]
    with open(os.path.join(source, "samples", "three_tier.mt"), encoding="utf-8") as file:
        sample = file.read()
    with open(os.path.join(source, "samples", "three_tier.json"), encoding="utf-8") as file:
        template = json.load(file)
    files = {"three_tier.mt": sample,
             "three_tier.jsonnet": JSONNET + jsonnet(template) + "\n",
             "three_tier.dts": device_tree(template)}
    for count in SIZES:
        files["raw-%d.mt" % count] = raw(template, count)
        files["patterns-%d.mt" % count] = patterns(sample, len(template["Resources"]), count)
    for name, text in files.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    main()
