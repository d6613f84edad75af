# A misspelt argument is one mistake, also where the one that was meant is required; what is made of it stays silent.
pattern place() { resource net AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 } export vpc = net export cidr = 10.0.0.0/16 }
pattern box(network: place, listen: int) is tier {
  resource group AWS::EC2::SecurityGroup { GroupDescription: "box", VpcId: network.vpc }
  export security_group = group
  export ports = [listen]
}
place net {}
tier front = box {
  network: net
  listn: 80 #~ MT1005
}
flow internet -> front
