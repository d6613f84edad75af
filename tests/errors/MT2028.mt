param names: list(string)

output count = fn.Length(names) #~ MT2028

resource settings AWS::SSM::Parameter {
  Type: "String"
  Value: fn.ToJsonString({ region: aws.region }) #~ MT2028
}
