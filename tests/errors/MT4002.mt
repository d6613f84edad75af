azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
assert lb -> db #~ MT4002
assert internet -> lb : http #~ MT4002
assert internet -> web : ssh #~ MT4002
assert internet -> db via lb #~ MT4002
assert web -> internet : https #~ MT4002
assert web -> db
assert internet -> web
assert internet -> lb : https
