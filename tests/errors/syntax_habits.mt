# What other languages write: told with what to write instead, and mostly taken for it.
#~@7 MT0011
let yes = true
let both = yes && yes #~ MT0011
let either = yes || !yes #~ MT0011 MT0011
let one = 1; #~ MT0011
// a comment
let walrus := 1 #~ MT0011
let ternary = yes ? 1 : 2 #~ MT0011
let braces = if yes { 1 } else { 2 } #~ MT0011
let compared == 1 #~ MT0011
let chained = 1 < 2 < 3 #~ MT0011
let bar = yes | yes #~ MT0011
let wide：int = 1 #~ MT0010
let quotes = “a” #~ MT0011
if yes = true { #~ MT0011
} elif yes { #~ MT0011
}
else {
}
