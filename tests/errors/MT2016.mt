resource deploy AWS::AutoScaling::AutoScalingGroup {
  LaunchConfigurationName: "web"
  AvailabilityZones: ["eu-west-1a"]
  MinSize: "1"
  MaxSize: "2"
  InstanceMaintenancePolicy: { MinHealthyPercentage: 90 } #~ MT2016
}
