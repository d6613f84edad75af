#~? MT3004
let long = join("", [for i in range(400): "0123456789"])
for i in range(250) {
  resource note[i] AWS::SSM::Parameter { Type: "String", Value: long }
}
