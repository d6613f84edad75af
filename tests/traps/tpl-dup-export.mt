output first = "a" { export: "shop-name" }
output second = "b" { export: "shop-name" } #~ MT3601
