pattern jobs_tier() is tier { #~ MT1020
  resource main AWS::SQS::Queue {}
  export security_group = null
}
tier jobs = jobs_tier {}
