param subnets: list(AWS::EC2::Subnet::Id)
param name: string = "internal-mail"
resource a AWS::ElasticLoadBalancingV2::LoadBalancer { Name: "internal-shop", Subnets: subnets } #~ MT3201
resource b AWS::ElasticLoadBalancingV2::LoadBalancer { Name: "internal-${aws.stack_name}", Subnets: subnets } #~ MT3201
resource c AWS::ElasticLoadBalancingV2::LoadBalancer { Name: name, Subnets: subnets } #~ MT3201
resource d AWS::ElasticLoadBalancingV2::LoadBalancer { Name: "internally", Subnets: subnets }
