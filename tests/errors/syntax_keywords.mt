# Keywords that are nearly right, and those of other languages.
resorce jobs AWS::SQS::Queue { DelaySeconds: 5 } #~ MT0011
outptu a = 1 #~ MT0011
parm b: string = "c" #~ MT0011
var d = 2 #~ MT0011
import "other.mt" as other #~ MT0011
let in = 3 #~ MT0011
let e = { if: 1 } #~ MT0011
let f =
let g = 4 #~ MT0011
tier web auto_scaling {} #~ MT0011
