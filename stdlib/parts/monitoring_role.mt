## The role with which RDS writes the metrics of a database's operating system.
##
## Makes: the role. Written for other patterns.
##
## Costs: nothing.
pattern monitoring_role(
  ## Path of the tier: its logical ID begins with it
  owner: string,
  ## The tier's name
  tier_name: string
) {
  # AWS's ready-made policy: RDS refuses a role in which it does not find all of these permissions.
  accepted role_accepted {
    because: [{
      reason: "RDS looks for AWS's own policy in the role"
      rules: ["AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]"]
    }]
  }
  resource role AWS::IAM::Role {
    Description: "Writes the operating system metrics of the database ${tier_name}"
    AssumeRolePolicyDocument: {
      Version: "2012-10-17"
      Statement: [{
        Effect: "Allow"
        Principal: { Service: "monitoring.rds.amazonaws.com" }
        Action: "sts:AssumeRole"
        Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
      }]
    }
    ManagedPolicyArns: ["arn:${aws.partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"]
  } with {
    id: "${owner}MonitoringRole"
    Metadata: role_accepted.metadata
  }

  ## Its ARN
  export arn = role.Arn
}
