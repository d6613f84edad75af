azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
tier other = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
flow internet -> other : https
flow other -> web
assert internet -> web via lb #~ MT4005
assert internet -> web via other #~ MT4005
assert internet -> web
