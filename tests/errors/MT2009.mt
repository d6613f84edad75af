param delay: int = 1000
param wait: int = 5 { allowed: [5, 10, 30] }

resource jobs AWS::SQS::Queue {
  DelaySeconds: 1000 #~ MT2009
  VisibilityTimeout: "43201" #~ MT2009
  MaximumMessageSize: 262144
}

resource mails AWS::SQS::Queue {
  DelaySeconds: delay #~ MT2009
  ReceiveMessageWaitTimeSeconds: wait #~ MT2009
}

# A default that a condition rules out is no value of the property.
resource sometimes AWS::SQS::Queue {
  DelaySeconds: if delay == 1000 then null else delay
  VisibilityTimeout: if wait == 5 then 60 else 50000 #~ MT2009
}
