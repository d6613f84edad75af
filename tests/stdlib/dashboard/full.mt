# Every argument of a dashboard.
azs 2
network main {}
tier web = auto_scaling { network: main }
tier db  = database     { network: main, engine: "mysql", replicas: 1 }
flow web -> db

dashboard overview {
  tiers: [web, db]
  widgets: [{ type: "text", width: 24, height: 2, properties: { markdown: "The shop, of **${aws.stack_name}**" } }]
}

output name = overview.name
