# A network that already stands, and something in it.
param vpc: AWS::EC2::VPC::Id
param inside: AWS::EC2::Subnet::Id

existing_network main { vpc: vpc, cidr: 10.0.0.0/16, private: [inside] }
tier jump = bastion { network: main }
