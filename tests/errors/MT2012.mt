param with_team: bool = true

resource empty AWS::WAFv2::IPSet {
  Addresses: ["192.0.2.0/24"]
  IPAddressVersion: "IPV4"
  Scope: "REGIONAL"
  Tags: [] #~ MT2012
}

resource perhaps AWS::WAFv2::IPSet {
  Addresses: ["192.0.2.0/24"]
  IPAddressVersion: "IPV4"
  Scope: "REGIONAL"
  Tags: [if with_team then { Key: "team", Value: "web" } else null]
}
