resource accounts AWS::Events::EventBusPolicy {
  StatementId: "them"
  Action: "events:PutEvents" #~ MT2021
  Principal: "123456789012" #~ MT2021
}
