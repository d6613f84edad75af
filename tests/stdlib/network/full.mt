# Every argument of a network, in three zones; and the ways to NAT side by side.
azs 3

log_key key {}

network main {
  cidr: 10.1.0.0/16
  public:   [10.1.0.0/24, 10.1.1.0/24, 10.1.2.0/24]
  private:  [10.1.64.0/20, 10.1.80.0/20, 10.1.96.0/20]
  isolated: null
  nat: "per_az"
  dns: true
  flow_logs: 90d
  flow_logs_key: key.arn
  endpoints: ["s3", "dynamodb", "secretsmanager", "ecr.api"]
  ipv6: true
}

network spanning { cidr: 10.2.0.0/20, nat: "regional" }
network inner    { cidr: 10.3.0.0/16, public: [], nat: "none", isolated: null, dns: false }
network single   { cidr: 10.4.0.0/16, nat: "single", ipv6: true }
network edge     { cidr: 10.5.0.0/16, private: [] }

output addresses = join(",", main.nat_addresses)
output spanning  = join(",", spanning.nat_addresses)
output isolated  = join(",", inner.isolated)
output tables    = join(",", main.private_route_tables)
