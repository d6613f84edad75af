# What is left of a program after its mistakes: each costs what it stands in.
let a = [1, 2 3, 4]
let b = { c: 1, d = 2, e: 3 }
let f =
resource g AWS::S3::Bucket {
  H: [1, 2
  I: "j ${k l} m"
  N: f(o p, q: 1)

resource r AWS::S3::Bucket { S: "t }
pattern u(v: int w: int, x) { let y = 1 + }
tier z a {}
outptu b = 1
let c = 10.0.0.300
flow d ->
let e = 1
