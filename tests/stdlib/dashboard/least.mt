# The least that shows something.
azs 2
network main {}
tier web = auto_scaling { network: main }
dashboard overview { tiers: [web] }
