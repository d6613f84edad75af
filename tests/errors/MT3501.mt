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
resource copies AWS::Backup::BackupPlan {
  BackupPlan: {
    BackupPlanName: "copies"
    BackupPlanRule: [{
      RuleName: "copies", TargetBackupVault: vault
      CopyActions: [{ DestinationBackupVaultArn: vault.BackupVaultArn, Lifecycle: { MoveToColdStorageAfterDays: 1, DeleteAfterDays: 90 } }] #~ MT3501
    }]
  }
}
