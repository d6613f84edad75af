param subnets: list(AWS::EC2::Subnet::Id)
resource group AWS::AutoScaling::AutoScalingGroup { MinSize: 1, MaxSize: 2, VPCZoneIdentifier: subnets } #~ MT2004
