## What the deployment chooses: a standby, protection
azs 2
param certificate: arn
param multi_az: bool = true
param protect: bool = true
network main {}
tier lb = load_balancer { network: main, certificate: certificate, routes: [{ to: web }], protection: protect }
tier web = service { network: main, image: "public.ecr.aws/nginx/nginx:1.27", read_only: protect }
tier db = database { network: main, engine: "mysql", multi_az: multi_az, protection: protect, iam_login: protect }
tier ca = cache { network: main, multi_az: multi_az }
flow internet -> lb

test "parameters reach the properties" {
  expect logical("DbInstance").MultiAZ.Ref == "MultiAz"
  expect logical("WebTaskDefinition").ContainerDefinitions[0].ReadonlyRootFilesystem.Ref == "Protect"
}
