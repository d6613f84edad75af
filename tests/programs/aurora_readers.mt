## Aurora with two readers and a proxy; its alarms, dashboard and backups
architecture aurora_readers
azs 3
param certificate: arn
network main { isolated: null }
log_key key {}
log_bucket logs { keep: 90d }
tier lb = load_balancer { network: main, certificate: certificate, access_logs: logs, idle_timeout: 2m, tls_policy: "ELBSecurityPolicy-TLS13-1-3-2021-06", routes: [{ to: web }] }
tier web = auto_scaling { network: main, reads: [db.secret], size: 3..6 }
tier db = aurora { network: main, subnets: main.isolated, engine: "mysql", instances: 3, class: "db.r6g.large", proxy: true, insights: true, backup: 35d, key: key.arn, monitoring: 15s }
flow internet -> lb : http, https
flow lb -> web
flow web -> db
flow web -> internet : https
alarms watch { tiers: [lb, web, db], email: "ops@example.com" }
dashboard board { tiers: [lb, web, db] }
backup vault { tiers: [db] }
output writer = db.address
output reader = db.reader_address
output proxy = db.proxy_address

test "a writer, two readers, a proxy before them" {
  expect len(resources(AWS::RDS::DBInstance)) == 3
  expect len(resources(AWS::RDS::DBProxy)) == 1
  expect logical("VaultSelection").BackupSelection.SelectionName == "vault"
}
