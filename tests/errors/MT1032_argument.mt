azs 2
param has_proxy: bool = true
param copies: int = 1
param name: string = "x"
network main {}
tier db = database {
  network: main, engine: "mysql"
  proxy: has_proxy #~ MT1032
  replicas: copies #~ MT1032
}
pattern store(copies: int) {
  tier db = database { network: main, engine: "postgres", replicas: copies } #~ MT1032
}
store shop { copies: copies }
