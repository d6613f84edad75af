# A network is no tier.
azs 2
network main {}
dashboard overview { tiers: [main] }
