# Every argument of a group of instances: behind a load balancer, by steps; and workers that serve no port.
azs 2

param certificate: arn
param image: AWS::EC2::Image::Id
param policy: arn
param topic: arn

network main {}
log_key key {}
accepted token_accepted {
  because: [{ reason: "Made by another team, which renews it", rules: ["AwsSolutions-SMG4", "NIST.800.53.R5-SecretsManagerRotationEnabled"] }]
}
resource token AWS::SecretsManager::Secret { KmsKeyId: key.arn } with { DeletionPolicy: "Delete", UpdateReplacePolicy: "Delete", Metadata: token_accepted.metadata }

tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling {
  network: main
  subnets: main.private
  instance_type: "m7g.large"
  architecture: "arm64"
  image: image
  root_device: "/dev/sda1"
  size: 2..8
  desired: 3
  port: 8443
  protocol: "HTTPS"
  health: { path: "/health", grace: 2m, interval: 10s, timeout: 3s, healthy: 3, unhealthy: 2, codes: "200-299" }
  scale: { cpu_above: 70%, cpu_below: 30% }
  stickiness: 1h
  draining: 30s
  slow_start: 1m
  user_data: """
    #!/bin/bash
    echo "${aws.stack_name}" > /etc/motd
    """
  reads: [token]
  policies: [policy]
  volume: 40GiB
  session_manager: false
  detailed_monitoring: false
  update: "rolling"
  signal: 10m
  notify: topic
}
tier workers = auto_scaling { network: main, instance_type: "t4g.small", port: null, size: 1..1, scale: { cpu: 50% }, update: "none", session_manager: false }

flow internet -> lb
flow lb       -> web
flow workers  -> internet : https

output group    = web.group_name
output role     = web.role.Arn
output template = web.launch_template
