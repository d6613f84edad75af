resource jobs AWS::SQS::Queue { #~ MT3001
  RedrivePolicy: { deadLetterTargetArn: dead.Arn, maxReceiveCount: 5 }
}
resource dead AWS::SQS::Queue {
  RedriveAllowPolicy: { redrivePermission: "byQueue", sourceQueueArns: [jobs.Arn] }
}
