param plain: bool = true
param balancer: arn
param subnets: list(AWS::EC2::Subnet::Id)
param vpc: AWS::EC2::VPC::Id
resource lb AWS::ElasticLoadBalancingV2::LoadBalancer { Subnets: subnets }
resource web AWS::ElasticLoadBalancingV2::TargetGroup { VpcId: vpc, Port: 80, Protocol: "HTTP" }
resource http AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] }
resource again AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: "80", Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] } #~ MT3215
resource one AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: balancer, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] }
resource two AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: balancer, Port: 80, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] } #~ MT3215
when plain {
  resource yes AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: 81, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] }
} else {
  resource no AWS::ElasticLoadBalancingV2::Listener { LoadBalancerArn: lb, Port: 81, Protocol: "HTTP", DefaultActions: [{ Type: "forward", TargetGroupArn: web }] }
}
