resource overview AWS::CloudWatch::Dashboard {
  DashboardBody: "{ \"widgets\": [ { \"region\": \"${aws.region}\", } ] }" #~ MT2046
}

resource machine AWS::StepFunctions::StateMachine {
  RoleArn: "arn:aws:iam::123456789012:role/machine"
  #~@8 MT2046
  DefinitionString: """
    {
      "StartAt": "wait"
      "States": {}
    }
  """
}

resource right AWS::CloudWatch::Dashboard {
  DashboardBody: json({ widgets: [{ type: "text", x: 0, y: 0, width: 6, height: 3, properties: { markdown: aws.region } }] })
}
