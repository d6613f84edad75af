azs 2
network main {}
tier jump = bastion { network: main }
flow 203.0.113.0/24 -> jump : 70000 #~ MT1045
