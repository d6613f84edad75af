resource reader AWS::RDS::DBInstance {
  DBInstanceClass: "db.t3.micro"
  SourceDBInstanceIdentifier: "data"
} with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete" }
