# The least that makes an Aurora cluster.
azs 2
network main {}
tier db = aurora { network: main, engine: "mysql" }
