## A picture of the tiers in CloudWatch.
##
## Makes: a dashboard with a graph of each metric that the tiers export, tier by tier.
##
## Promises: shows what alarms watch, and what explains it: requests, traffic, reads and writes.
##
## Costs: a dashboard by the month beyond an account's first three.
pattern dashboard(
  ## The tiers that it shows: any that export 'metrics'
  tiers: list(tier),
  ## Further widgets, as CloudWatch writes them
  widgets: list(any) = []
) {
  for shown in tiers {
    assert "metrics" in shown else "a tier is shown by the 'metrics' that its pattern exports, and one of these exports none"
  }
  # Widgets without a place are put one behind the other, row by row.
  let graphs = flatten([for shown in tiers: [for metric in shown.metrics: {
    type: "metric"
    width: 8
    height: 6
    properties: {
      title: metric.title
      view: "timeSeries"
      region: aws.region
      stat: metric.statistic
      period: 60
      metrics: [flatten([metric.namespace, metric.metric, flatten([for name, value in metric.dimensions: [name, value]])])]
      annotations: if metric.threshold == null then null else { horizontal: [{ value: metric.threshold }] }
    }
  }]])

  resource dashboard AWS::CloudWatch::Dashboard {
    DashboardName: "${aws.stack_name}-${self.name}"
    DashboardBody: json({ widgets: flatten([graphs, widgets]) })
  }

  ## Its name
  export name = dashboard
}
