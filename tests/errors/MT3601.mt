param stage: string = "test"
output first = "a" { export: "${aws.stack_name}-a" }
output second = "b" { export: "${aws.stack_name}-a" } #~ MT3601
output third = "c" { export: "shop-test" }
output fourth = "d" { export: "shop-${stage}" } #~ MT3601
