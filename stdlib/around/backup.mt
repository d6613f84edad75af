## Backups in one place, apart from what they are of (AWS Backup).
##
## Makes: a vault, a daily plan, the selection of what is backed up, the role that does it; a copy in another vault, where
## asked for.
##
## Promises: a backup each day, kept for 7 to 35 days; encrypted; in a vault that does not go with the stack. A copy in
## another region outlives the region: give the vault of a 'stack … in' that other region.
##
## Costs: storage by the gigabyte and month, in each vault; copies by the gigabyte that crosses regions.
pattern backup(
  ## The tiers that hold data: any that export 'backup_source'
  tiers: list(tier) = [],
  ## Other things (ARNs): a file system, a table, a bucket
  resources: list(arn) = [],
  ## How long backups are kept, 7 to 35 days
  keep: duration = 35d,
  ## When they are made, in UTC
  schedule: string = "cron(0 17 * * ? *)",
  ## A vault of another stack or region that gets a copy
  copy_to: ref(AWS::Backup::BackupVault)? = null,
  ## The same by its ARN, for a vault that stands already
  copy_to_arn: arn? = null,
  ## How long copies are kept; null: as long
  copy_keep: duration? = null,
  ## Forbids that anybody, the root user included, deletes a backup before it has been kept so long; null: does not
  lock: duration? = null,
  ## KMS key (ARN) of the vault; null: AWS Backup's own key
  key: arn? = null
) {
  for kept in tiers {
    assert "backup_source" in kept else "a tier is backed up by the 'backup_source' that its pattern exports, and one of these exports none: database and aurora do"
  }
  assert len(tiers) + len(resources) > 0 else "a backup of nothing: name 'tiers' or 'resources'"
  assert keep.days in 7..35 else "backups are kept for 7 to 35 days, and this is ${keep}"
  assert copy_keep == null or copy_keep.days in 7..3650 else "copies are kept for 7 days at least"
  assert copy_to == null or copy_to_arn == null else "'copy_to' and 'copy_to_arn' name the same thing: give one"
  assert lock == null or lock.days in 1..keep.days else "'lock' is a day at least, and no longer than backups are kept"

  accepted vault_accepted {
    because: if key != null then [] else [{ reason: "Encrypted with AWS Backup's own key: 'key' names another", rules: ["CKV_AWS_166"] }]
  }
  resource vault AWS::Backup::BackupVault {
    BackupVaultName: "${aws.stack_name}-${self.name}"
    EncryptionKeyArn: key
    LockConfiguration: if lock == null then null else { MinRetentionDays: lock.days }
  } with {
    DeletionPolicy: "Retain"
    UpdateReplacePolicy: "Retain"
    Metadata: vault_accepted.metadata
  }

  # AWS's ready-made policies: what a backup needs of a service changes with the service, and AWS Backup Developer Guide
  # ("IAM service roles") gives no other list.
  accepted role_accepted {
    because: [{
      reason: "AWS's own policies: what a backup needs of a service changes with the service"
      rules: [
        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup]",
        "AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores]"
      ]
    }]
  }
  resource role AWS::IAM::Role {
    Description: "Makes the backups of ${self.name}"
    AssumeRolePolicyDocument: {
      Version: "2012-10-17"
      Statement: [{
        Effect: "Allow"
        Principal: { Service: "backup.amazonaws.com" }
        Action: "sts:AssumeRole"
        Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
      }]
    }
    ManagedPolicyArns: [
      "arn:${aws.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup",
      "arn:${aws.partition}:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForRestores"
    ]
  } with {
    Metadata: role_accepted.metadata
  }

  accepted plan_accepted {
    because: if keep.days >= 35 then [] else [{
      reason: "Kept as long as was asked for, ${keep}", rules: ["BACKUP_PLAN_MIN_FREQUENCY_AND_MIN_RETENTION_CHECK"]
    }]
  }
  let copy = if copy_to != null then copy_to.BackupVaultArn else copy_to_arn
  resource plan AWS::Backup::BackupPlan {
    BackupPlan: {
      BackupPlanName: "${aws.stack_name}-${self.name}"
      BackupPlanRule: [{
        RuleName: "daily"
        TargetBackupVault: vault
        ScheduleExpression: schedule
        StartWindowMinutes: 60
        CompletionWindowMinutes: 480
        Lifecycle: { DeleteAfterDays: keep.days }
        CopyActions: if copy == null then null else [{
          DestinationBackupVaultArn: copy
          Lifecycle: { DeleteAfterDays: (copy_keep ?? keep).days }
        }]
      }]
    }
  } with {
    Metadata: plan_accepted.metadata
  }
  resource selection AWS::Backup::BackupSelection {
    BackupPlanId: plan
    BackupSelection: {
      SelectionName: self.name
      IamRoleArn: role.Arn
      Resources: flatten([[for kept in tiers: kept.backup_source], resources])
    }
  }

  ## The vault's name
  export vault = vault
  ## Its ARN
  export arn = vault.BackupVaultArn
  ## The plan
  export plan = plan
}
