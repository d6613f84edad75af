# flags: -MD -MF no/such/folder/MT0002.d
#~? MT0002
resource q AWS::SQS::Queue {}
