# A zone's share has the slots 0 to 7, and the network has no way out through NAT.
azs 2

network main { nat: "none" }
subnet_group data { network: main, route: "none", slot: 8 }
subnet_group jobs { network: main, route: "internat" }
