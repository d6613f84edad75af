# The least that tells somebody.
azs 2
network main {}
tier web = auto_scaling { network: main }
alarms watch { tiers: [web] }
