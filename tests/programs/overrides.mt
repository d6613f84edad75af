## Properties that no argument has, one override away
architecture overrides
azs 2
network main {}
# allow MT5001: internal tests
tier lb = load_balancer { network: main, routes: [{ to: web }] }
tier web = auto_scaling { network: main, instance_type: "t3.small" }
tier db = database { network: main, engine: "mysql", version: "8.4.8", parameters: { max_connections: "200" } }
flow 203.0.113.0/24 -> lb
flow lb -> web
flow web -> db
override web.group { HealthCheckGracePeriod: 600, TerminationPolicies: ["OldestLaunchTemplate"], MixedInstancesPolicy: null }
override web.launch_template { LaunchTemplateData: { CreditSpecification: { CpuCredits: "unlimited" } } }
override db.instance { PreferredMaintenanceWindow: "sun:18:00-sun:18:30" } with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
override web.role { Path: "/app/" }
override main.vpc { InstanceTenancy: "default" }

test "what is overridden, and what stays" {
  expect logical("WebGroup").HealthCheckGracePeriod == 600
  expect logical("WebGroup").MaxSize == 6
  expect logical("WebLaunchTemplate").LaunchTemplateData.CreditSpecification.CpuCredits == "unlimited"
  expect logical("WebLaunchTemplate").LaunchTemplateData.InstanceType == "t3.small"
  expect logical("DbInstance").PreferredMaintenanceWindow == "sun:18:00-sun:18:30"
  expect logical("WebRole").Path == "/app/"
}
