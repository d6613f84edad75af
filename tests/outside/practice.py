#!/usr/bin/env python3
"""practice.py MTC GOOD.json PRACTICE.def FOLDER: turns the other way what each row of good practice asks for.

GOOD.json satisfies every row. For each row one property of it is made worse, and mtc, asked for practice, must name
the row's rules at that resource. FOLDER gets good.json and worse-1.json to worse-3.json, which share out what is made
worse (what a property means may hang on its neighbours), and `expected`: a line for each rule that other tools have, with
the template and the resources at which it may be told, parted by commas. TAP on standard output.
"""
import copy
import json
import re
import subprocess
import sys

sys.path.insert(0, __file__.rsplit("/", 1)[0])
from tap import Tap   # noqa: E402

ROW = re.compile(r'PRACTICE\((\w+), "([^"]*)", "([^"]*)", (\w+),\s*"([^"]*)", "([^"]*)",\s*"([^"]*)"\)')
# What is written where a property must not be there.
INSTEAD = {
    "Policies": [{"PolicyName": "own", "PolicyDocument": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::shop/index.html"]}]}}],
    "ManagedPolicyArns": ["arn:aws:iam::123456789012:policy/own"],
    "Users": [{"Ref": "Person"}],
}
# Who uses a launch template, where some tools look for what it says.
ELSEWHERE = {"Template": ["Fleet", "Instance"]}
REMOVED = object()


def worse(test, wanted, name, now):
    """What breaks the row: a value, or REMOVED."""
    if test in ("TRUE", "NOT_FALSE"):
        return False
    if test in ("FALSE", "NOT_TRUE"):
        return True
    if test == "THERE":
        return REMOVED
    if test == "ABSENT":
        return INSTEAD[name]
    if test == "AT_LEAST":
        return 0
    if test == "NOT_UNDER":
        return 30
    if test in ("ONE_OF", "BEGINS"):
        return {"HttpTokens": "optional", "Status": "Suspended", "SSEAlgorithm": "AES256", "ViewerProtocolPolicy": "allow-all",
                "SslPolicy": "ELBSecurityPolicy-2016-08", "MinimumProtocolVersion": "SSLv3"}[name]
    if test in ("NOT_ONE_OF", "OTHER_THAN"):
        first = "5432" if "5432" in wanted else wanted.split()[0]
        return int(first) if isinstance(now, int) else first
    raise ValueError(test)


def turn(place, path, test, wanted):
    """Makes one property worse; path: ["A", "B[]", "C"]. False where it cannot be found."""
    name, each = path[0].removesuffix("[]"), path[0].endswith("[]")
    if len(path) == 1:
        if test == "ATTRIBUTE":
            key, value = wanted.split("=")
            [attribute] = [one for one in place[name] if one["Key"] == key]
            attribute["Value"] = "false"
            return True
        value = worse(test, wanted, name, place.get(name))
        if value is REMOVED:
            return place.pop(name, REMOVED) is not REMOVED
        place[name] = value
        return True
    if name not in place:
        return False
    inside = place[name][0] if each else place[name]
    return turn(inside, path[1:], test, wanted)


def main():
    mtc, good_name, table, folder = sys.argv[1:]
    tap = Tap()
    good = json.load(open(good_name))
    shares = [copy.deepcopy(good) for _ in range(3)]
    rows = ROW.findall(open(table).read())
    tap.case(len(rows) > 60, "the table has rows")
    tap.case(said(mtc, good, folder) == "", "nothing of the good template is found")
    expected = open(f"{folder}/expected", "w")
    for number, (_, kind, path, test, wanted, _, rules) in enumerate(rows):
        [logical] = [name for name, one in good["Resources"].items() if one["Type"] == kind][:1] or [None]
        what = f"{kind} {path} {test} {wanted}".strip()
        changed = copy.deepcopy(good)
        if not logical or not turn(changed["Resources"][logical].setdefault("Properties", {}), path.split("."), test, wanted):
            tap.case(False, f"{what}: the good template has it")
            continue
        turn(shares[number % 3]["Resources"][logical].setdefault("Properties", {}), path.split("."), test, wanted)
        first = re.compile(r"of '" + logical + r"' should .*" + re.escape(rules.split()[0]))
        tap.case(bool(first.search(said(mtc, changed, folder))), f"{what}: mtc notices")
        names = [rule for rule in rules.split() if rule.startswith(("AwsSolutions-", "NIST.", "CT."))]
        for rule in names:
            print(rule, f"worse-{number % 3 + 1}.json", ",".join([logical, *ELSEWHERE.get(logical, [])]), what, file=expected)
    json.dump(good, open(f"{folder}/good.json", "w"))
    for number, share in enumerate(shares):
        json.dump(share, open(f"{folder}/worse-{number + 1}.json", "w"))
    tap.end()


def said(mtc, template, folder):
    name = f"{folder}/turned.json"
    json.dump(template, open(name, "w"), indent=1)
    return subprocess.run([mtc, "-W", "practice", name], capture_output=True, text=True, timeout=20).stderr


main()
