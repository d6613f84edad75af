## What one stack takes of another: texts, lists, a value that several stacks take, an output that stands already, and the
## rules of a flow between two stacks, which stand where the flow is declared.
architecture home

azs 2

param name: string = "shop.example.com"

resource zone AWS::Route53::HostedZone { Name: name }
resource topic AWS::SNS::Topic {}
output topic = topic { description: "who is told" }

network main { cidr: 10.0.0.0/22, public: [10.0.0.0/24, 10.0.1.0/24], private: [10.0.2.0/24, 10.0.3.0/24], nat: "none" }
tier web = auto_scaling { network: main, size: 2..2 }

stack names in "us-east-1" {
  resource topic AWS::SNS::Topic {}
  resource servers AWS::SSM::Parameter { Type: "StringList", Value: join(",", zone.NameServers) }
  resource first AWS::SSM::Parameter { Type: "String", Value: zone.NameServers[0] }
}

stack near {
  resource all AWS::SSM::Parameter { Type: "StringList", Value: join(",", zone.NameServers) }
  resource told AWS::SSM::Parameter { Type: "String", Value: "${topic} ${names.topic}" }
  tier jobs = auto_scaling { network: main, size: 1..1, port: 8080 }
  flow web -> jobs
}
