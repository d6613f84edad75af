resource db AWS::RDS::DBInstance {
  Engine: "mysql", DBInstanceClass: "db.t3.small", AllocatedStorage: "20"
  MasterUsername: "keeper", ManageMasterUserPassword: true
  MultiAZ: true
  AvailabilityZone: "${aws.region}a" #~ MT3301
} with { DeletionPolicy: "Snapshot", UpdateReplacePolicy: "Snapshot" }
