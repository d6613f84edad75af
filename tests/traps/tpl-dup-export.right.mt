param stage: string = "test"
output first = "a" { export: "shop-a" }
output second = "b" { export: "shop-b" }
output live = "c" { export: "shop-c", when: stage == "live" }
output test = "d" { export: "shop-c", when: stage != "live" }
output quiet = "e"
