resource jobs AWS::SQS::Queue {}

output address = jobs.Arn { export: "jobs-${jobs.QueueName}" } #~ MT2025
output other = jobs.Arn { export: "${aws.stack_name}-jobs" }
