# Every argument of a database, on each engine.
azs 2

param key: arn

network main { isolated: null }

tier db = database {
  network: main
  subnets: main.isolated
  engine: "postgres"
  version: "16.13"
  class: "db.m6i.large"
  storage: 400GiB
  max_storage: 2TiB
  storage_type: "gp3"
  iops: 14000
  multi_az: true
  backup: 30d
  backup_window: "17:00-17:30"
  maintenance_window: "sun:18:00-sun:18:30"
  name: "shop"
  username: "shop_owner"
  password: "generated"
  port: 15432
  replicas: 2
  proxy: true
  monitoring: 15s
  insights: true
  logs: true
  require_tls: true
  iam_login: true
  parameters: { work_mem: "65536" }
  key: key
  protection: true
}
tier plain = database {
  network: main, engine: "mariadb", class: "db.t3.medium", multi_az: false, storage_type: "io1", storage: 100GiB, iops: 3000,
  monitoring: null, logs: false, require_tls: false, iam_login: false, protection: false, backup: 7d
}
tier shop  = database { network: main, engine: "mysql", proxy: true, password: "managed" }
tier web   = auto_scaling { network: main, reads: [db.secret, shop.secret] }

flow web -> db, plain, shop

output address = db.address
output readers = join(",", db.reader_addresses)
output proxy   = db.proxy_address
output arn     = db.arn
output id      = db.instance
output port    = "${db.port}"
