param subnets: list(AWS::EC2::Subnet::Id)
param target_group: string
resource web AWS::AutoScaling::AutoScalingGroup {
  VPCZoneIdentifier: subnets
  LaunchTemplate: { LaunchTemplateId: "lt-0123456789abcdef0", Version: "3" }
  TargetGroupARNs: [target_group]
  HealthCheckType: "ELB"
  HealthCheckGracePeriod: 60
  MinSize: "1"
  MaxSize: "2"
}
