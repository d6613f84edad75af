# Every argument of a bastion: with a key and a public address, for an office's network only.
azs 2

param key: AWS::EC2::KeyPair::KeyName

network main {}
tier jump = bastion { network: main, instance_type: "t4g.nano", ssh_key: key, public: true, image: null, architecture: "arm64", volume: 20GiB }
tier web  = auto_scaling { network: main }

flow 203.0.113.0/24 -> jump
flow jump -> web : ssh

output address = jump.address
output id      = jump.instance
output role    = jump.role
