## Every form of a declaration, for the scanner and the parser: this compiles to nothing.
## In two lines.
architecture all

use "other.mt" as other
azs ["ap-northeast-1a", "ap-northeast-1c"]

## 証明書 of the listener
param certificate: arn { label: "TLS certificate", group: "Web" }
param stage: "dev" | "prod" = "dev"
input size: range = 2..6
input plain = 3
env production { size: 2..12, stage: "prod" }
let is_prod: bool = stage == "prod"
type health = {
  ## where it asks
  path: string = "/",
  grace: duration = 300s
  codes = "200"
  extra: list(map({ a: int? }))?
}

tags { Application: "shop", ManagedBy: "mtc" }

## The only network
network main { cidr: 10.0.0.0/16, public: [10.0.0.0/24, 10.0.2.0/24] nat: "single" }
other.queue jobs {}
tier web = auto_scaling { network: main }

for name, i in ["orders", "mails"] {
  queue jobs[name] { retries: 3 + i }
  tier worker[name] = other.worker { queue: jobs[name] }
  resource alarm[name] AWS::CloudWatch::Alarm { Threshold: 1000 }
}

if is_prod {
  let a = 1
} else if size.max > 4 {
  let b = 2
} else {
  let c = 3
}
when has_admin { flow admin_network -> web : ssh } else { }

flow internet -> lb : http, https
flow [web, api] -> db, cache
flow web -> 10.1.0.0/16 : 8080..8090, 53/udp

assert internet -> web : https via lb survives loss of any az
assert no internet, lb -> db
assert survives loss of azs[0]
assert survives loss of any az
assert len(azs) == 2 else "two zones, not ${len(azs)}"
warn size.min > 1 else "one instance is none"

resource logs AWS::S3::Bucket {
  VersioningConfiguration: if is_prod then { Status: "Enabled" } else null
} with {
  DeletionPolicy: "Retain"
}
override web.group { HealthCheckGracePeriod: 600 } with { DependsOn: [logs] }

## Queues with a second one for what fails
pattern queue(
  ## Its name
  name: string,
  retries: int = 5, keep = 4d,
  kind: "fast" | "slow" | null = null,
  vpc: ref(AWS::EC2::VPC)?,
) is tier {
  resource dead AWS::SQS::Queue {}
  ## Where to send
  export url = dead
}

stack edge in "us-east-1" { azs 2 }
stack far { }
mapping amis { "us-east-1": { id: "ami-1" } }
rule admins { Assertions: [] }
metadata { Owner: "shop" }
transform "AWS::LanguageExtensions"
transform ["Macro", 'Other']

output url = "https://${lb.dns_name}" { description: "where it is", export: "${aws.stack_name}-url", when: is_prod }
output vpc = main.vpc

test "in production" with { env: "production", size: 4..8 } {
  expect len(resources(AWS::EC2::NatGateway)) == 2 else "one in each zone"
  expect error "MT2003"
}
test 'small' { let x = 1 }
