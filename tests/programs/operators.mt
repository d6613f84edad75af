## Ways in for operators: SSH from the office, Session Manager from everywhere
architecture operators
azs 2
param office: cidr = 203.0.113.0/24
param key: AWS::EC2::KeyPair::KeyName
network main { isolated: null }
tier jump = bastion { network: main, public: true, ssh_key: key }
tier inside = bastion { network: main }
tier db = database { network: main, subnets: main.isolated, engine: "postgres" }
session_manager sessions { network: main }
flow office -> jump : ssh
flow jump, inside -> db
flow inside -> vpc : https
flow jump -> internet : all

test "one of the two has an address" {
  expect len(resources(AWS::EC2::Instance)) == 2
  expect len(resources(AWS::EC2::EIP)) == 2 else "its own and the NAT gateway's"
  expect len(logical("JumpSecurityGroup").SecurityGroupIngress) == 1
  expect len(resources(AWS::EC2::VPCEndpoint)) == 3
}
