# The least that makes a load balancer: one tier behind it. It speaks HTTP only, and would say so.
azs 2

network main {}
# allow MT5001: an example
tier lb  = load_balancer { network: main, routes: [{ to: web }] }
tier web = auto_scaling  { network: main }

flow internet -> lb
flow lb -> web
