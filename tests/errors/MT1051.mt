azs 2
network main { cidr: 10.0.0.0/16 }
tier web = auto_scaling { network: main }
stack home in "eu-west-1" {
  network main { cidr: 10.1.0.0/16 }
  tier web = auto_scaling { network: main }
}
stack far in "us-east-1" {
  network main { cidr: 10.2.0.0/16 }
  tier app = auto_scaling { network: main }
}
flow home.web -> far.app #~ MT1051
flow web -> far.app #~ MT1051
