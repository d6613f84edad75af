resource jobs AWS::SQS::Queue {} with { id: "jobs-queue" } #~ MT1015
