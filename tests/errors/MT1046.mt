network main {}
tier jump = bastion { network: main }
flow main -> jump : ssh #~ MT1046
