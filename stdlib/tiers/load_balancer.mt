## An application load balancer: the entry for HTTP and HTTPS.
##
## Makes: the load balancer over all zones, its security group (filled by `flow`), the HTTPS listener with the
## certificate, the HTTP listener that redirects to it, one listener rule for each route with a path or a host.
##
## Promises: TLS 1.2 or better; malformed headers dropped and desynchronised requests refused; not deleted by accident.
## Rules have the priorities 10, 20, 30, … in the order of the routes, so that one with its own priority fits between.
## What matches no route is answered with 404. Without a certificate it speaks HTTP only, which is warned of when public.
##
## Costs: a load balancer by the hour, and by what passes through it.
pattern load_balancer(
  ## The network that it stands in
  network: network,
  ## Reached from inside the network only
  internal: bool = false,
  ## Its subnets, two zones at least; null: the public ones, or the private ones when internal
  subnets: list? = null,
  ## The certificate of the HTTPS listener; null: HTTP only
  certificate: arn? = null,
  ## Further certificates, chosen by the name that the client asks for
  more_certificates: list(arn) = [],
  ## Where requests go: the first that matches by path ("/api/*") and host ("*.example.com"); the one with neither takes the rest.
  ## 'name' names the rule in the template, 'priority' pins its place (1 to 50000, lower first)
  routes: list({ to: tier, path: string?, host: string?, name: string?, priority: int? }),
  ## Sends HTTP on to HTTPS; false: port 80 is closed
  redirect_http: bool = true,
  ## AWS's TLS policy
  tls_policy: string = "ELBSecurityPolicy-TLS13-1-2-2021-06",
  ## How long a silent connection is kept
  idle_timeout: duration = 60s,
  ## The bucket that keeps a line for each request; null: none kept
  access_logs: log_bucket? = null,
  ## Refuses deletion until an update turns this off
  protection: bool = true,
  ## The web firewall in front of it; null: none
  waf: web_firewall? = null,
  ## Further attributes under AWS's names: { "routing.http2.enabled": "false" }
  attributes: map(string) = {}
) is tier {
  let secure = certificate != null
  let placed = subnets ?? (if internal then network.private else network.public)

  warn secure or internal else "a public load balancer without a certificate: what it carries is not encrypted"
  assert not known(placed) or len(placed) >= 2 else "a load balancer needs subnets in two zones, and has ${len(placed)}"
  assert idle_timeout.seconds in 1..4000 else "a load balancer's idle_timeout is between 1s and 4000s"
  assert secure or len(more_certificates) == 0 else "'more_certificates' needs 'certificate'"

  # A route with neither path nor host takes what no other takes.
  let defaults = [for route in routes if route.path == null and route.host == null: route.to]
  let chosen   = [for route in routes if route.path != null or route.host != null: route]
  let rules    = [for route, i in chosen: {
    key: route.name ?? join("", [for part in [route.host, route.path] if part != null: part])
    priority: route.priority ?? (i + 1) * 10
    host: route.host
    path: route.path
    to: route.to
  }]
  assert len(defaults) <= 1 else "${len(defaults)} routes have neither path nor host: one takes the rest"
  assert len(distinct([for rule_of in rules: rule_of.priority])) == len(rules) else "two routes have the same priority"

  resource security_group AWS::EC2::SecurityGroup {
    GroupDescription: "Load balancer ${self.name}"
    VpcId: network.vpc
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  }

  let settings = merge({
    "deletion_protection.enabled": "${protection}"
    "idle_timeout.timeout_seconds": "${idle_timeout.seconds}"
    "routing.http.drop_invalid_header_fields.enabled": "true"
    "routing.http.desync_mitigation_mode": "defensive"
    "access_logs.s3.enabled": if access_logs != null then "true" else "false"
    ...if access_logs != null
       then { "access_logs.s3.bucket": access_logs.bucket, "access_logs.s3.prefix": "load-balancers/${self.name}" }
       else {}
  }, attributes)

  accepted balancer_accepted {
    because: flatten([
      if access_logs != null then [] else [{
        reason: "No log of each request was asked for: 'access_logs' names a bucket for it"
        rules: ["AwsSolutions-ELB2", "NIST.800.53.R5-ELBLoggingEnabled", "CT.ELASTICLOADBALANCING.PR.6", "CKV_AWS_91"]
      }],
      if waf != null then [] else [{
        reason: if internal then "Reached from inside the network only" else "No web firewall was asked for: 'waf' names one"
        rules: ["NIST.800.53.R5-ALBWAFEnabled"]
      }],
      if known(protection) and protection then [] else [{
        reason: "May be deleted unless 'protection' forbids it"
        rules: ["NIST.800.53.R5-ELBDeletionProtectionEnabled", "CT.ELASTICLOADBALANCING.PR.5"]
      }]
    ])
  }
  resource load_balancer AWS::ElasticLoadBalancingV2::LoadBalancer {
    Type: "application"
    Scheme: if internal then "internal" else "internet-facing"
    Subnets: placed
    SecurityGroups: [security_group.GroupId]
    LoadBalancerAttributes: [for name in keys(settings): { Key: name, Value: settings[name] }]
    Tags: [{ Key: "Name", Value: "${aws.stack_name}-${self.name}" }]
  } with {
    # Answers must find their way out, and the bucket must take the log before logging is turned on.
    DependsOn: [if internal then [] else network.public_routes, if access_logs != null then access_logs.policy else null]
    Metadata: balancer_accepted.metadata
  }

  let rest = if len(defaults) > 0
             then [{ Type: "forward", TargetGroupArn: defaults[0].target_group }]
             else [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "404", ContentType: "text/plain", MessageBody: "Not found" } }]

  if secure {
    accepted https_accepted {
      because: if known(certificate) then [] else [{
        reason: "The certificate is given when the stack is deployed, which this rule does not see"
        rules: ["CT.ELASTICLOADBALANCING.PR.2"]
      }]
    }
    resource https_listener AWS::ElasticLoadBalancingV2::Listener {
      LoadBalancerArn: load_balancer
      Port: 443
      Protocol: "HTTPS"
      SslPolicy: tls_policy
      Certificates: [{ CertificateArn: certificate }]
      DefaultActions: rest
    } with {
      Metadata: https_accepted.metadata
    }
    if len(more_certificates) > 0 {
      accepted more_accepted {
        because: if len([for more in more_certificates if not known(more): more]) == 0 then [] else [{
          reason: "The certificates are given when the stack is deployed, which this rule does not see"
          rules: ["CT.ELASTICLOADBALANCING.PR.2"]
        }]
      }
      resource listener_certificates AWS::ElasticLoadBalancingV2::ListenerCertificate {
        ListenerArn: https_listener
        Certificates: [for more in more_certificates: { CertificateArn: more }]
      } with {
        Metadata: more_accepted.metadata
      }
    }
  }
  if redirect_http or not secure {
    accepted http_accepted {
      because: if secure then [{ reason: "Sends every request on to HTTPS", rules: ["NIST.800.53.R5-ELBv2ACMCertificateRequired"] }] else [{
        reason: "No certificate was given, so that it speaks HTTP only: 'certificate' changes that"
        rules: [
          "NIST.800.53.R5-ALBHttpToHttpsRedirection", "NIST.800.53.R5-ELBv2ACMCertificateRequired",
          "CT.ELASTICLOADBALANCING.PR.1", "CKV_AWS_2", "CKV_AWS_103"
        ]
      }]
    }
    resource http_listener AWS::ElasticLoadBalancingV2::Listener {
      LoadBalancerArn: load_balancer
      Port: 80
      Protocol: "HTTP"
      DefaultActions: if secure
                      then [{ Type: "redirect", RedirectConfig: { Protocol: "HTTPS", Port: "443", StatusCode: "HTTP_301" } }]
                      else rest
    } with {
      Metadata: http_accepted.metadata
    }
  }
  let listener = if secure then https_listener else http_listener

  for chosen_rule in rules {
    resource listener_rule[chosen_rule.key] AWS::ElasticLoadBalancingV2::ListenerRule {
      ListenerArn: listener
      Priority: chosen_rule.priority
      Conditions: flatten([
        if chosen_rule.host != null then [{ Field: "host-header", HostHeaderConfig: { Values: [chosen_rule.host] } }] else [],
        if chosen_rule.path != null then [{ Field: "path-pattern", PathPatternConfig: { Values: [chosen_rule.path] } }] else []
      ])
      Actions: [{ Type: "forward", TargetGroupArn: chosen_rule.to.target_group }]
    }
  }

  # Groups that scale by requests: the metric is that of this load balancer and their target group together, and
  # exists once a listener or a rule ties the two.
  let counted = [for route, i in routes
                 if "requests" in route.to and route.to.requests != null
                    and not (route.to.name in [for earlier, j in routes if j < i and "requests" in earlier.to: earlier.to.name]):
                 route.to]
  for target in [for one in counted if not ("scaling_target" in one): one] {
    resource request_scaling[target.name] AWS::AutoScaling::ScalingPolicy {
      AutoScalingGroupName: target.group_name
      PolicyType: "TargetTrackingScaling"
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: {
          PredefinedMetricType: "ALBRequestCountPerTarget"
          ResourceLabel: "${load_balancer.LoadBalancerFullName}/${target.target_group.TargetGroupFullName}"
        }
        TargetValue: target.requests
      }
    } with {
      DependsOn: [listener, [for chosen_rule in rules: listener_rule[chosen_rule.key]]]
    }
  }

  for target in [for one in counted if "scaling_target" in one: one] {
    resource service_scaling[target.name] AWS::ApplicationAutoScaling::ScalingPolicy {
      PolicyName: "${aws.stack_name}-${target.name}-requests"
      PolicyType: "TargetTrackingScaling"
      ScalingTargetId: target.scaling_target
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: {
          PredefinedMetricType: "ALBRequestCountPerTarget"
          ResourceLabel: "${load_balancer.LoadBalancerFullName}/${target.target_group.TargetGroupFullName}"
        }
        TargetValue: target.requests
      }
    } with {
      DependsOn: [listener, [for chosen_rule in rules: listener_rule[chosen_rule.key]]]
    }
  }

  # ECS takes a target group for a service only once a load balancer uses it.
  let targets = [for route, i in routes
                 if not (route.to.target_group in [for earlier, j in routes if j < i: earlier.to.target_group]): route.to]
  for target in targets {
    if "service" in target {
      override target.service {} with { DependsOn: [listener, [for chosen_rule in rules: listener_rule[chosen_rule.key]]] }
    }
  }

  let named_targets = [for target in targets: {
    name: if "name" in target then target.name else lower(label(target.target_group))
    group: target.target_group
  }]

  if waf != null {
    resource firewall_association AWS::WAFv2::WebACLAssociation {
      ResourceArn: load_balancer
      WebACLArn: waf.arn
    }
  }

  ## Its security group
  export security_group = security_group
  ## Why a scanner's finding is accepted where 'flow internet -> …' opens it to everybody; null: it is not
  export public_reason = if internal then null else "A public entry: 'flow internet -> …' lets anybody ask"
  ## The ports that it listens on
  export ports = if not secure then [80] else if redirect_http then [80, 443] else [443]
  ## Its ARN
  export arn = load_balancer
  ## The name under which it is reached
  export dns_name = load_balancer.DNSName
  ## The Route 53 zone of that name: for alias records
  export zone_id = load_balancer.CanonicalHostedZoneID
  ## Its name in metrics
  export full_name = load_balancer.LoadBalancerFullName
  ## The HTTPS listener, or null
  export https_listener = if secure then https_listener else null
  ## The HTTP listener, or null
  export http_listener = if redirect_http or not secure then http_listener else null
  ## Its own name
  export name = self.name
  ## What alarms and dashboards watch
  export metrics = flatten([
    {
      name: "requests", title: "${self.name}: requests", namespace: "AWS/ApplicationELB", metric: "RequestCount"
      dimensions: { LoadBalancer: load_balancer.LoadBalancerFullName }, statistic: "Sum", threshold: null, periods: 5
    },
    {
      name: "errors", title: "${self.name}: answers 5xx of the load balancer", namespace: "AWS/ApplicationELB", metric: "HTTPCode_ELB_5XX_Count"
      dimensions: { LoadBalancer: load_balancer.LoadBalancerFullName }, statistic: "Sum", threshold: 10, periods: 5
    },
    {
      name: "target_errors", title: "${self.name}: answers 5xx of its targets", namespace: "AWS/ApplicationELB", metric: "HTTPCode_Target_5XX_Count"
      dimensions: { LoadBalancer: load_balancer.LoadBalancerFullName }, statistic: "Sum", threshold: 10, periods: 5
    },
    {
      name: "latency", title: "${self.name}: answer within (s, 95 of 100)", namespace: "AWS/ApplicationELB", metric: "TargetResponseTime"
      dimensions: { LoadBalancer: load_balancer.LoadBalancerFullName }, statistic: "p95", threshold: 1, periods: 5
    },
    flatten([for target in named_targets: [
      {
        name: "healthy_${target.name}", title: "${self.name}: healthy targets of ${target.name}", namespace: "AWS/ApplicationELB", metric: "HealthyHostCount"
        dimensions: { LoadBalancer: load_balancer.LoadBalancerFullName, TargetGroup: target.group.TargetGroupFullName }
        statistic: "Minimum", threshold: null, periods: 5
      },
      {
        name: "unhealthy_${target.name}", title: "${self.name}: unhealthy targets of ${target.name}", namespace: "AWS/ApplicationELB", metric: "UnHealthyHostCount"
        dimensions: { LoadBalancer: load_balancer.LoadBalancerFullName, TargetGroup: target.group.TargetGroupFullName }
        statistic: "Maximum", threshold: 0, periods: 3
      }
    ]])
  ])
}
