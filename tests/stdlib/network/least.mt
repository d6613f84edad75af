# The least that makes a network.
azs 2

network main {}
