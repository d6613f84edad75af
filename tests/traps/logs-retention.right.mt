resource logs AWS::Logs::LogGroup {
  RetentionInDays: 60
}
