resource db AWS::RDS::DBInstance { #~ MT3320
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
}
