## How a load balancer tests its targets, and lets them come and go.
##
## Makes: no resource; 'properties' is laid into a target group. Written for other patterns.
##
## Costs: nothing.
pattern target_settings(
  ## What is spoken to the targets
  protocol: "HTTP" | "HTTPS",
  ## How they are tested
  health: { path: string, grace: duration, interval: duration, timeout: duration, healthy: int, unhealthy: int, codes: string },
  ## Keeps a client on its target for so long; null: does not
  stickiness: duration? = null,
  ## How long a target that leaves may finish its requests
  draining: duration,
  ## Lets a new target warm up for so long; null: does not
  slow_start: duration? = null
) {
  assert health.timeout < health.interval else "health: the timeout must be shorter than the interval"
  assert health.interval.seconds in 5..300 else "health: the interval is between 5s and 300s"
  assert draining.seconds in 0..3600 else "'draining' is between 0s and 1h"
  assert stickiness == null or stickiness.seconds in 1..604800 else "'stickiness' is between 1s and 7d"
  assert slow_start == null or slow_start.seconds in 30..900 else "'slow_start' is between 30s and 15m"

  ## Properties of AWS::ElasticLoadBalancingV2::TargetGroup
  export properties = {
    HealthCheckProtocol: protocol
    HealthCheckPath: health.path
    HealthCheckIntervalSeconds: health.interval.seconds
    HealthCheckTimeoutSeconds: health.timeout.seconds
    HealthyThresholdCount: health.healthy
    UnhealthyThresholdCount: health.unhealthy
    Matcher: { HttpCode: health.codes }
    TargetGroupAttributes: flatten([
      { Key: "deregistration_delay.timeout_seconds", Value: "${draining.seconds}" },
      { Key: "load_balancing.cross_zone.enabled", Value: "true" },
      if stickiness == null then [{ Key: "stickiness.enabled", Value: "false" }] else [
        { Key: "stickiness.enabled", Value: "true" },
        { Key: "stickiness.type", Value: "lb_cookie" },
        { Key: "stickiness.lb_cookie.duration_seconds", Value: "${stickiness.seconds}" }
      ],
      if slow_start == null then [] else [{ Key: "slow_start.duration_seconds", Value: "${slow_start.seconds}" }]
    ])
  }
}
