resource jobs AWS::SQS::Queue {} with {
  CreationPolicy: { ResourceSignal: { Count: 1 } } #~ MT2029
}

resource signal AWS::CloudFormation::WaitCondition {} with {
  CreationPolicy: { ResourceSignal: { Cuont: 1 } } #~ MT2003
}

resource other AWS::CloudFormation::WaitCondition {} with {
  CreationPolicy: { ResourcesSignal: { Count: 1 } } #~ MT2003
}
