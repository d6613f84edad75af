resource logs AWS::Logs::LogGroup {
  RetentionInDays: 45 #~ MT2006
}
