resource jobs AWS::SQS::Queue {}
output url = jobs { describtion: "where jobs are sent" } #~ MT0024
