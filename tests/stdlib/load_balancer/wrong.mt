# Two routes that take the rest, two with one priority, and one that leads to a network.
azs 2

network main {}
tier lb  = load_balancer {
  network: main
  routes: [{ to: web }, { to: web }, { path: "/a", priority: 7, to: web }, { path: "/b", priority: 7, to: web }]
}
tier entry = load_balancer { network: main, routes: [{ to: main }] }
tier web = auto_scaling  { network: main }
