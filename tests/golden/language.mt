## Everything of the language in one file
architecture tour

use "parts/queue.mt" as lib

azs ["us-east-1a", "us-east-1c"]

## Stage of the deployment
param stage: "dev" | "prod" = "dev" { label: "Stage", group: "General" }
param secret_word: string { secret: true, min_length: 8, message: "eight characters at least" }
param zones_wanted: int = 2 { min: 1, max: 3 }
param subnets: list(AWS::EC2::Subnet::Id)
# allow MT1024: shows the type
param ami: ssm(AWS::EC2::Image::Id) = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
param want_logs: bool = true

input names: list(string) = ["orders", "mails"]
input keep: duration = 2d
env production { names: ["orders", "mails", "bills"], keep: 14d, stage: "prod" }

let is_prod = stage == "prod"
let both = is_prod and want_logs
let amis = { "us-east-1": { x86: "ami-1", arm: "ami-2" }, "eu-west-1": { x86: "ami-3", arm: "ami-4" } }
let flat = { "us-east-1": 1, "eu-west-1": 2 }

tags { App: "tour", Stage: stage }

for name, i in names {
  lib.queue jobs[name] { size: if i == 0 then "large" else "small", keep: keep }
}
resource topic AWS::SNS::Topic { DisplayName: "${aws.stack_name} \${x} ${names[0]}", TopicName: if is_prod then "prod" else null }
when both { resource alarm AWS::SNS::Topic {} } else { resource quiet AWS::SNS::Topic {} }
resource instance AWS::EC2::Instance { ImageId: amis[aws.region].x86, SubnetId: subnets[0], Tags: [{ Key: "App", Value: "own" }] }
resource param_x AWS::SSM::Parameter { Type: "String", Value: "${flat[aws.region]}" , Name: secret_word }
resource bucket AWS::S3::Bucket {
  VersioningConfiguration: { Status: "Enabled" }
} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain", id: "PinnedBucket" }
resource fnx AWS::Lambda::Function {
  Code: { ZipFile: """
    def handler(e, c):
        return "${stage}"
    """ }
  Handler: "index.handler", Runtime: "python3.12"
  Role: fn.Sub("arn:${"$"}{AWS::Partition}:iam::1:role/x")
  Environment: { Variables: { QUEUES: join(",", jobs[*].url), FIRST: jobs["orders"].arn, ...{for n, i in names: upper(n): "${i}"} } }
}
override jobs["orders"].q { DelaySeconds: 5 } with { DeletionPolicy: "Retain" }
assert zones_wanted == 2 or stage == "dev" else "two zones in production"
mapping Extra { a: { b: "c" } }
rule Sub { Assertions: [{ Assert: fn.Contains(["a"], stage) }] }
metadata { Owner: "me" }
output urls = join(",", jobs[*].url) { description: "all", export: "${aws.stack_name}-urls", when: is_prod }
output arn = bucket.Arn
output z = azs[0].name
output nets = join(" ", [for n in subnets4: "${n}"])
let subnets4 = subnets(10.0.0.0/16, 24, 3)

test "prod" with { env: "production" } {
  expect len(resources(AWS::SQS::Queue)) == 3
  expect logical("JobsOrdersQ").DelaySeconds == 5 else "delay"
}
test "bad" with { names: [1] } { expect error "MT1030" }

type health = { path: string = "/", grace: duration = 300s }
pattern checked(health: health) { resource note AWS::SNS::Topic { DisplayName: health.path } }
checked one {}
let base = { low: 1, high: 2 }
let spread = { ...base, high: 3 }
resource sums AWS::SQS::Queue { DelaySeconds: spread.high + map(["k", "l"], [1, 2]).l } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
