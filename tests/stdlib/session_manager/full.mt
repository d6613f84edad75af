# Every argument; instances in isolated subnets, which reach the endpoints and nothing else.
azs 2
network main { public: [], private: [], isolated: null, nat: "none" }
tier access = session_manager { network: main, subnets: main.isolated, services: ["ssm", "ssmmessages", "ec2messages", "logs"] }
tier jobs   = auto_scaling    { network: main, subnets: main.isolated, port: null, size: 1..2 }

flow jobs -> access

output endpoints = join(",", access.endpoints)
output name      = access.name
