resource vault AWS::Backup::BackupVault { BackupVaultName: "shop" }
resource daily AWS::Backup::BackupPlan {
  BackupPlan: {
    BackupPlanName: "daily"
    BackupPlanRule: [{
      RuleName: "daily", TargetBackupVault: vault
      Lifecycle: { MoveToColdStorageAfterDays: 30
                   DeleteAfterDays: 90 } #~ MT3501
    }]
  }
}
