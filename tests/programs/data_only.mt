## Databases alone, in subnets without a way out
architecture data_only
azs 2
network main { public: [], isolated: null, private: [], nat: "none" }
tier db = aurora { network: main, subnets: main.isolated, engine: "postgres", serverless: 0.5..4, data_api: true, password: "managed" }
tier cache = cache { network: main, subnets: main.isolated, engine: "valkey", nodes: 1, multi_az: false, password: false }

test "no gateway of any kind" {
  expect len(resources(AWS::EC2::InternetGateway)) == 0
  expect len(resources(AWS::EC2::NatGateway)) == 0
  expect len(resources(AWS::SecretsManager::Secret)) == 0 else "RDS keeps the one password that there is"
}
