# Every argument of a cache, and the cheapest one.
azs 3
param storage_key: arn
network main { isolated: null }
log_key key {}

tier cache = cache {
  network: main
  subnets: main.isolated
  engine: "redis"
  version: "7.1"
  node: "cache.m7g.large"
  nodes: 3
  multi_az: true
  snapshots: 20d
  snapshot_window: "17:00-18:00"
  maintenance_window: "sun:18:30-sun:19:30"
  port: 6380
  password: true
  logs: 30d
  parameters: { "maxmemory-policy": "allkeys-lru" }
  key: storage_key
  logs_key: key
}
tier small = cache { network: main, nodes: 1, multi_az: false, snapshots: null, password: false, logs: null }
tier web   = auto_scaling { network: main, reads: [cache.secret] }

flow web -> cache, small

output address  = cache.address
output reader   = cache.reader_address
output single   = small.reader_address
output port     = "${cache.port}"
output password = if small.secret == null then "none" else small.secret
