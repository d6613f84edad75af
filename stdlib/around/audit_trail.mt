## A record of every call to AWS in the account (CloudTrail).
##
## Makes: the trail, its log group, the role that writes to it; a key, if none is given.
##
## Promises: calls in every region, with digests that show a changed or missing file; encrypted with the key; kept in the
## bucket as long as the bucket keeps, and searchable in CloudWatch Logs.
##
## Costs: the first trail of an account is free but for what it stores; a further one, and data events, by the hundred
## thousand events; the log group by the gigabyte; the key.
pattern audit_trail(
  ## Where its files go
  bucket: log_bucket,
  ## The key that encrypts them; null: one of its own
  key: log_key? = null,
  ## How long the log group keeps them
  logs: duration = 365d,
  ## Calls of all regions; false: of the stack's own
  all_regions: bool = true,
  ## Reads and writes of the objects of all buckets, too: many events, and not free
  data_events: bool = false
) {
  assert logs.days in [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] else "CloudWatch Logs keeps logs for 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096 or 1827 days, or 6 to 10 years"

  if key == null {
    log_key own_key {}
  }
  let used_key = if key == null then own_key else key

  accepted log_accepted {
    because: if logs.days >= 365 then [] else [{ reason: "Kept as long as was asked for, ${logs}", rules: ["CT.CLOUDWATCH.PR.2"] }]
  }
  resource log_group AWS::Logs::LogGroup {
    RetentionInDays: logs.days
    KmsKeyId: used_key.arn
  } with {
    DeletionPolicy: "Retain"
    UpdateReplacePolicy: "Retain"
    Metadata: log_accepted.metadata
  }
  resource policy AWS::IAM::ManagedPolicy {
    Description: "Writes the trail ${self.name} to its log group"
    PolicyDocument: {
      Version: "2012-10-17"
      Statement: [{
        Sid: "WriteTrail"
        Effect: "Allow"
        Action: ["logs:CreateLogStream", "logs:PutLogEvents"]
        Resource: [log_group.Arn]
      }]
    }
  }
  resource role AWS::IAM::Role {
    Description: "Delivers the trail ${self.name} to its log group"
    AssumeRolePolicyDocument: {
      Version: "2012-10-17"
      Statement: [{
        Effect: "Allow"
        Principal: { Service: "cloudtrail.amazonaws.com" }
        Action: "sts:AssumeRole"
        Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
      }]
    }
    ManagedPolicyArns: [policy]
  }

  accepted trail_accepted {
    because: flatten([
      if all_regions then [] else [{
        reason: "Of one region, as was asked for: all_regions: false", rules: ["CloudTrail.1", "CKV_AWS_67"]
      }],
      if data_events then [] else [{
        reason: "Each object that is read or written would be an event to pay for: 'data_events' records them"
        rules: ["CLOUDTRAIL_S3_DATAEVENTS_ENABLED"]
      }]
    ])
  }
  resource trail AWS::CloudTrail::Trail {
    IsLogging: true
    IsMultiRegionTrail: all_regions
    IncludeGlobalServiceEvents: true
    EnableLogFileValidation: true
    S3BucketName: bucket.bucket
    S3KeyPrefix: "trails/${self.name}"
    KMSKeyId: used_key.arn
    CloudWatchLogsLogGroupArn: log_group.Arn
    CloudWatchLogsRoleArn: role.Arn
    EventSelectors: if not data_events then null else [{
      IncludeManagementEvents: true
      ReadWriteType: "All"
      DataResources: [{ Type: "AWS::S3::Object", Values: ["arn:${aws.partition}:s3:::"] }]
    }]
  } with {
    # CloudTrail tries whether it may write before it agrees to.
    DependsOn: [bucket.policy]
    Metadata: trail_accepted.metadata
  }

  ## Its ARN
  export arn = trail.Arn
  ## Its log group: for metric filters
  export log_group = log_group
}
