# A bastion asked for in a public subnet, of which there is none; and a key where a network is wanted.
azs 2

network main { public: [], nat: "none" }
tier jump = bastion { network: main, public: true }
tier gate = bastion { network: "main" }
