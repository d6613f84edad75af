azs 2
param certificate: arn
network main {}
tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling { network: main, size: 2..4 }
tier db  = database { network: main, engine: "mysql" }
flow internet -> lb : https
flow lb -> web
flow web -> db
resource jobs AWS::SQS::Queue {}
param outside: string
resource box AWS::EC2::Instance { ImageId: "ami-12345678", SubnetId: outside, SecurityGroupIds: [outside] }
assert no internet -> jobs #~ MT4008
assert no internet -> box #~ MT4008
assert box -> db : mysql #~ MT4008
assert no vpc -> internet #~ MT4008
