param stage: string #~ MT1024
resource topic AWS::SNS::Topic {}
