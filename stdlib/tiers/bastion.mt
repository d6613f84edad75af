## One small instance from which operators reach what stands inside.
##
## Makes: the instance from its launch template, its role, its security group (filled by `flow`); where asked for, a
## fixed public address.
##
## Promises: in a private subnet, opened through Session Manager without SSH or a public address, unless asked for
## otherwise; encrypted volume; IMDSv2 only. Session Manager needs a way out: flow jump -> internet : https
##
## Costs: one instance; its address, where it has one.
pattern bastion(
  ## The network that it stands in
  network: network,
  ## EC2's instance type
  instance_type: string = "t3.micro",
  ## Name of the EC2 key pair for SSH; null: no SSH
  ssh_key: string? = null,
  ## Stands in a public subnet with a fixed address of its own
  public: bool = false,
  ## Id of the machine image; null: the newest Amazon Linux 2023 at the time of deployment
  image: string? = null,
  ## The processor that Amazon Linux is taken for; null: the one of the instance type, where that is known
  architecture: "x86_64" | "arm64" | null = null,
  ## Size of its volume
  volume: size = 10GiB
) is tier {
  let placed = if public then network.public else network.private
  assert not known(placed) or len(placed) > 0 else "a bastion needs a ${if public then "public" else "private"} subnet, and the network has none"

  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Bastion ${self.name}"
    VpcId: network.vpc
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }

  session_access session { sid: "SessionManager", instance: true }
  accepted policy_accepted { because: [session.because] }
  resource policy AWS::IAM::ManagedPolicy {
    Description: "What the bastion ${self.name} may do"
    PolicyDocument: {
      Version: "2012-10-17"
      Statement: [session.statement]
    }
  } with {
    Metadata: policy_accepted.metadata
  }
  resource role AWS::IAM::Role {
    Description: "Bastion ${self.name}"
    AssumeRolePolicyDocument: {
      Version: "2012-10-17"
      Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }]
    }
    ManagedPolicyArns: [policy]
  }
  resource instance_profile AWS::IAM::InstanceProfile {
    Roles: [role]
  }

  machine_image machine { image: image, instance_type: instance_type, architecture: architecture }
  resource launch_template AWS::EC2::LaunchTemplate {
    LaunchTemplateData: {
      ImageId: machine.id
      InstanceType: instance_type
      KeyName: ssh_key
      IamInstanceProfile: { Arn: instance_profile.Arn }
      SecurityGroupIds: [security_group.GroupId]
      MetadataOptions: { HttpEndpoint: "enabled", HttpTokens: "required", HttpPutResponseHopLimit: 1 }
      Monitoring: { Enabled: true }
      BlockDeviceMappings: [{
        DeviceName: "/dev/xvda"
        Ebs: { VolumeType: "gp3", VolumeSize: volume.gib, Encrypted: true, DeleteOnTermination: true }
      }]
    }
  }
  accepted instance_accepted {
    because: [
      {
        reason: "Its launch template says so, which this rule does not read"
        rules: [
          "AwsSolutions-EC28", "NIST.800.53.R5-EC2InstanceProfileAttached", "CT.EC2.PR.13", "CT.EC2.PR.16", "CT.EC2.PR.19", "CT.EC2.PR.8"
        ]
      },
      { reason: "Holds nothing, and may go", rules: ["AwsSolutions-EC29"] }
    ]
  }
  resource instance AWS::EC2::Instance {
    SubnetId: placed[0]
    LaunchTemplate: { LaunchTemplateId: launch_template, Version: launch_template.LatestVersionNumber }
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  } with {
    DependsOn: [if public then network.public_routes else network.private_routes]
    Metadata: instance_accepted.metadata
  }
  if public {
    resource address AWS::EC2::EIP {
      Domain: "vpc"
      InstanceId: instance
      Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
    }
  }

  ## Its security group
  export security_group = security_group
  ## SSH, where it has a key
  export ports = if ssh_key == null then [] else [22]
  ## The instance
  export instance = instance
  ## Its fixed public address, or null
  export address = if public then address else null
  ## Its role
  export role = role
  ## Its own name
  export name = self.name
  ## What alarms and dashboards watch
  export metrics = [
    {
      name: "status", title: "${self.name}: failed status checks", namespace: "AWS/EC2", metric: "StatusCheckFailed"
      dimensions: { InstanceId: instance }, statistic: "Maximum", threshold: 0, periods: 3
    }
  ]
}
