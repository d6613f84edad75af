# No such engine, backups for too short a time, storage that cannot grow, a name that is reserved.
azs 2

network main {}
tier db    = database { network: main, engine: "postgresql" }
tier other = database { network: main, engine: "mysql", backup: 3d, storage: 50GiB, max_storage: 50GiB, username: "admin" }
