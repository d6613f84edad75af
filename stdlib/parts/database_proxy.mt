## A proxy that pools a database's connections (RDS Proxy).
##
## Makes: the proxy with its targets, its role and policy, and the rules by which it reaches the database. Written for other
## patterns.
##
## Promises: stands in the database's own security group, so that a flow to the database reaches it.
##
## Costs: by the processors of the database's instances.
pattern database_proxy(
  ## Path of the tier: its logical IDs begin with it
  owner: string,
  ## The tier's name
  tier_name: string,
  ## What the database speaks
  family: "MYSQL" | "POSTGRESQL",
  ## The database: instances or clusters, under the target group's own names
  targets: { DBInstanceIdentifiers: list?, DBClusterIdentifiers: list? },
  ## What must stand before the targets: the password's last part, instances of a cluster
  after: list,
  ## ARN of the secret with the master user's password
  secret: any,
  ## Refuses connections without TLS
  require_tls: bool,
  ## Its subnets
  subnets: list,
  ## The database's security group
  group: any,
  ## The database's port
  port: int
) {
  resource policy AWS::IAM::ManagedPolicy {
    Description: "Reads the password of the database ${tier_name}"
    PolicyDocument: {
      Version: "2012-10-17"
      Statement: [{
        Sid: "ReadSecret"
        Effect: "Allow"
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"]
        Resource: [secret]
      }]
    }
  } with {
    id: "${owner}ProxyPolicy"
  }
  resource role AWS::IAM::Role {
    Description: "Proxy of the database ${tier_name}"
    AssumeRolePolicyDocument: {
      Version: "2012-10-17"
      Statement: [{ Effect: "Allow", Principal: { Service: "rds.amazonaws.com" }, Action: "sts:AssumeRole" }]
    }
    ManagedPolicyArns: [policy]
  } with {
    id: "${owner}ProxyRole"
  }
  accepted proxy_accepted {
    because: if require_tls then [] else [{ reason: "Takes connections without TLS, as was asked for: require_tls: false", rules: ["CT.RDS.PR.26"] }]
  }
  resource proxy AWS::RDS::DBProxy {
    DBProxyName: "${aws.stack_name}-${replace(tier_name, "_", "-")}"
    EngineFamily: family
    Auth: [{ AuthScheme: "SECRETS", SecretArn: secret, IAMAuth: "DISABLED" }]
    RoleArn: role.Arn
    RequireTLS: require_tls
    VpcSubnetIds: subnets
    VpcSecurityGroupIds: [group.GroupId]
  } with {
    id: "${owner}ConnectionProxy"
    Metadata: proxy_accepted.metadata
  }
  # The proxy signs in with what the attachment completed, to instances that must be there.
  resource target_group AWS::RDS::DBProxyTargetGroup {
    DBProxyName: proxy
    TargetGroupName: "default"
    ...targets
    ConnectionPoolConfigurationInfo: { MaxConnectionsPercent: 90, MaxIdleConnectionsPercent: 50, ConnectionBorrowTimeout: 120 }
  } with {
    id: "${owner}ProxyTargets"
    DependsOn: after
  }
  # From the group that it shares with the database it goes on to the database.
  resource ingress AWS::EC2::SecurityGroupIngress {
    GroupId: group.GroupId
    SourceSecurityGroupId: group.GroupId
    IpProtocol: "tcp"
    FromPort: port
    ToPort: port
    Description: "Proxy to database"
  } with {
    id: "${owner}ProxyIngress"
  }
  resource egress AWS::EC2::SecurityGroupEgress {
    GroupId: group.GroupId
    DestinationSecurityGroupId: group.GroupId
    IpProtocol: "tcp"
    FromPort: port
    ToPort: port
    Description: "Proxy to database"
  } with {
    id: "${owner}ProxyEgress"
  }

  ## The name under which it is reached
  export address = proxy.Endpoint
}
