# Every argument of a bucket for logs.
log_bucket logs { keep: 30d }

output name = logs.bucket
output arn  = logs.arn
