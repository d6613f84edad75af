#!/usr/bin/env python3
"""Writes the resource types' facts: one file a service, beside this program.

Run by a maintainer (make update-types), never by a build. It reads, at the
versions named in sources.txt,

  - the npm package @aws-cdk/aws-service-spec: types, properties, attributes,
    required, enums, defaults, replacement, Ref, relations, tags, deprecations;
  - the schemas that come with cfn-lint: lengths, ranges, patterns, formats,
    exclusive and dependent properties, regions, lifecycle.

catalogues.py writes the lists beside them.

Only facts are written, no prose. Where the two sources disagree the milder one
is taken, so that nothing that AWS accepts is called wrong. README.md describes
the form. The output depends on the archives alone.

usage: update.py [--build DIR] [--out DIR]
"""
import argparse
import ast
import collections
import glob
import gzip
import json
import os
import re

import catalogues
import corrections
import sources

HERE = os.path.dirname(os.path.abspath(__file__))

# Where both sources are wrong or silent. Title of the AWS documentation page
# that says otherwise behind each.
REQUIRED_TOO = {
    ("AWS::CloudFormation::Stack", "TemplateURL"),              # AWS::CloudFormation::Stack
    ("AWS::ElasticBeanstalk::ApplicationVersion", "SourceBundle"),  # AWS::ElasticBeanstalk::ApplicationVersion
    ("AWS::ServiceDiscovery::PrivateDnsNamespace", "Vpc"),      # AWS::ServiceDiscovery::PrivateDnsNamespace
}
# Attributes that no list can name: "*" stands for any text.
OPEN_ATTRIBUTES = {
    "AWS::CloudFormation::Stack": [("Outputs.*", "string")],    # Fn::GetAtt
    "AWS::CloudFormation::CustomResource": [("*", "json")],     # Fn::GetAtt
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct": [("Outputs.*", "string")],
}
# The values of these are what a program or a nested template takes.
SCALAR_KINDS = {"string", "integer", "number", "boolean", "date-time"}


# ---------------------------------------------------------------- sources

class Lint:
    """cfn-lint's schemas: one JSON file a variant, and a table type -> variant for each region."""

    FOLDER = "cfnlint/data/schemas"

    def __init__(self, archive):
        self.archive = archive
        self.regions = {}
        for path in archive.below(self.FOLDER + "/providers"):
            name = os.path.basename(path)[:-3]
            if name != "__init__":
                self.regions[name.replace("_", "-")] = self.assigned(path, "types")
        getatts = "cfnlint/schema/_getatts.py"
        self.readable = set(self.assigned(getatts, "_all_property_types"))
        self.readable_too = self.assigned(getatts, "_exceptions")
        self.cache = {}

    def assigned(self, path, name):
        """The literal that a module assigns to a name, without running the module."""
        for node in ast.parse(self.archive.text(path)).body:
            target = node.target if isinstance(node, ast.AnnAssign) else \
                node.targets[0] if isinstance(node, ast.Assign) else None
            if isinstance(target, ast.Name) and target.id == name:
                return ast.literal_eval(node.value)
        raise KeyError(name)

    def variants(self, type_name):
        """[(schema, [regions])] in a fixed order; empty if it is not known."""
        found = collections.defaultdict(list)
        for region, types in sorted(self.regions.items()):
            if type_name in types:
                found[types[type_name]].append(region)
        out = []
        for key, regions in sorted(found.items(), key=lambda item: item[1]):
            if key not in self.cache:
                self.cache[key] = self.archive.json("%s/resources/%s.json" % (self.FOLDER, key))
            out.append((self.cache[key], regions))
        return out


# ---------------------------------------------------------------- model

class Value:
    """A type as the specification has it, and what cfn-lint's schemas say at that place."""

    def __init__(self, kind, element=None, shape=None, alternatives=(), enum=None):
        self.kind = kind
        self.element = element
        self.shape = shape
        self.alternatives = list(alternatives)
        self.enum = enum
        self.seen = []          # cfn-lint's schemas of this value

    def leaf(self):
        value = self
        while value.kind in ("list", "map"):
            value = value.element
        return value


class Property:
    def __init__(self, value, raw):
        self.value = value
        self.required = bool(raw.get("required"))
        self.replacement = raw.get("causesReplacement", "no")
        self.deprecated = "deprecated" in raw
        self.relations = sorted({"%s.%s" % (r["cloudFormationType"], r["propertyName"])
                                 for r in raw.get("relationshipRefs", [])})
        self.default = None
        if "defaultValue" in raw:
            try:
                self.default = json.loads(raw["defaultValue"])
            except ValueError:
                self.default = raw["defaultValue"]
        self.read_only = self.write_only = False
        self.not_in = []


class Shape:
    def __init__(self, name):
        self.name = name
        self.properties = {}
        self.required_seen = []     # sets of names, one for each place in cfn-lint's schemas
        self.rules_seen = []        # sets of rules, likewise
        self.uses = 0


class Type:
    def __init__(self, raw, definitions):
        self.raw = raw
        self.name = raw["cloudFormationType"]
        self.definitions = definitions
        self.shapes = {}
        self.tag = None
        self.top = Shape("")
        self.attributes = {}
        for name, value in raw["properties"].items():
            self.top.properties[name] = Property(self.value(value["type"]), value)
        for name, value in raw["attributes"].items():
            self.attributes[name] = Property(self.value(value["type"]), value)

    def value(self, raw):
        kind = raw["type"]
        if kind in ("array", "map"):
            return Value("list" if kind == "array" else "map", element=self.value(raw["element"]))
        if kind == "ref":
            shape = self.shape(raw["reference"]["$ref"])
            shape.uses += 1
            return Value("struct", shape=shape)
        if kind == "tag":
            return Value("struct", shape=self.tag_shape())
        if kind == "union":
            return Value("union", alternatives=[self.value(t) for t in raw["types"]])
        return Value(kind, enum=raw.get("allowedValues"))

    def shape(self, identity):
        if identity not in self.shapes:
            raw = self.definitions[identity]
            shape = self.shapes[identity] = Shape(raw["name"])
            for name, value in raw["properties"].items():
                shape.properties[name] = Property(self.value(value["type"]), value)
        return self.shapes[identity]

    def tag_shape(self):
        if self.tag is None:
            self.tag = Shape("Tag")
            self.tag.uses = 2
            for name in ("Key", "Value"):
                self.tag.properties[name] = Property(Value("string"), {"required": True})
            self.shapes["tag"] = self.tag
        return self.tag


# ---------------------------------------------------------------- cfn-lint's schemas beside the model

def resolve(document, schema):
    """Follows $ref; what stands beside it is kept and wins."""
    beside = {}
    for _ in range(20):
        if not isinstance(schema, dict) or "$ref" not in schema:
            break
        beside = {**{k: v for k, v in schema.items() if k != "$ref"}, **beside}
        target = document
        for part in schema["$ref"].lstrip("#/").split("/"):
            target = target[part.replace("~1", "/").replace("~0", "~")]
        schema = target
    if isinstance(schema, dict) and "allOf" in schema and all(
            isinstance(s, dict) and not {"if", "oneOf", "anyOf"} & set(s) for s in schema["allOf"]):
        for part in schema["allOf"]:
            beside = {**resolve(document, part), **beside}
    return {**schema, **beside} if beside else schema


def kinds_of(schema):
    kinds = schema.get("type")
    if kinds is None:
        return {"object"} if "properties" in schema else set()
    return set(kinds) if isinstance(kinds, list) else {kinds}


def required_sets(alternatives):
    """The names that each alternative requires, if requiring is all that tells them apart."""
    allowed = {"required", "title", "type", "properties", "additionalProperties", "description"}
    sets = []
    plain = True
    for one in alternatives:
        if not isinstance(one, dict) or not set(one) <= allowed or not one.get("required"):
            return None
        plain = plain and set(one) <= {"required", "title", "description"}
        sets.append(frozenset(one["required"]))
    if not plain:
        for i, one in enumerate(alternatives):
            others = set().union(*(s for j, s in enumerate(sets) if j != i))
            if others & set(one.get("properties", {})) or others & sets[i]:
                return None
    return sets if len(sets) > 1 and len(set(sets)) == len(sets) else None


def rules_of(schema):
    """Cross-property rules: (word, sets of names), each frozen."""
    rules = set()
    parts = [schema] + [s for s in schema.get("allOf", []) if isinstance(s, dict)
                        and not {"if", "then", "properties"} & set(s)]
    for part in parts:
        for key, word in (("oneOf", "exactly-one"), ("anyOf", "at-least-one")):
            sets = required_sets(part.get(key, []))
            if sets:
                rules.add((word, tuple(sorted(tuple(sorted(s)) for s in sets))))
        for key, word in (("requiredXor", "exactly-one"), ("requiredOr", "at-least-one")):
            if key in part:
                rules.add((word, tuple(sorted((n,) for n in part[key]))))
        for key, word in (("dependentRequired", "needs"), ("dependencies", "needs"),
                          ("dependentExcluded", "excludes")):
            for name, others in part.get(key, {}).items():
                if isinstance(others, list) and others:
                    rules.add((word, ((name,), tuple(sorted(others)))))
    return rules


class Walk:
    """Lays one variant's schema beside one type's model."""

    def __init__(self, document):
        self.document = document
        self.done = set()

    def type(self, kind):
        document = self.document
        self.shape(kind.top, document, extra=kind.attributes)

    def shape(self, shape, schema, extra=None, whole=True):
        if whole:
            shape.required_seen.append(set(schema.get("required", [])))
            shape.rules_seen.append(rules_of(schema))
        properties = schema.get("properties", {})
        for name, prop in shape.properties.items():
            if name in properties:
                self.value(prop.value, properties[name])
        for name, prop in (extra or {}).items():
            at = {"properties": properties}
            for part in name.split("."):
                at = resolve(self.document, at.get("properties", {}).get(part, {}))
            if at:
                self.value(prop.value, at)

    def value(self, value, schema):
        schema = resolve(self.document, schema)
        value.seen.append(schema)
        if value.kind == "struct":
            key = (id(value.shape), id(schema) if schema.get("properties") is None
                   else id(schema["properties"]))
            if key in self.done:
                return
            self.done.add(key)
            if "properties" in schema:
                self.shape(value.shape, schema)
            else:
                for word in ("oneOf", "anyOf", "allOf"):
                    for one in schema.get(word, []):
                        one = resolve(self.document, one)
                        if "properties" in one:
                            self.shape(value.shape, one, whole=False)
        elif value.kind == "list" and isinstance(schema.get("items"), dict):
            self.value(value.element, schema["items"])
        elif value.kind == "map":
            patterns = schema.get("patternProperties")
            if patterns:
                for one in patterns.values():
                    self.value(value.element, one)
            elif isinstance(schema.get("additionalProperties"), dict):
                self.value(value.element, schema["additionalProperties"])


def along(kind, pointer):
    """The property at a pointer of cfn-lint's, if its structures are used in one place only."""
    parts = pointer.split("/")
    parts = parts[2:] if parts[:2] == ["", "properties"] else parts[1:]
    shape, prop = kind.top, None
    for part in parts:
        if part == "*":
            continue
        if shape is None or part not in shape.properties or (shape is not kind.top and shape.uses > 1):
            return None
        prop = shape.properties[part]
        shape = prop.value.leaf().shape
    return prop


# ---------------------------------------------------------------- merging

def loosen(value):
    """Where cfn-lint's schema takes more kinds than the specification: what both allow."""
    for schema in value.seen:
        kinds = kinds_of(schema)
        if not kinds or kinds == {"object", "string"}:
            continue
        if value.kind in SCALAR_KINDS and kinds & {"object", "array"}:
            value.kind = "json"
        elif value.kind == "integer" and "number" in kinds:
            value.kind = "number"
        elif value.kind == "list" and "array" not in kinds or value.kind == "struct" and "object" not in kinds:
            value.kind = "json"
    if value.kind == "json":
        value.element = value.shape = value.enum = None
    if value.element:
        loosen(value.element)


def every(seen, key):
    found = [schema.get(key) for schema in seen]
    return found if found and all(f is not None for f in found) else None


def formats_of(schema):
    if isinstance(schema.get("format"), str):
        return {schema["format"]}
    for word in ("anyOf", "oneOf"):
        alternatives = schema.get(word)
        if alternatives and all(isinstance(one, dict) and "format" in one for one in alternatives):
            return {one["format"] for one in alternatives}
    return set()


IGNORED_FORMATS = {"string", "int64", "double", "timestamp", "json", "password"}


def facts_of(value):
    """Facts of a value's own place, from what was seen there."""
    facts = {}
    seen = value.seen
    if value.kind in ("list", "map"):
        names = ("minItems", "maxItems") if value.kind == "list" else ("minProperties", "maxProperties")
        low, high = every(seen, names[0]), every(seen, names[1])
        facts["items"] = (int(min(low)) if low else None, int(max(high)) if high else None)
        facts["unique"] = value.kind == "list" and bool(seen) and all(s.get("uniqueItems") is True for s in seen)
        if value.kind == "map":
            keys = [list(s.get("patternProperties", {})) for s in seen]
            if keys and all(len(k) == 1 and k == keys[0] for k in keys) and all(
                    s.get("additionalProperties") is False for s in seen):
                facts["keys"] = plain_pattern(keys[0][0])
    elif value.kind in SCALAR_KINDS:
        low, high = every(seen, "minLength"), every(seen, "maxLength")
        facts["length"] = (int(min(low)) if low else None, int(max(high)) if high else None)
        low, high = every(seen, "minimum"), every(seen, "maximum")
        facts["range"] = (min(low) if low else None, max(high) if high else None)
        patterns = every(seen, "pattern")
        if patterns and len(set(patterns)) == 1 and value.kind == "string":
            facts["pattern"] = plain_pattern(patterns[0])
        if value.kind == "string" and isinstance(value.enum, list) or value.kind != "boolean":
            facts["enum"], facts["any-case"] = enum_of(value)
    formats = [formats_of(s) for s in seen]
    if formats and all(formats):
        kept = set().union(*formats) - IGNORED_FORMATS
        if all(re.fullmatch(r"[A-Za-z0-9:.-]+", f) for f in kept):
            facts["format"] = sorted(kept)
    if value.kind == "date-time":
        facts["format"] = ["date-time"]
    return facts


def enum_of(value):
    values = set()
    any_case = False
    for schema in value.seen:
        own = schema.get("enum", schema.get("enumCaseInsensitive"))
        if own is None and "const" in schema:
            own = [schema["const"]]
        if own is None:
            return [], False            # cfn-lint's authors took it back, or never had it
        any_case = any_case or "enumCaseInsensitive" in schema
        values |= {str(v) for v in own if not isinstance(v, (dict, list, bool))}
    values |= {str(v) for v in value.enum or []}
    if any_case:
        # one spelling of each: the specification's, else the first
        spellings = {}
        for spelling in sorted(values, key=lambda v: (v not in set(map(str, value.enum or [])), v)):
            spellings.setdefault(spelling.lower(), spelling)
        values = set(spellings.values())
    if all(re.fullmatch(r"\d{1,15}", v) for v in values):
        return sorted(values, key=int), any_case
    return sorted(values), any_case


def default_of(prop):
    if prop.default is not None:
        return prop.default
    found = every(prop.value.seen, "default")
    if found and all(f == found[0] for f in found):
        return found[0]
    return None


# ---------------------------------------------------------------- text

def word(text):
    """A word as it is, or quoted where it would not read back."""
    if text and re.fullmatch(r"[^\s\"\\#]+", text):
        return text
    return json.dumps(text, ensure_ascii=False)


def plain_pattern(pattern):
    """A pattern as ECMAScript has it with Unicode code points, or None.

    Java's own classes become Unicode's, halves of UTF-16 the code points that
    they spell, and a '-' beside a class the letter that it must be.
    """
    pattern = corrections.PATTERNS.get(pattern, pattern)
    if pattern is None:
        return None
    pattern = pattern.replace(r"\uD800\uDBFF-\uDC00\uDFFF", r"\u{10000}-\u{10FFFF}")
    pattern = pattern.replace(r"\uD83C-\uDBFF\uDC00-\uDFFF", r"\u{10000}-\u{10FFFF}")
    for name, classes in (("Graph", r"\p{L}\p{M}\p{N}\p{P}\p{S}"), ("Print", r"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}")):
        inside = re.search(r"\[[^\]]*\\p\{%s\}" % name, pattern)
        pattern = pattern.replace(r"\p{%s}" % name, classes if inside else "[" + classes + "]")
    return re.sub(r"\[(?:\\.|[^\]\\])*\]", lambda c: re.sub(r"(\\[wds]|\\p\{\w+\})-(?=[^\]])", r"\1\\-", c.group()), pattern)


def raw_pattern(pattern):
    """A pattern on one line: control characters as the escapes that regular expressions have for them."""
    names = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return "".join(names.get(c) or ("\\x%02x" % ord(c) if ord(c) < 32 or ord(c) == 127 else c) for c in pattern)


def number(value):
    return str(int(value)) if float(value) == int(value) else repr(float(value))


def between(pair, show=str):
    low, high = pair
    return "%s..%s" % ("" if low is None else show(low), "" if high is None else show(high))


def spelt(value, names):
    if value.kind in ("list", "map"):
        return "%s(%s)" % (value.kind, spelt(value.element, names))
    if value.kind == "struct":
        return names[id(value.shape)]
    if value.kind == "union":
        return "|".join(sorted({spelt(one, names) for one in value.alternatives}))
    return "string" if value.kind == "date-time" else value.kind


def corrected(prop, facts, outer, owner, name):
    """Lays what corrections.py says of the property over its facts."""
    more = corrections.CORRECTIONS.get(owner, {}).get(name, {})
    prop.relations = sorted(more.get("takes", prop.relations))
    prop.deprecated = more.get("deprecated", prop.deprecated)
    prop.read_only = more.get("read-only", prop.read_only)
    outer.update({key: value for key, value in more.items() if key in ("items", "unique", "keys")})
    facts.update({key: value for key, value in more.items() if key not in ("takes", "items", "unique", "keys")})


def property_lines(out, indent, mark, name, prop, names, owner):
    value = prop.value
    loosen(value)
    leaf = value.leaf()
    facts = facts_of(leaf)
    outer = facts_of(value) if leaf is not value else {}
    if mark == "has":
        corrected(prop, facts, outer, owner, name)
    line = [indent + mark, word(name), spelt(value, names)]
    if prop.required:
        line.append("required")
    if prop.replacement == "yes":
        line.append("replace")
    elif prop.replacement == "maybe":
        line.append("may-replace")
    for flag, text in ((prop.read_only, "read-only"), (prop.write_only, "write-only"),
                       (prop.deprecated, "deprecated")):
        if flag:
            line.append(text)
    if prop.relations:
        line.append("takes=" + ",".join(prop.relations))
    default = default_of(prop)
    if isinstance(default, str) and re.search(r"[\x00-\x1f]", default):
        default = None          # a document, not a value
    if default is not None and not isinstance(default, (dict, list)):
        line.append("default=" + word(default if isinstance(default, str) else json.dumps(default)))
    if prop.not_in:
        line.append("not-in=" + ",".join(prop.not_in))
    if outer.get("items", (None, None)) != (None, None):
        line.append("items=" + between(outer["items"]))
    if outer.get("unique"):
        line.append("unique")
    formats = facts.get("format") or [re.sub(r"s$", "", f) for f in outer.get("format", [])]
    if formats:
        line.append("format=" + ",".join(formats))
    if facts.get("length", (None, None)) not in ((None, None), (0, None)) and leaf.kind == "string":
        line.append("length=" + between(facts["length"]))
    if facts.get("range", (None, None)) != (None, None) and leaf.kind in ("integer", "number"):
        line.append("range=" + between(facts["range"], number))
    for key in ("catalogue", "document"):
        if facts.get(key):
            line.append("%s=%s" % (key, facts[key]))
    if facts.get("any-case") and facts.get("enum"):
        line.append("any-case")
    enum = facts.get("enum") or []
    if enum and len(enum) <= 6 and sum(map(len, enum)) < 60:
        line.append("enum=" + ",".join(word(v) if "," not in v else json.dumps(v) for v in enum))
        enum = []
    if facts.get("pattern") is not None:
        line.append("pattern=" + raw_pattern(facts["pattern"]))
    out.append(" ".join(line))
    if outer.get("keys"):
        out.append(indent + " keys " + raw_pattern(outer["keys"]))
    out.extend(indent + " = " + word(v) for v in enum)


def shape_lines(out, indent, shape, names, owner):
    for name in corrections.CORRECTIONS.get(owner, {}):
        shape.properties[name]      # a correction of nothing is a mistake
    for name in sorted(shape.properties):
        property_lines(out, indent, "has", name, shape.properties[name], names, owner)
    if shape.rules_seen:
        for kind, sets in sorted(set.intersection(*shape.rules_seen)):
            rule = "%s %s" % (kind, " ".join("+".join(s) for s in sets))
            if all(n in shape.properties for s in sets for n in s) and rule not in corrections.RULES.get(owner, ()):
                out.append(indent + "rule " + rule)


def reachable(kind):
    order, todo = [], [p.value for p in list(kind.top.properties.values()) + list(kind.attributes.values())]
    seen = set()
    while todo:
        value = todo.pop()
        loosen(value)
        if value.element:
            todo.append(value.element)
        todo.extend(value.alternatives)
        if value.shape and id(value.shape) not in seen:
            seen.add(id(value.shape))
            order.append(value.shape)
            todo.extend(p.value for p in value.shape.properties.values())
    return order


def type_lines(kind, lint):
    raw, name = kind.raw, kind.name
    variants = lint.variants(name)
    for document, _ in variants:
        Walk(document).type(kind)
    merge(kind, variants)
    shapes = reachable(kind)
    names, taken = {}, set()
    for shape in sorted(shapes, key=lambda s: (s.name, sorted(s.properties))):
        unique, n = shape.name, 2
        while unique in taken:
            unique, n = shape.name + str(n), n + 1
        taken.add(unique)
        names[id(shape)] = unique
    out = ["type " + name]
    identifier = raw.get("primaryIdentifier")
    if identifier:
        out.append(" identifier " + " ".join(identifier))
        out.append(" ref " + " ".join(raw.get("cfnRefIdentifier", identifier)))
    tags = tags_of(kind, variants)
    if tags:
        out.append(" tags %s %s" % tags)
    if raw.get("isStateful"):
        out.append(" stateful")
    if name in lint.readable:
        out.append(" readable")
    if "cloudFormationTransform" in raw:
        out.append(" transform " + raw["cloudFormationTransform"])
    lives = [d.get("lifecycle") for d, _ in variants if d.get("lifecycle")]
    if lives:
        out.append((" lifecycle %s %s" % (lives[0]["status"], lives[0].get("date", ""))).rstrip())
    regions_lines(out, variants, lint)
    for attribute, spelling in OPEN_ATTRIBUTES.get(name, []):
        out.append(" gives %s %s" % (attribute, spelling))
    if "cloudFormationTransform" in raw:
        out.append(" gives * json")
    for attribute in sorted(kind.attributes):
        property_lines(out, " ", "gives", attribute, kind.attributes[attribute], names, name)
    shape_lines(out, " ", kind.top, names, name)
    for shape in sorted(shapes, key=lambda s: names[id(s)]):
        out.append(" struct " + names[id(shape)])
        shape_lines(out, "  ", shape, names, name + "." + names[id(shape)])
    return out


def merge(kind, variants):
    """What cfn-lint's schemas say of properties, laid on the model; the milder of the two wins."""
    for shape in [kind.top] + list(kind.shapes.values()):
        for name, prop in shape.properties.items():
            if shape.required_seen and prop.required:
                prop.required = all(name in names for names in shape.required_seen)
    for path in kind.raw.get("additionalReplacementProperties", []):
        prop = along(kind, "/properties/" + "/".join(path))
        if prop:
            prop.replacement = "yes"
    for document, _ in variants:
        for key, field in (("writeOnlyProperties", "write_only"), ("deprecatedProperties", "deprecated"),
                           ("readOnlyProperties", "read_only")):
            for pointer in document.get(key, []):
                prop = along(kind, pointer)
                nested = pointer.count("/") > 2
                if prop and (field != "read_only" or nested and not prop.required):
                    setattr(prop, field, True)
        for name, prop in kind.top.properties.items():
            if (kind.name, name) in REQUIRED_TOO:
                prop.required = True
    everywhere = sorted({r for _, regions in variants for r in regions})
    for name, prop in kind.top.properties.items():
        has = {r for d, regions in variants if name in d.get("properties", {}) for r in regions}
        if has:
            prop.not_in = [r for r in everywhere if r not in has]
    related(kind, variants)


def related(kind, variants):
    """cfn-lint's relationshipRef of whole properties, where the specification names no relation."""
    for prop in [p for s in [kind.top] + list(kind.shapes.values()) for p in s.properties.values()]:
        if prop.relations:
            continue
        found = []
        for schema in prop.value.leaf().seen:
            own = [schema.get("relationshipRef")] + [one.get("relationshipRef")
                                                     for one in schema.get("anyOf", []) if isinstance(one, dict)]
            found.append({"%s.%s" % (r["typeName"], r["propertyPath"].split("/", 2)[2].replace("/", "."))
                          for r in own if r})
        if found and all(found):
            prop.relations = sorted(set().union(*found))


def tags_of(kind, variants):
    """The form and the property that takes tags; none where one source lacks the property, as it is too new to rely on."""
    info = kind.raw.get("tagInformation")
    if not info:
        return None
    name = info.get("tagPropertyName", "Tags")
    if name not in kind.top.properties:
        return None
    if variants and not any(name in d.get("properties", {}) for d, _ in variants):
        return None
    return {"standard": "list", "map": "map", "asg": "group"}[info["variant"]], name


def regions_lines(out, variants, lint):
    if not variants:
        return
    regions = sorted({r for _, rs in variants for r in rs})
    missing = [r for r in sorted(lint.regions) if r not in regions]
    if not missing:
        out.append(" regions all")
    elif len(missing) < len(regions):
        out.append(" regions not " + " ".join(missing))
    else:
        out.append(" regions only " + " ".join(regions))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--build", default=os.path.join(HERE, "..", "..", "build", "types"))
    options.add_argument("--out", default=HERE)
    options = options.parse_args()
    pinned = sources.pinned()
    archives = {name: sources.Archive(source, options.build) for name, source in pinned.items()}
    lint = Lint(archives["cfn-lint"])
    database = json.loads(gzip.decompress(archives["@aws-cdk/aws-service-spec"].bytes("db.json.gz")))
    definitions = {d["$id"]: d for d in database["schema"]["typeDefinition"]["entities"]}
    services = collections.defaultdict(list)
    for raw in database["schema"]["resource"]["entities"]:
        services["::".join(raw["cloudFormationType"].split("::")[:2])].append(raw)
    written = {"regions.types"}
    with open(os.path.join(options.out, "regions.types"), "w", encoding="utf-8", newline="\n") as file:
        file.write("# The regions that 'regions' and 'not-in' speak of, written by update.py\n")
        file.write("".join("region %s\n" % r for r in sorted(lint.regions)))
    for service in sorted(services):
        lines = ["# %s, written by update.py" % service]
        for raw in sorted(services[service], key=lambda r: r["cloudFormationType"]):
            lines += type_lines(Type(raw, definitions), lint)
        name = service.split("::")
        file_name = ("-".join(name) if name[0] != "AWS" else name[1]).lower() + ".types"
        written.add(file_name)
        with open(os.path.join(options.out, file_name), "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines) + "\n")
    written |= catalogues.write(options.out, archives)
    for path in glob.glob(os.path.join(options.out, "*.types")) + glob.glob(os.path.join(options.out, "*.catalogue")):
        if os.path.basename(path) not in written:
            os.remove(path)


if __name__ == "__main__":
    main()
