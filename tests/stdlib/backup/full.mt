# Every argument of backups.
azs 2
param storage_key: arn
param files: arn
network main {}
tier db = database { network: main, engine: "postgres" }

resource copies AWS::Backup::BackupVault {
  BackupVaultName: "copies"
} with {
  DeletionPolicy: "Retain"
  UpdateReplacePolicy: "Retain"
  Metadata: { checkov: { skip: [{ id: "CKV_AWS_166", comment: "Encrypted with AWS Backup's own key, as copies are" }] } }
}

backup vault {
  tiers: [db]
  resources: [files]
  keep: 14d
  schedule: "cron(0 3 ? * * *)"
  copy_to: copies
  copy_keep: 90d
  lock: 7d
  key: storage_key
}
backup far { tiers: [db], copy_to_arn: "arn:aws:backup:eu-west-1:123456789012:backup-vault:far" }

output vault = vault.vault
output arn   = vault.arn
output plan  = vault.plan
