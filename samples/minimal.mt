# A network with two zones and one NAT gateway, a load balancer without TLS, two to six small instances with nginx. What costs
# most, by the hour: the NAT gateway, the load balancer, two instances.

## The smallest thing that deploys: a web page from two instances behind a load balancer, in two zones.
architecture minimal

azs 2

network main {}

# allow MT5001: a first try; give the load balancer a certificate before anything that matters goes through it
tier lb  = load_balancer { network: main, routes: [{ to: web }] }
tier web = auto_scaling  { network: main, user_data: setup }

flow internet -> lb
flow lb       -> web
flow web      -> internet : https

let setup = """
  #!/bin/bash
  dnf install --assumeyes nginx
  systemctl enable --now nginx
  """

output url = "http://${lb.dns_name}"
