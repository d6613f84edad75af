azs 2
network main {}
tier jump = bastion { network: main }
flow jump -> internet #~ MT1047
