#!/bin/sh
# What the library promises about a program that grows: no subnet moves when a
# zone, a kind of subnet or a group is added, or the way out is changed; and
# what it reads from the name of an instance type.
. "$MTC_SOURCE/tests/harness/tap.sh"

# Compiles what stands on standard input into $WORK/$1.json, and lists its
# subnets as "logical ID, network" in $WORK/$1.
subnets_of() {
    cat >"$WORK/$1.mt"
    "$MTC" -o "$WORK/$1.json" "$WORK/$1.mt" 2>"$WORK/$1.stderr" || return 1
    awk '/^    "[A-Za-z0-9]+": \{$/ { gsub(/[ ":{]/, ""); id = $0 }
         /"CidrBlock": / && id ~ /Subnet/ { gsub(/[",]/, ""); print id, $2 }' "$WORK/$1.json" | sort >"$WORK/$1"
}

# Each subnet of $1 is the same in $2, which has $3 of them.
stays() {
    check "$2: compiles" test -s "$WORK/$2"
    check "$2: moves no subnet of $1" sh -c "test -z \"\$(comm -23 '$WORK/$1' '$WORK/$2')\""
    check "$2: has $3 subnets" test "$(wc -l <"$WORK/$2")" -eq "$3"
}

subnets_of two_zones <<'END'
azs 2
network main {}
END
printf '%s\n' 'MainPrivateSubnetA 10.0.2.0/23' 'MainPrivateSubnetB 10.0.18.0/23' \
    'MainPublicSubnetA 10.0.0.0/23' 'MainPublicSubnetB 10.0.16.0/23' >"$WORK/expected"
same "two zones have these networks" "$WORK/expected" "$WORK/two_zones"

subnets_of a_third_zone <<'END'
azs 3
network main {}
END
stays two_zones a_third_zone 6

subnets_of sixteen_zones <<'END'
azs 16
network main { isolated: null }
END
stays a_third_zone sixteen_zones 48

subnets_of another_kind <<'END'
azs 2
network main { isolated: null }
END
stays two_zones another_kind 6

subnets_of another_way_out <<'END'
azs 2
network main { nat: "per_az", flow_logs: 30d, endpoints: ["s3"], ipv6: true }
END
stays two_zones another_way_out 4

subnets_of no_public_kind <<'END'
azs 2
network main { public: [], nat: "none" }
END
stays no_public_kind two_zones 4

subnets_of a_group <<'END'
azs 2
network main {}
subnet_group data { network: main, route: "none" }
END
stays two_zones a_group 6

subnets_of more_groups <<'END'
azs 3
network main { isolated: null }
subnet_group data  { network: main, route: "none" }
subnet_group front { network: main, route: "internet" }
subnet_group jobs  { network: main, route: "nat", slot: 7 }
END
stays a_group more_groups 18

# Histories: a network that grows by one thing at a time, in an order that each history draws for itself from its own
# number (the same on every machine). After each step no subnet that was there has moved, and there are as many as zones
# times kinds and groups.
histories() {
    awk -v histories="$1" -v steps="$2" '
        function draw(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
        function program(   i, text) {
            text = "azs " zones "\nnetwork main { nat: \"" nat "\"" options (isolated ? ", isolated: null" : "") " }\n"
            for (i = 1; i <= groups; i++) text = text "subnet_group " group[i] "\n"
            return text
        }
        BEGIN {
            split("internet nat none", routes, " ")
            split("single per_az regional", ways, " ")
            split("flow_logs: 30d;endpoints: [\"s3\"];endpoints: [\"ssm\", \"dynamodb\"];ipv6: true;dns: true", extras, ";")
            for (h = 1; h <= histories; h++) {
                seed = h * 7919; zones = 1 + draw(3); isolated = 0; groups = 0; nat = "single"; options = ""
                for (s = 0; s <= steps; s++) {
                    if (s > 0) {
                        what = draw(5)
                        if (what == 0 && zones < 16) zones += 1 + draw(2)
                        else if (what == 1) isolated = 1
                        else if (what == 2 && groups < 5) { groups++; group[groups] = "extra_" groups " { network: main, route: \"" routes[1 + draw(3)] "\" }" }
                        else if (what == 3) nat = ways[1 + draw(3)]
                        else options = ", " extras[1 + draw(5)]
                        if (zones > 16) zones = 16
                    }
                    printf "%d %d %d\n%s---\n", h, s, zones * (2 + isolated + groups), program()
                }
            }
        }'
}

grown=0
while read -r history step subnets; do
    while read -r line && [ "$line" != --- ]; do echo "$line"; done >"$WORK/history.mt"
    subnets_of now <"$WORK/history.mt" || { not_ok "history $history, step $step compiles" "$WORK/now.stderr"; continue; }
    if [ "$(wc -l <"$WORK/now")" -ne "$subnets" ]; then not_ok "history $history, step $step: $subnets subnets" "$WORK/history.mt"; fi
    if [ "$step" -gt 0 ] && [ -n "$(comm -23 "$WORK/before" "$WORK/now")" ]; then
        comm -23 "$WORK/before" "$WORK/now" >"$WORK/moved"
        not_ok "history $history, step $step moves nothing" "$WORK/moved"
    fi
    if [ "$(cut -d ' ' -f 2 "$WORK/now" | sort -u | wc -l)" -ne "$subnets" ]; then
        not_ok "history $history, step $step: no two subnets share a network" "$WORK/now"
    fi
    cp "$WORK/now" "$WORK/before"
    grown=$((grown + 1))
done <<END
$(histories 40 8)
END
check "40 histories of 8 steps move no subnet" test "$grown" -eq 360

# The processor that Amazon Linux is chosen for.
processor() {
    printf 'azs 2\nnetwork main {}\ntier web = auto_scaling { network: main, instance_type: "%s" }\n' "$1" >"$WORK/type.mt"
    check "$1 is $2" sh -c "'$MTC' -o - '$WORK/type.mt' | grep -q 'kernel-default-$2}}'"
}
for type in t3.micro m5.large g4dn.xlarge gr6.4xlarge m7i-flex.large inf2.xlarge; do
    processor "$type" x86_64
done
for type in t4g.small a1.medium m7g.large c6gn.xlarge g5g.xlarge im4gn.large x2gd.medium r8gd.large hpc7g.4xlarge; do
    processor "$type" arm64
done
tap_end
