## Names in Route 53 that lead to a load balancer or a distribution.
##
## Makes: an address record for each name, over IPv4 and IPv6; a health check, where asked for; with a secondary, the two
## records of a failover for each name.
##
## Promises: records that follow their target's addresses (aliases, free to ask for). With a secondary, names lead there
## while the health check finds the primary unhealthy, and back when it is well.
##
## Costs: a health check by the month; the hosted zone, which is not made here. Where Route 53 reports on health checks is
## us-east-1.
pattern dns(
  ## The hosted zone of the names
  zone: string,
  ## Names, and where each leads: a load_balancer, a content_delivery, anything with 'dns_name' and 'zone_id'
  records: map(any),
  ## Where the names lead while the health check fails; null: no failover
  secondary: any = null,
  ## What tests the primary from several places of the world: host, path, port, by HTTPS unless 'https' is false, each 'interval' (10s or
  ## 30s); so many bad answers in a row ('failures') make it unhealthy
  health: { host: string, path: string = "/", port: int = 443, https: bool = true, interval: duration = 30s, failures: int = 3 }? = null,
  ## Records for IPv6, too
  ipv6: bool = true
) {
  assert len(records) > 0 else "no name leads anywhere: 'records' is empty"
  assert secondary == null or health != null else "failover needs 'health': without it Route 53 never leaves the primary"
  assert health == null or health.interval.seconds in [10, 30] else "a health check asks every 10s or 30s"
  assert health == null or health.failures in 1..10 else "'failures' is between 1 and 10"
  for name, target in records {
    assert "dns_name" in target and "zone_id" in target else "'${label(name)}' leads to something without 'dns_name' and 'zone_id'"
  }

  if health != null {
    resource health_check AWS::Route53::HealthCheck {
      HealthCheckConfig: {
        Type: if health.https then "HTTPS" else "HTTP"
        FullyQualifiedDomainName: health.host
        ResourcePath: health.path
        Port: health.port
        RequestInterval: health.interval.seconds
        FailureThreshold: health.failures
        EnableSNI: if health.https then true else null
        MeasureLatency: true
      }
      HealthCheckTags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
    }
  }

  let kinds = if ipv6 then ["A", "AAAA"] else ["A"]
  let roles = if secondary == null then ["SIMPLE"] else ["PRIMARY", "SECONDARY"]
  let entries = flatten([for name, target in records: [for kind in kinds: [for role in roles: {
    key: "${label(name)}_${kind}${if role == "SECONDARY" then "_secondary" else ""}"
    name: name
    kind: kind
    role: role
    target: if role == "SECONDARY" then secondary else target
  }]]])
  for entry in flatten(entries) {
    resource record[entry.key] AWS::Route53::RecordSet {
      HostedZoneId: zone
      Name: entry.name
      Type: entry.kind
      AliasTarget: {
        DNSName: entry.target.dns_name
        HostedZoneId: entry.target.zone_id
        # Of a distribution Route 53 knows no health.
        EvaluateTargetHealth: not (known(entry.target.zone_id) and entry.target.zone_id == "Z2FDTNDATAQYW2")
      }
      SetIdentifier: if entry.role == "SIMPLE" then null else lower(entry.role)
      Failover: if entry.role == "SIMPLE" then null else entry.role
      HealthCheckId: if entry.role == "PRIMARY" then health_check else null
    }
  }

  ## The health check's id, or null: for alarms
  export health_check = if health == null then null else health_check
}
