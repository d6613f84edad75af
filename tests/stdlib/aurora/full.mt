# Every argument of a cluster: provisioned, and one that sleeps when nobody is connected.
azs 3
param storage_key: arn
network main { isolated: null }

tier db = aurora {
  network: main
  subnets: main.isolated
  engine: "postgres"
  version: "16.9"
  instances: 3
  class: "db.r7g.xlarge"
  io_optimized: true
  backup: 35d
  backup_window: "17:00-17:30"
  maintenance_window: "sun:18:00-sun:18:30"
  name: "shop"
  username: "keeper"
  password: "generated"
  port: 5433
  proxy: true
  monitoring: 30s
  insights: true
  logs: true
  require_tls: true
  iam_login: true
  data_api: true
  parameters: { log_statement: "ddl" }
  key: storage_key
  protection: true
}
tier idle = aurora {
  network: main
  engine: "mysql"
  instances: 1
  serverless: 0..4
  password: "managed"
  proxy: true
  monitoring: null
  logs: false
  require_tls: false
  iam_login: false
  protection: false
}
tier busy = aurora { network: main, engine: "mysql", serverless: 0.5..16 }
tier web  = auto_scaling { network: main, reads: [db.secret, idle.secret] }
flow web -> db, idle, busy

output address = db.address
output reader  = db.reader_address
output port    = "${db.port}"
output arn     = db.arn
output cluster = db.cluster
output pooled  = db.proxy_address
output direct  = if busy.proxy_address == null then "no proxy" else "one"
