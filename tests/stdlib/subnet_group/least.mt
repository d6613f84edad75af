# One more group of subnets, from which nothing goes out.
azs 2

network main {}
subnet_group data { network: main, route: "none" }
