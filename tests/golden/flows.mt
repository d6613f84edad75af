## Every form of a flow, between tiers of the program's own patterns.
param office: string = "" { pattern: '^$|^.+/[0-9]+$' }
param outside: AWS::EC2::SecurityGroup::Id

pattern place(cidr: cidr) {
  resource net AWS::EC2::VPC { CidrBlock: cidr }
  export vpc = net
  export cidr = cidr
}
pattern box(network: place, ports: ports = [80, "https"]) is tier {
  resource sg AWS::EC2::SecurityGroup { GroupDescription: "box ${self.name}", VpcId: network.vpc }
  export security_group = sg
  export ports = ports
}
pattern guest(group: string) is tier {
  export security_group = group
  export ports = 9000
}
pattern open_end(network: place) is tier {
  export security_group = null
  export ports = "ssh"
}

place net { cidr: 10.0.0.0/16 }
tier front = box { network: net }
tier back  = box { network: net, ports: 8000..8010 }
tier alone = box { network: net }
tier other = guest { group: outside }
tier plain = open_end { network: net }

flow internet -> front                      # its own ports
flow front -> back
flow back, front -> alone : postgres, 53/udp, icmp
flow alone -> alone : redis
flow vpc -> back : 8000..8010/udp
flow 203.0.113.7 -> front : ssh             # one address
flow front -> other
flow other -> internet : https
flow plain -> back : ssh
flow [front, back] -> 198.51.100.0/24 : all
flow front -> back                          # said twice, made once
when office != "" { flow office -> front : ssh }
