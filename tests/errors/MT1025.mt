azs 2
network main {}
tier jump = bastion { network: main }
assert no internet -> jump #~ MT1025
