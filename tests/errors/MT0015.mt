resource logs AWS::SSM::Parameter {
  Type: "String"
  Value: "C:\logs" #~ MT0015
}
