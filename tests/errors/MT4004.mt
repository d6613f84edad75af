azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
assert no internet -> web #~ MT4004
assert no web -> db #~ MT4004
assert no vpc -> db #~ MT4004
assert no 203.0.113.0/24 -> lb #~ MT4004
assert no web -> db : ssh
assert no internet -> db
assert no lb -> db
assert no db -> web
assert no db -> internet
