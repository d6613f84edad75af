resource reader AWS::RDS::DBInstance {
  DBInstanceClass: "db.t3.micro"
  SourceDBInstanceIdentifier: "data"
  MasterUsername: "dbadmin" #~ MT2015
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
