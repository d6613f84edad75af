resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: "{{resolve:secretsmanager:shop:SecretString:password}}"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
