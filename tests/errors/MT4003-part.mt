# What a load balancer takes, sends on and leaves alone; what a part of ICMP is.
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource gateway AWS::EC2::InternetGateway {}
resource bond AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: "ap-northeast-1a" }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: "ap-northeast-1c" }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway } with { DependsOn: [bond] }
resource table_a AWS::EC2::SubnetRouteTableAssociation { SubnetId: a, RouteTableId: table }
resource table_b AWS::EC2::SubnetRouteTableAssociation { SubnetId: b, RouteTableId: table }
resource open AWS::EC2::SecurityGroup { GroupDescription: "open", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 443, CidrIp: 0.0.0.0/0 }] }
resource behind AWS::EC2::SecurityGroup { GroupDescription: "behind", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, SourceSecurityGroupId: open.GroupId }] }
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "application", Scheme: "internet-facing", Subnets: [a, b], SecurityGroups: [open.GroupId] } with { DependsOn: [bond] }
resource targets AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", Targets: [{ Id: box }] }
resource listener AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: targets }] }
resource box AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [behind.GroupId] }
assert internet -> box : http
assert internet -> box : 80..443 #~ MT4003
assert internet -> box : 80/udp #~ MT4002

# a network load balancer sends on packets with the clients' addresses
resource inside AWS::EC2::SecurityGroup { GroupDescription: "inside", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: 10.0.0.0/16 }] }
resource nlb AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "network", Scheme: "internet-facing", Subnets: [a, b] } with { DependsOn: [bond] }
resource nlb_targets AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "TCP", Targets: [{ Id: server }] }
resource nlb_listener AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: nlb, Port: 80, Protocol: "TCP", DefaultActions: [{ Type: "forward", TargetGroupArn: nlb_targets }] }
resource server AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [inside.GroupId] }
assert internet -> server : http #~ MT4002
assert vpc -> server : http #~ MT4003
assert a -> server : http
assert no a -> server : https

# nothing leads to a private network elsewhere
assert 192.168.0.0/16 -> server : http #~ MT4002
assert no 192.168.0.0/16 -> server

# replies to a ping, and no pings
resource c AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.2.0/24, AvailabilityZone: "ap-northeast-1c" }
resource acl AWS::EC2::NetworkAcl { VpcId: vpc }
resource replies AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 1, Protocol: 1, Icmp: { Type: 0, Code: 0 }, RuleAction: "allow", CidrBlock: 0.0.0.0/0 }
resource everything AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 1, Protocol: -1, Egress: true, RuleAction: "allow", CidrBlock: 0.0.0.0/0 }
resource acl_c AWS::EC2::SubnetNetworkAclAssociation { SubnetId: c, NetworkAclId: acl }
resource all AWS::EC2::SecurityGroup { GroupDescription: "all", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "-1", CidrIp: 10.0.0.0/16 }] }
resource pinged AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: c, SecurityGroupIds: [all.GroupId] }
resource pings AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [all.GroupId] }
assert pings -> pinged : icmp #~ MT4003
assert no pings -> pinged : ssh

# a load balancer sends nothing into a network
assert pings -> 128.0.0.0/2 : ssh via lb #~ MT4002
