param vpc: AWS::EC2::VPC::Id
param image: AWS::EC2::Image::Id
resource server AWS::EC2::Instance { ImageId: image, InstanceType: "t3.micro" }
resource a AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", TargetType: "ip", Targets: [{ Id: server }] } #~ MT3238
resource b AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", Targets: [{ Id: server.PrivateIp }] } #~ MT3238
resource c AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", TargetType: "ip", Targets: [{ Id: server.PrivateIp }] }
resource d AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP", Targets: [{ Id: server }] }
