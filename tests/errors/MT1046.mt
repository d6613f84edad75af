azs 2
network main {}
tier jump = bastion { network: main }
flow "the office" -> jump : ssh #~ MT1046
