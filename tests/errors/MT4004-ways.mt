# Ways in that are easily overlooked.
param one: string = "no" { allowed: ["yes", "no"] }
param two: string = "no" { allowed: ["yes", "no"] }
resource vpc AWS::EC2::VPC { CidrBlock: 10.0.0.0/16 }
resource gateway AWS::EC2::InternetGateway {}
resource bond AWS::EC2::VPCGatewayAttachment { VpcId: vpc, InternetGatewayId: gateway }
resource a AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: "ap-northeast-1a" }
resource b AWS::EC2::Subnet { VpcId: vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: "ap-northeast-1c" }
resource table AWS::EC2::RouteTable { VpcId: vpc }
resource out AWS::EC2::Route { RouteTableId: table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: gateway } with { DependsOn: [bond] }
resource table_a AWS::EC2::SubnetRouteTableAssociation { SubnetId: a, RouteTableId: table }
resource table_b AWS::EC2::SubnetRouteTableAssociation { SubnetId: b, RouteTableId: table }

# a Classic Load Balancer
resource open AWS::EC2::SecurityGroup { GroupDescription: "open", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }] }
resource behind AWS::EC2::SecurityGroup { GroupDescription: "behind", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, SourceSecurityGroupId: open.GroupId }] }
resource classic AWS::ElasticLoadBalancing::LoadBalancer { Subnets: [a, b], SecurityGroups: [open.GroupId], Instances: [box], Listeners: [{ LoadBalancerPort: "80", InstancePort: "80", Protocol: "HTTP" }] }
resource box AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [behind.GroupId] } with { DependsOn: [bond] }
assert no internet -> box #~ MT4004
assert no internet -> box : https

# a network load balancer before an application load balancer
resource inner AWS::EC2::SecurityGroup { GroupDescription: "inner", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }] }
resource last AWS::EC2::SecurityGroup { GroupDescription: "last", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "tcp", FromPort: 8080, ToPort: 8080, SourceSecurityGroupId: inner.GroupId }] }
resource front AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "network", Scheme: "internet-facing", Subnets: [a, b] } with { DependsOn: [bond] }
resource to_alb AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, TargetType: "alb", Port: 80, Protocol: "TCP", Targets: [{ Id: alb }] } with { DependsOn: [alb_listener] }
resource front_listener AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: front, Port: 80, Protocol: "TCP", DefaultActions: [{ Type: "forward", TargetGroupArn: to_alb }] }
resource alb AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "application", Scheme: "internal", Subnets: [a, b], SecurityGroups: [inner.GroupId] }
resource to_app AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 8080, Protocol: "HTTP", Targets: [{ Id: app }] }
resource alb_listener AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: alb, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: to_app }] }
resource app AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: b, SecurityGroupIds: [last.GroupId] }
assert no internet -> app #~ MT4004
assert internet -> app via front

# each of a group's instances to each other
resource everybody AWS::EC2::SecurityGroup { GroupDescription: "everybody", VpcId: vpc, SecurityGroupIngress: [{ IpProtocol: "-1", CidrIp: 10.0.0.0/16 }] }
resource template AWS::EC2::LaunchTemplate { LaunchTemplateData: { ImageId: "ami-12345678", InstanceType: "t3.micro", SecurityGroupIds: [everybody.GroupId] } }
resource fleet AWS::AutoScaling::AutoScalingGroup { MinSize: "2", MaxSize: "2", VPCZoneIdentifier: [a], LaunchTemplate: { LaunchTemplateId: template, Version: template.LatestVersionNumber } }
assert no fleet -> fleet #~ MT4004

# two rules that are there only where two parameters are otherwise than by default
resource shut AWS::EC2::SecurityGroup { GroupDescription: "shut", VpcId: vpc, SecurityGroupEgress: [{ IpProtocol: "icmp", FromPort: 252, ToPort: 86, CidrIp: 255.255.255.255/32 }] }
when one == "yes" { resource leave AWS::EC2::SecurityGroupEgress { GroupId: shut.GroupId, IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/24 } }
when two == "yes" { resource enter AWS::EC2::SecurityGroupIngress { GroupId: shut.GroupId, IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: 10.0.0.0/24 } }
resource x AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [shut.GroupId] }
resource y AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [shut.GroupId] }
assert no x -> y #~ MT4004

# through one load balancer, and not through another
assert no internet -> app via classic
assert no internet -> app via front #~ MT4004

# rules in their order, and a target group that nothing is sent to
resource first AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: a, SecurityGroupIds: [behind.GroupId] }
resource second AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: b, SecurityGroupIds: [behind.GroupId] }
resource third AWS::EC2::Instance { ImageId: "ami-12345678", InstanceType: "t3.micro", SubnetId: b, SecurityGroupIds: [behind.GroupId] }
resource sorted AWS::ElasticLoadBalancingV2::LoadBalancer { Type: "application", Scheme: "internet-facing", Subnets: [a, b], SecurityGroups: [open.GroupId] } with { DependsOn: [bond] }
resource to_first AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", Targets: [{ Id: first }] }
resource to_second AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", Targets: [{ Id: second }] }
resource to_third AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", Targets: [{ Id: third }] }
resource sorting AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: sorted, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", ForwardConfig: { TargetGroups: [{ TargetGroupArn: to_first, Weight: 1 }, { TargetGroupArn: to_third, Weight: 0 }] } }] }
resource some AWS::ElasticLoadBalancingV2::ListenerRule { ListenerArn: sorting, Priority: 1, Conditions: [{ Field: "source-ip", SourceIpConfig: { Values: ["128.0.0.0/1"] } }], Actions: [{ Type: "forward", TargetGroupArn: to_second }] }
assert no internet -> third
assert no 203.0.113.0/24 -> first
assert 203.0.113.0/24 -> second : http
assert no 3.0.0.0/8 -> second
assert no 3.0.0.0/8 -> first #~ MT4004
