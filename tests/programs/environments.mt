## One file, three environments
architecture environments
azs 2
input nat: "single" | "per_az" | "none" = "single"
input size: range = 1..2
input multi: bool = false
input class: string = "db.t4g.micro"
param stage: string = "dev" { allowed: ["dev", "prod"] }
env dev {}
env prod { nat: "per_az", size: 4..20, multi: true, class: "db.r8g.2xlarge", stage: "prod" }
tags { Stage: stage, Owner: "team" }
network main { nat: nat }
param certificate: arn
tier lb = load_balancer { network: main, certificate: certificate, routes: [{ to: web }], protection: nat == "per_az" }
tier web = auto_scaling { network: main, size: size }
tier db = database { network: main, engine: "postgres", class: class, multi_az: multi, proxy: multi, replicas: if multi then 2 else 0 }
flow internet -> lb
flow lb -> web
flow web -> db
flow web -> internet : https
let is_prod = stage == "prod"
when is_prod { resource topic AWS::SNS::Topic { DisplayName: "prod only" } }
output topic = topic { when: is_prod }
test "prod" with { env: "prod" } {
  expect len(resources(AWS::EC2::NatGateway)) == 2
  expect len(resources(AWS::RDS::DBInstance)) == 3
}
test "dev" { expect len(resources(AWS::EC2::NatGateway)) == 1 }


