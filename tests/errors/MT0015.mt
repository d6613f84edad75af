resource logs AWS::Logs::LogGroup {
  LogGroupName: "C:\logs" #~ MT0015
}
