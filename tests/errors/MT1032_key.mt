param name: string = "a"
pattern labels(of: map(string)) {
  resource main AWS::SSM::Parameter { Type: "String", Value: json(of) }
}
labels known { of: { a: "1" } }
labels deployed { of: { "${name}": "1" } } #~ MT1032
resource tagged AWS::SSM::Parameter { Type: "String", Value: "1", Tags: { "${name}": "1" } } #~ MT1032
resource same AWS::SSM::Parameter { Type: "String", Value: join(",", keys({ "${name}": 1, "-${name}": 2 })) } #~ MT0023
