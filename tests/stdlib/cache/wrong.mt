# One node cannot take over from itself, an engine that ElastiCache has and this pattern has not, and too many nodes.
azs 2
network main {}
tier lonely = cache { network: main, nodes: 1 }
tier old    = cache { network: main, engine: "memcached" }
tier many   = cache { network: main, nodes: 9 }
