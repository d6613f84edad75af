# The least that runs containers: an image, and a load balancer before them.
azs 2
network main {}
# allow MT5001: an example
tier lb  = load_balancer { network: main, routes: [{ to: api }] }
tier api = service       { network: main, image: "public.ecr.aws/docker/library/httpd:2.4" }

flow internet -> lb
flow lb       -> api
flow api      -> internet : https
