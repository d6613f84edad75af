#!/usr/bin/env python3
"""practice.py MTC RULES FOLDER GOOD.json...: turns the other way what each row of good practice asks for.

RULES is the folder of the tables. The good templates satisfy every row. For each row one property of one of them is made
worse, and mtc, asked for practice, must name the row's rules at that resource. What the functions beside the tables find
is turned by turns.txt, a line for each of their findings:

    TEMPLATE RESOURCE PLACE = VALUE : RULE...

PLACE is a path within the resource ("Properties.Rules.0.Cidr"; '/' stands for a dot within a name) or '.', the whole of
it; VALUE is JSON, or '-' for what is taken away. "RESOURCE@OTHER": the rules are told at the other. A rule in brackets
is told by mtc alone. Whatever a function names at once must stand in one line.

FOLDER gets the good templates; several of each that are worse, as what is made worse is shared out: what a property means
may hang on its neighbours; and `expected`: a line for each rule that other tools have, with its template
and the resources at which it may be told, parted by commas. TAP on standard output.
"""
import copy
import json
import os
import re
import subprocess
import sys

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from tap import Tap   # noqa: E402

SHARES = 8
TABLES = ["practice.def", "practice_data.def", "practice_services.def"]
STRING = r'"((?:[^"]|"\s*")*)"'                     # literals side by side are one
ROW = re.compile(rf'PRACTICE\((\w+),\s*{STRING},\s*{STRING},\s*(\w+),\s*{STRING},\s*{STRING},\s*{STRING}\)')
TURN = re.compile(r'(\w+) (\w+)(?:@(\w+))? (\S+) = (.*) : (.*)')
UNTOLD = re.compile(r'STRICTER\("([^"]*)"')
THEIRS = ("AwsSolutions-", "NIST.", "CT.")
# What is written where a property must not be there.
INSTEAD = {
    "Policies": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::shop/index.html"]}]}}],
    "ManagedPolicyArns": ["arn:aws:iam::123456789012:policy/own"], "Users": [{"Ref": "Person"}],
    "LaunchConfigurationName": "old", "AccessControl": "Private", "DBSecurityGroups": ["old"],
    "Environment": [{"Name": "STAGE", "Value": "live"}],
}
# What a text is instead of one of those that it should be; REMOVED where nothing is written here.
OTHER_TEXT = {
    "HttpTokens": "optional", "Status": "Suspended", "SSEAlgorithm": "AES256", "ViewerProtocolPolicy": "allow-all",
    "SslPolicy": "ELBSecurityPolicy-2016-08", "MinimumProtocolVersion": "SSLv3", "SslSupportMethod": "vip",
    "RestrictionType": "none", "TLSSecurityPolicy": "Policy-Min-TLS-1-0-2019-07", "DeploymentMode": "SINGLE_INSTANCE",
    "EncryptionMode": "SSE-S3", "EncryptionKeyProviderType": "Custom", "EncryptionOption": "SSE_S3",
    "CloudWatchEncryptionMode": "DISABLED", "JobBookmarksEncryptionMode": "DISABLED", "DirectInternetAccess": "Enabled",
    "RootAccess": "Enabled", "SslMode": "none", "AuthorizationType": "NONE", "AuthType": "NONE", "Visibility": "GLOBAL",
    "FieldLogLevel": "NONE", "Level": "ERROR", "NetworkMode": "bridge", "ImageTagMutability": "MUTABLE",
    "ConnectionType": "CONNECT_SSH", "MfaConfiguration": "OPTIONAL", "UserPoolTier": "LITE", "Protocol": "TCP",
    "ContainerLevelMetrics": "DISABLED", "ClusterEndpointEncryptionType": "NONE", "Image": "example.com/build:1",
    "Policy": '{"Version":"2012-10-17","Statement":[]}', "require_secure_transport": "0", "rds.force_ssl": "0",
}
# Where some tools tell what a resource says: who uses a launch template, a parameter group, a security configuration.
ELSEWHERE = {
    "Template": ["Fleet", "Instance"], "WarehouseSettings": ["Warehouse"], "JobsSecurity": ["Job", "Crawler"],
    "Validator": ["Api"],
}
# Rows that a rule's words ask for and its own code does not look at: CT.EMR.PR.3 wants "an AWS KMS key", and looks at
# EnableEbsEncryption alone.
BY_ITS_WORDS = {"EncryptionKeyProviderType": ["CT.EMR.PR.3"]}
REMOVED = object()


def worse(test, wanted, name, now):
    """What breaks the row: a value, or REMOVED."""
    first = wanted.split()[0] if wanted else ""
    if test in ("TRUE", "NOT_FALSE", "FALSE", "NOT_TRUE"):
        return test in ("FALSE", "NOT_TRUE")
    if test == "ABSENT":
        return INSTEAD[name]
    if test in ("AT_LEAST", "AT_MOST", "NOT_OVER", "NOT_UNDER"):
        return {"AT_LEAST": 0, "NOT_UNDER": 30}.get(test, 2)
    if test in ("ONE_OF", "BEGINS", "HOLDS"):
        return OTHER_TEXT.get(name, REMOVED)
    if test in ("NOT_ONE_OF", "OTHER_THAN"):
        return int(first) if isinstance(now, int) else first
    if test == "LACKS":
        text = {"*": "*.example.com", "/0": "0.0.0.0/0", "@": "https://token@github.com/example/shop.git"}.get(wanted, wanted)
        text = "*" if name == "AllowOrigins" else text
        return [text] if isinstance(now, list) else text
    if test in ("NITRO", "ENCRYPTING"):
        return {"InstanceFamily": "m4"}.get(name, "m4.large" if test == "NITRO" else "t3.micro")
    if test == "SECRET":
        return "written-out"
    if test == "ITEMS":
        return now[:int(wanted) - 1]
    if test == "FEW":
        return now + [dict(now[0], DeviceIndex="1")]
    if test in ("LISTS", "NOT_SHORT_OF"):
        return now[1:] or ["other"]
    return REMOVED                                  # THERE


def turn_attribute(attributes, test, wanted):
    key, values = wanted.split("=")
    for one in attributes:
        if key in one.values():
            value = "ParameterValue" if "ParameterValue" in one else "Value"
            if test == "NOT_ATTRIBUTE":
                one[value] = values
            elif values:
                one[value] = "false"
            else:
                attributes.remove(one)
            return True
    return False


def turn(place, path, test, wanted):
    """Makes one property worse; path: ["A", "B[]", "C"]. False where it cannot be found."""
    name, each = re.sub(r"\[.?\]$", "", path[0]).replace("/", "."), path[0].endswith("]")
    if len(path) == 1:
        if test in ("ATTRIBUTE", "NOT_ATTRIBUTE"):
            return turn_attribute(place.get(name, []), test, wanted)
        if test in ("ITEMS", "FEW", "LISTS", "NOT_SHORT_OF", "SECRET", "ENCRYPTING", "NITRO") and name not in place:
            return False
        value = worse(test, wanted, name, place.get(name))
        if value is REMOVED:
            return place.pop(name, REMOVED) is not REMOVED
        place[name] = value
        return True
    if each and name == "Environment" and name not in place:
        place[name] = [{"Name": "STAGE", "Value": "live"}]
    if name not in place:
        return False
    inside = place[name][0] if each else place[name]
    return turn(inside, path[1:], test, wanted)


def told(rules):
    """The names that a message has: those before the bar."""
    return rules.partition(" |")[0].split()


class Trial:
    """The good templates, what became of them, and mtc to ask."""

    def __init__(self, mtc, folder, names):
        self.mtc, self.folder, self.tap = mtc, folder, Tap()
        self.good = {os.path.basename(name).removesuffix(".json"): json.load(open(name)) for name in names}
        self.shares = {name: [copy.deepcopy(one) for _ in range(SHARES)] for name, one in self.good.items()}
        self.touched, self.places = set(), []
        self.expected = open(f"{folder}/expected", "w")
        self.turned = 0
        self.untold = set()

    def said(self, template):
        name = f"{self.folder}/turned.json"
        json.dump(template, open(name, "w"), indent=1)
        return subprocess.run([self.mtc, "-W", "practice", name], capture_output=True, text=True, timeout=20).stderr

    def findings(self, template):
        """{(resource, rule)}"""
        found = set()
        for resource, rules in re.findall(r" of '(\w+)' should .* \(([^()]+)\)$", self.said(template), re.M):
            found.update((resource, rule) for rule in rules.split(", "))
        return found

    def share(self, name, touched):
        """The number of a template that is made worse; one of its own for what must meet no other change."""
        if isinstance(touched, tuple):              # a place whose object, as far as its first names, no other change meets
            self.turned += 1
            for share in sorted(range(SHARES), key=lambda share: (share - self.turned) % SHARES):
                around = [one for one in self.places if one[0] == (name, share)]
                if not any(all(a == b for a, b in zip(touched[:3], one)) for _, one in around):
                    break
            self.places.append(((name, share), touched))
            return share
        share = SHARES
        while any((name, share, one) in self.touched for one in touched):
            share += 1
        self.touched.update((name, share, one) for one in touched)
        if share == len(self.shares[name]):
            self.shares[name].append(copy.deepcopy(self.good[name]))
        return share

    def told(self, what, name, logical, rules, change, touched, alone=()):
        """Whether mtc tells the rules at the resource of the template so changed; if so, others are expected to, too."""
        changed = copy.deepcopy(self.good[name])
        if not change(changed):
            return False
        if not {(logical, rule) for rule in rules} <= self.findings(changed):
            return False
        share = self.share(name, touched)
        change(self.shares[name][share])
        at = ",".join([logical, *ELSEWHERE.get(logical, [])])
        for rule in rules:
            if rule.startswith(THEIRS) and rule not in self.untold.union(alone):
                print(rule, f"{name}.json", f"{name}-{share + 1}.json", at, what, file=self.expected)
        return True

    def row(self, kind, path, test, wanted, rules):
        what = f"{kind} {path} {test} {wanted}".strip()[:150]
        alone = BY_ITS_WORDS.get(path.split(".")[-1], [])
        for name, template in self.good.items():
            for logical, resource in template["Resources"].items():
                def change(changed, logical=logical):
                    properties = changed["Resources"][logical].setdefault("Properties", {})
                    return turn(properties, path.split("."), test, wanted)
                if resource["Type"] == kind and self.told(what, name, logical, rules, change,
                                                            (logical, *path.split(".")), alone):
                    self.tap.case(True, f"{what}: mtc notices")
                    return
        self.tap.case(False, f"{what}: mtc notices {' '.join(rules)} in one of the good templates")

    def line(self, line):
        """A line of turns.txt; gives its rules."""
        name, logical, other, path, value, words = TURN.fullmatch(line).groups()
        rules = [word.strip("()") for word in words.split()]
        keys = [logical] if path == "." else [logical, *path.split(".")]
        keys = [int(key) if key.isdigit() else key.replace("/", ".") for key in keys]

        def change(changed):
            place = changed["Resources"]
            for key in keys[:-1]:
                place = place[key] if isinstance(key, int) else place.setdefault(key, {})
            if value == "-":
                del place[keys[-1]]
                for other in changed["Resources"].values():
                    if logical in other.get("DependsOn", []):
                        del other["DependsOn"]
            elif keys[-1] == len(place):
                place.append(json.loads(value))
            else:
                place[keys[-1]] = json.loads(value)
            return True
        alone = [word.strip("()") for word in words.split() if word.startswith("(")]
        ok = self.told(f"{logical} {path} {value}"[:120], name, other or logical, rules, change, {logical, other or logical}, alone)
        self.tap.case(ok, f"{line[:150]}: mtc notices")
        return set(rules)


def main():
    mtc, tables, folder, *names = sys.argv[1:]
    trial = Trial(mtc, folder, names)
    for name, template in trial.good.items():
        trial.tap.case(trial.findings(template) == set(), f"nothing of {name} is found")
    rows = [row for table in TABLES for row in ROW.findall(open(f"{tables}/{table}").read())]
    trial.untold.update(UNTOLD.findall(open(f"{tables}/practice_unjudged.def").read()))
    trial.tap.case(len(rows) > 300, "the tables have rows")
    for _, kind, path, test, wanted, _, rules in rows:
        join = re.compile(r'"\s*"')
        trial.row(kind, path, test, join.sub("", wanted), told(join.sub("", rules)))
    turned = []
    for line in open(f"{os.path.dirname(os.path.abspath(__file__))}/turns.txt"):
        if line.strip() and not line.startswith("#"):
            turned.append(trial.line(line.strip()))
    for table in sorted(os.listdir(tables)):
        if table.endswith((".c", "needs.def")) and table != "practice_acknowledge.c":
            text = re.sub(r'"\s*"', "", open(f"{tables}/{table}").read())
            for rules in sorted(set(re.findall(r'"((?:[\w.]+-[A-Z0-9]\w*|CT\.[\w.-]+|[A-Za-z0-9]+\.\d+|CKV\w+|[FW]\d+)(?: [\w.|-]+)*)"', text))):
                trial.tap.case(any(set(told(rules)) <= one for one in turned), f"{table}: {rules[:120]} is turned")
    for name in trial.good:
        for share, template in enumerate([trial.good[name], *trial.shares[name]]):
            json.dump(template, open(f"{folder}/{name}{f'-{share}' if share else ''}.json", "w"))
    trial.tap.end()


main()
