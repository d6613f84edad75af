# Its addresses are missing, and a list is called by another name.
param vpc: AWS::EC2::VPC::Id
param inside: AWS::EC2::Subnet::Id

existing_network main { vpc: vpc, privates: [inside] }
