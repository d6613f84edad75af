# A wish outside the size, a timeout as long as its interval, thresholds the wrong way round, and a misspelt argument.
azs 2

network main {}
tier web  = auto_scaling { network: main, size: 2..6, desired: 8, health: { interval: 5s, timeout: 5s }, scale: { cpu_above: 30%, cpu_below: 70% } }
tier slow = auto_scaling { network: main, health: { interval: 5s, timeout: 5s } }
tier more = auto_scaling { network: main, instance_typ: "t3.small" }
