# Keywords are names wherever no declaration can begin, whatever the line ends.
let type = tags.rule + test[output] - no
let env = { resource: input, param: stack let: use when: if when then export else architecture }
queue rule { pattern: type, flow: [assert, warn, expect] }
queue test[tier] {}
queue with {}
for in_env, map in env.override { let rule = map }
pattern p(type: string, tags: map = {}, resource = type, azs: int = 1) {
  resource a Custom::Thing { type: type tags: tags rule: azs }
  export output = resource
}
let x =
  rule
let y = via let z = is.as
assert (no) -> via : loss via of survives loss of any az
assert no no -> any
assert survives or loss
assert survives loss of any.az
expect error == 1
for metadata in mapping {}
let a = b rule c {}
let transform = [for expect in warn if error: test]
