param vpc: AWS::EC2::VPC::Id
param port: int
resource a AWS::ElasticLoadBalancingV2::TargetGroup { Protocol: "HTTP", Port: port } #~ MT3236
resource b AWS::ElasticLoadBalancingV2::TargetGroup { TargetType: "lambda", Port: 80 } #~ MT3236
resource c AWS::ElasticLoadBalancingV2::TargetGroup { TargetType: "lambda" }
resource d AWS::ElasticLoadBalancingV2::TargetGroup { TargetType: "ip", VpcId: vpc, Protocol: "HTTP", Port: port }
