azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
assert vpc -> db #~ MT4003
assert web -> db : all #~ MT4003
assert web -> db : mysql
