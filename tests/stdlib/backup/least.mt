# The least that is backed up.
azs 2
network main {}
tier db = database { network: main, engine: "mysql" }
backup vault { tiers: [db] }
