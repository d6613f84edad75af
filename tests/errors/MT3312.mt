param password: string = "secret" { secret: true } #~ MT3313
resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: password #~ MT3312
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource other AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: "c0rrect/horse" #~ MT3312 MT3313
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource long AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: "c0rrect-horse-battery-staple-c0rrect-horse-battery" #~ MT3312 MT3313
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
resource later AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper"
  MasterUserPassword: "pre/fix-{{resolve:ssm-secure:password:1}}-that-is-rather-long"
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
