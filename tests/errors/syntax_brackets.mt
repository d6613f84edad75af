# A bracket that stays open is told where that shows, with the place where it was opened.
resource first AWS::SQS::Queue {
  DelaySeconds: 5

resource second AWS::SQS::Queue { #~ MT0014
  Tags: [{ Key: "a", Value: "b" }
  DelaySeconds: 5 #~ MT0014
}
let numbers = [max([1, 2], 3] #~ MT0014
for name in ["a", "b" { #~ MT0014
  resource third[name] AWS::SQS::Queue {}
}
let stray = 1 ) #~ MT0011
let text = "a ${stray" #~ MT0014
let last = { a: [1, 2 } #~ MT0014
