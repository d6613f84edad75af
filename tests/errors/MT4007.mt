azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
tier jump = bastion { network: main }
flow jump -> web : ssh
assert survives loss of any az #~ MT4007
assert survives loss of azs[1]
