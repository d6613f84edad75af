## A network and a tier of one's own patterns among the library's
architecture own_patterns
azs 2
pattern mini_network(cidr: cidr) {
  resource vpc AWS::EC2::VPC { CidrBlock: cidr, EnableDnsSupport: true, EnableDnsHostnames: true }
  for az, i in azs {
    resource subnet[az] AWS::EC2::Subnet { VpcId: vpc, AvailabilityZone: az, CidrBlock: subnet(cidr, cidr.prefix + 4, i) }
  }
  export vpc = vpc
  export cidr = cidr
  export public = []
  export private = [for az in azs: subnet[az]]
  export isolated = []
  export public_routes = []
  export private_routes = []
  export public_route_tables = []
  export private_route_tables = []
  export nat_addresses = []
}
pattern lambda_tier(network: network, code: string) is tier {
  resource security_group AWS::EC2::SecurityGroup { GroupDescription: "fn", VpcId: network.vpc }
  resource role AWS::IAM::Role {
    AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }] }
    ManagedPolicyArns: ["arn:${aws.partition}:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"]
  }
  resource function AWS::Lambda::Function { Runtime: "python3.13", Handler: "index.handler", Role: role.Arn, Code: { ZipFile: code }, VpcConfig: { SubnetIds: network.private, SecurityGroupIds: [security_group.GroupId] } }
  export security_group = security_group
  export ports = []
  export name = self.name
}
mini_network main { cidr: 10.0.0.0/20 }
tier fn = lambda_tier { network: main, code: "def handler(e, c): return 1" }
tier db = database { network: main, engine: "postgres", subnets: main.private }
flow fn -> db

test "the arrow joins both" {
  expect logical("DbIngressFromFn5432").FromPort == 5432
  expect len(resources(AWS::EC2::VPC)) == 1
}
