# A condition that each level of a pattern doubles.
param a: string = "x"
param b: string = "y"

pattern grow(depth: int, c: any) {
  if depth > 0 {
    grow deeper {
      depth: depth - 1
      c: (c and a == "1") or (c and b == "2") #~ MT1048
    }
  }
  if depth == 0 {
    resource topic AWS::SNS::Topic { TopicName: if c then "x" else "y" }
  }
}

grow start { depth: 12, c: a == b }
