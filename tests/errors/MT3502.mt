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
resource hourly AWS::Events::Rule { ScheduleExpression: "rate(1 hours)" } #~ MT3502
resource nightly AWS::Events::Rule { ScheduleExpression: "cron(0 3 * * * *)" } #~ MT3502
resource often AWS::Events::Rule { ScheduleExpression: "every 5 minutes" } #~ MT3502
resource never AWS::Events::Rule { ScheduleExpression: "rate(0 minutes)" } #~ MT3502
resource fine AWS::Events::Rule { ScheduleExpression: "rate(5 minutes)" }
