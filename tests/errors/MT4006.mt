azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
flow web -> internet : https
override db.instance { MultiAZ: false }
assert survives loss of any az #~ MT4006
assert survives loss of azs[0] #~ MT4006
assert survives loss of azs[1] #~ MT4006
assert internet -> web survives loss of any az
