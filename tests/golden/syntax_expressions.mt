# Every form of an expression, for the scanner and the parser.
let literals = [true, false, null, 42, 0.5, 1e3, 70%, 10.0.0.0/16, 10.0.0.5, 300s, 5m, 7d, 1500ms, 20GiB, 2..6]
let strings = ["text ${a}", "\"\\\/\$\b\f\n\r\t\u3042\uD83D\uDE00", 'raw ${a}\n', "日本語", "", "${a}${b}"]
let long = """
  #!/bin/sh
    echo "${name}" ""
  exit \$?
  """
let raw = '''
	tabs ${stay}
	'''
let one_line = """a "quoted" word"""
let objects = { a: 1, "b:c": 2 d: { e: 3 } "${f}": 4, ...g, tags: 5 type: 6, true: 7, }
let calls = f(x, name: y, [1, ...z], g(),)
let members = [azs[0].name, xs[*].Arn, db.Endpoint.Address, { a: 1 }["a"], "abc"[0], x.type.if_any]
let arithmetic = a + b * -c - (d / e) .. f
let logic = not a == b and c in d or e >= f
let first = a ?? b ?? c + 1
let choice = if a then b else if c then d else e + f
let lists = [for x, i in xs if x != null and i < 3: x.y]
let maps = {for k, v in m if v: "${k}-${v}": v}
let verbatim = fn.Cidr(vpc.CidrBlock, 4, "8")
let types = resources(AWS::EC2::Subnet)
