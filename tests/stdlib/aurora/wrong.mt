# Capacity in quarters, a version of the plain engine, and more instances than a cluster has.
azs 2
network main {}
tier small = aurora { network: main, engine: "mysql", serverless: 0.25..2 }
tier plain = aurora { network: main, engine: "mysql", version: "8.4.8" }
tier many  = aurora { network: main, engine: "postgres", instances: 17 }
