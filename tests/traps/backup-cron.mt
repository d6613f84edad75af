resource vault AWS::Backup::BackupVault { BackupVaultName: "shop" }
resource daily AWS::Backup::BackupPlan {
  BackupPlan: {
    BackupPlanName: "daily"
    BackupPlanRule: [{
      RuleName: "daily", TargetBackupVault: vault
      ScheduleExpression: "cron(0 5 * * ?)" #~ MT3502
    }]
  }
}
