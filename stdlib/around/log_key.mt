## A key of one's own (KMS) for logs, topics and trails.
##
## Makes: the key with its alias.
##
## Promises: a new key material each year; used by this account's log groups, alarms, topics, trails and backups alone, and
## by whom the account's own policies allow. It stays when the stack goes, for without it nothing that it encrypted can be
## read.
##
## Costs: the key by the month, requests by the ten thousand.
pattern log_key(
  ## How long a deletion may be taken back, 7 to 30 days
  pending: duration = 30d
) {
  assert pending.days in 7..30 else "a key's deletion may be taken back for 7 to 30 days, and this is ${pending}"

  let my_trails = "arn:${aws.partition}:cloudtrail:*:${aws.account}:trail/*"

  resource key AWS::KMS::Key {
    Description: "Logs, topics and trails of ${aws.stack_name}"
    EnableKeyRotation: true
    PendingWindowInDays: pending.days
    KeyPolicy: {
      Version: "2012-10-17"
      Statement: [
        {
          Sid: "Account"
          Effect: "Allow"
          Principal: { AWS: "arn:${aws.partition}:iam::${aws.account}:root" }
          Action: ["kms:*"]
          Resource: "*"
        },
        {
          Sid: "GrantsToServicesAlone"
          Effect: "Deny"
          Principal: { AWS: "*" }
          Action: ["kms:CreateGrant"]
          Resource: "*"
          Condition: { BoolIfExists: { "kms:GrantIsForAWSResource": "false", "aws:PrincipalIsAWSService": "false" } }
        },
        # Amazon CloudWatch Logs User Guide, "Encrypt log data in CloudWatch Logs using AWS Key Management Service"
        {
          Sid: "LogGroups"
          Effect: "Allow"
          Principal: { Service: "logs.${aws.region}.${aws.url_suffix}" }
          Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
          Resource: "*"
          Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": "arn:${aws.partition}:logs:${aws.region}:${aws.account}:*" } }
        },
        # Amazon SNS Developer Guide, "Enable compatibility between event sources from AWS services and encrypted topics". Without
        # a condition: not all of them say for whom they act, and what is refused here is an alarm that nobody hears.
        {
          Sid: "Publishers"
          Effect: "Allow"
          Principal: { Service: ["backup.amazonaws.com", "cloudwatch.amazonaws.com", "events.amazonaws.com"] }
          Action: ["kms:Decrypt", "kms:GenerateDataKey*"]
          Resource: "*"
        },
        # AWS CloudTrail User Guide, "Configure AWS KMS key policies for CloudTrail"
        {
          Sid: "Trails"
          Effect: "Allow"
          Principal: { Service: "cloudtrail.amazonaws.com" }
          Action: ["kms:GenerateDataKey*"]
          Resource: "*"
          Condition: { StringLike: { "aws:SourceArn": my_trails, "kms:EncryptionContext:aws:cloudtrail:arn": my_trails } }
        },
        {
          Sid: "TrailsDescribe"
          Effect: "Allow"
          Principal: { Service: "cloudtrail.amazonaws.com" }
          Action: ["kms:DescribeKey"]
          Resource: "*"
          Condition: { StringLike: { "aws:SourceArn": my_trails } }
        }
      ]
    }
  } with {
    DeletionPolicy: "Retain"
    UpdateReplacePolicy: "Retain"
  }
  resource alias AWS::KMS::Alias {
    AliasName: "alias/${aws.stack_name}-${self.name}"
    TargetKeyId: key
  }

  ## The key's id
  export id = key
  ## Its ARN
  export arn = key.Arn
}
