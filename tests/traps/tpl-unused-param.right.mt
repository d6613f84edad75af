param stage: string
resource topic AWS::SNS::Topic { DisplayName: stage }
