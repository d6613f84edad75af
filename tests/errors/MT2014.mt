resource function AWS::Lambda::Function {
  Code: { ZipFile: "exports.handler = async () => 1" }
  Handler: "index.handler"
  Runtime: "nodejs22.x"
  Role: "arn:aws:iam::123456789012:role/function"
  Environment: { Variables: { FIRST: "a", "2-ND": "b" } } #~ MT2014
}
