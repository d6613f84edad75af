## Backups of two databases, locked for a week, with copies in another region under a key of that region
architecture copies
azs 2
network main { isolated: null }
tier db = database { network: main, subnets: main.isolated, engine: "postgres", backup: 30d }
tier au = aurora { network: main, subnets: main.isolated, engine: "postgres", serverless: 0..8 }
log_key key {}
backup nightly { tiers: [db, au], keep: 35d, copy_to: far.vault, key: key.arn, lock: 7d }
stack far in "ap-northeast-3" {
  log_key key {}
  resource vault AWS::Backup::BackupVault { BackupVaultName: "copies-of-${aws.stack_name}", EncryptionKeyArn: key.arn } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
}

test "a vault in each region" {
  expect len(resources(AWS::Backup::BackupVault)) == 2
  expect len(logical("NightlySelection").BackupSelection.Resources) == 2
  expect logical("NightlyVault").LockConfiguration.MinRetentionDays == 7
  expect len(logical("NightlyPlan").BackupPlan.BackupPlanRule[0].CopyActions) == 1
}
