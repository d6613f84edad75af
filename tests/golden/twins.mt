## Two stacks whose tiers have the same names: each has the rules of its own flows.
architecture twins

azs 2

network main { cidr: 10.0.0.0/22, public: [10.0.0.0/24, 10.0.1.0/24], private: [10.0.2.0/24, 10.0.3.0/24], nat: "none" }
tier web  = auto_scaling { network: main, size: 2..2 }
tier jobs = auto_scaling { network: main, size: 1..1, port: 8080 }
flow internet -> web
flow web      -> jobs

stack far in "ap-northeast-3" {
  network main { cidr: 10.1.0.0/22, public: [10.1.0.0/24, 10.1.1.0/24], private: [10.1.2.0/24, 10.1.3.0/24], nat: "none" }
  tier web  = auto_scaling { network: main, size: 2..2 }
  tier jobs = auto_scaling { network: main, size: 1..1, port: 8080 }
  flow internet -> web
  flow web      -> jobs
}
