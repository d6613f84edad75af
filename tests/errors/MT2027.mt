param names: list(string)
param network: string

output third = fn.Select(2, ["a", "b"]) #~ MT2027
output last = fn.Select(-1, names) #~ MT2027
output word = fn.Select("first", names) #~ MT2027
output blocks = fn.Join(",", fn.Cidr("10.0.0.0/24", 5, 6)) #~ MT2027
output many = fn.Join(",", fn.Cidr(network, 300, 8)) #~ MT2027
output zones = fn.Join(",", fn.GetAZs("eu-wset-1")) #~ MT2027
output right = fn.Select(1, fn.Cidr("10.0.0.0/16", 4, 8))
output here = fn.Join(",", fn.GetAZs(""))
