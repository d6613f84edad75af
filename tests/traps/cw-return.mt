resource rate AWS::CloudWatch::Alarm {
  ComparisonOperator: "GreaterThanThreshold", Threshold: 5, EvaluationPeriods: 3
  Metrics: [ #~ MT3535
    { Id: "rate", Expression: "100 * errors / requests" },
    { Id: "errors", ReturnData: true
      MetricStat: { Metric: { Namespace: "Shop", MetricName: "Errors" }, Period: 60, Stat: "Sum" } },
    { Id: "requests", ReturnData: true
      MetricStat: { Metric: { Namespace: "Shop", MetricName: "Requests" }, Period: 60, Stat: "Sum" } }
  ]
}
