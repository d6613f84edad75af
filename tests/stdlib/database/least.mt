# The least that makes a database.
azs 2

network main {}
tier db = database { network: main, engine: "mysql" }
