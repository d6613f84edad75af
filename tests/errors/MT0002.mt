# flags: -o no/such/folder/ -o /dev/null/x.json
#~? MT0002
resource q AWS::SQS::Queue {}
