## What language.mt uses
type size_name = "small" | "large"
let default_keep = 4d
pattern queue(size: size_name = "small", keep: duration = default_keep) {
  resource q AWS::SQS::Queue { MessageRetentionPeriod: keep.seconds, VisibilityTimeout: if size == "small" then 30 else 60 }
  export url = q
  export arn = q.Arn
}
