azs 2
network main {}
tier jump = bastion { network: main }
flow "the office" -> jump : ssh #~ MT1046
param vpc: AWS::EC2::VPC::Id
flow vpc -> jump : 8080 #~ MT1046
