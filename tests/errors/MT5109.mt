# flags: -W practice-operation
resource node AWS::Neptune::DBInstance { DBInstanceClass: "db.r5.large" } #~ MT5109
