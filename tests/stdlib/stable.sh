#!/bin/sh
# What the library promises about a program that grows: no subnet moves when a
# zone, a kind of subnet or a group is added, or the way out is changed; and
# what it reads from the name of an instance type.
. "$MTC_SOURCE/tests/harness/tap.sh"

# Compiles what stands on standard input into $WORK/$1.json, and lists its
# subnets as "logical ID, network" in $WORK/$1, with "logical ID/6, number" for the IPv6 network of those that have one.
subnets_of() {
    cat >"$WORK/$1.mt"
    "$MTC" -o "$WORK/$1.json" "$WORK/$1.mt" 2>"$WORK/$1.stderr" || return 1
    awk '/^    "[A-Za-z0-9]+": \{$/ { gsub(/[ ":{]/, ""); id = $0 }
         /"CidrBlock": / && id ~ /Subnet/ { gsub(/[",]/, ""); print id, $2 }
         /"Ipv6CidrBlock": / { six = id ~ /Subnet/ }
         /^ *[0-9]+,$/ && six { gsub(/[ ,]/, ""); print id "/6", $0; six = 0 }' "$WORK/$1.json" | sort >"$WORK/$1"
}

# Each subnet of $1 is the same in $2, which has $3 of them.
stays() {
    check "$2: compiles" test -s "$WORK/$2"
    check "$2: moves no subnet of $1" sh -c "test -z \"\$(comm -23 '$WORK/$1' '$WORK/$2')\""
    check "$2: has $3 subnets" test "$(grep -vc '/6 ' "$WORK/$2")" -eq "$3"
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

# Histories: a network to which things are added, from which they are taken, and to which they come back, one at a time, in
# an order that each history draws for itself from its own number (the same on every machine): zones, each kind of subnet,
# groups, the way out, options. Every other history gives each group its slot and puts it anywhere among the others; the
# rest leave the slots out and add and take groups at the end, which is what the order promises. In all of a history a
# subnet has one network, however often it went and came; there are as many as zones times kinds and groups; none overlap.
histories() {
    awk -v histories="$1" -v steps="$2" '
        function draw(n) { seed = (seed * 1103515245 + 12345) % 2147483648; return int(seed / 65536) % n }
        function kind(name) { return ", " name ": " (has[name] ? "null" : "[]") }
        function uses(route,   i) { for (i = 1; i <= groups; i++) if (way[group[i]] == route) return 1; return 0 }
        function program(   i, text) {
            text = "azs " zones "\nnetwork main { nat: \"" (has["public"] || nat == "regional" ? nat : "none") "\""
            text = text kind("public") kind("private") kind("isolated") options " }\n"
            for (i = 1; i <= groups; i++)
                text = text "subnet_group extra_" group[i] " { network: main, route: \"" way[group[i]] "\"" (slots ? ", slot: " 2 + group[i] : "") " }\n"
            return text
        }
        function add_group(   number, at, i) {
            for (number = 1; taken[number]; number++) ;
            if (slots) do { number = 1 + draw(5) } while (taken[number])
            way[number] = routes[1 + draw(3)]
            if (way[number] == "internet" && !has["public"] || way[number] == "nat" && !has["private"]) way[number] = "none"
            at = slots ? 1 + draw(groups + 1) : groups + 1
            for (i = groups; i >= at; i--) group[i + 1] = group[i]
            group[at] = number; taken[number] = 1; groups++
        }
        function take_group(   at, i) {
            at = slots ? 1 + draw(groups) : groups
            delete taken[group[at]]; groups--
            for (i = at; i <= groups; i++) group[i] = group[i + 1]
        }
        function change(   what, name) {
            what = draw(8); name = kinds[1 + draw(3)]
            if (what == 0 && zones < 15) zones += 1 + draw(2)
            else if (what == 1 && zones > 1) zones -= 1
            else if (what == 2 && !has[name]) has[name] = 1
            else if (what == 3 && has[name] && !(name == "public" && uses("internet")) && !(name == "private" && uses("nat"))) has[name] = 0
            else if (what <= 5 && groups < 5) add_group()
            else if (what == 6 && groups > 0) take_group()
            else if (draw(2)) nat = ways[1 + draw(3)]
            else options = extras[1 + draw(6)]
        }
        BEGIN {
            split("internet nat none", routes, " "); split("single per_az regional", ways, " "); split("public private isolated", kinds, " ")
            split(", flow_logs: 30d;, endpoints: [\"s3\"];, endpoints: [\"dynamodb\"];, ipv6: true;, dns: true;", extras, ";")
            for (h = 1; h <= histories; h++) {
                seed = h * 7919; slots = h % 2; zones = 1 + draw(3); groups = 0; nat = "single"; options = ""
                has["public"] = has["private"] = 1; has["isolated"] = 0; split("", taken)
                for (s = 0; s <= steps; s++) {
                    if (s > 0) change()
                    printf "%d %d %d\n%s---\n", h, s, zones * (has["public"] + has["private"] + has["isolated"] + groups), program()
                }
            }
        }'
}

# Subnets that have had two networks, of lines "logical ID, network".
moved() {
    sort -u "$1" | cut -d ' ' -f 1 | uniq -d
}

lived=0
while read -r history step subnets; do
    while read -r line && [ "$line" != --- ]; do echo "$line"; done >"$WORK/history.mt"
    [ "$step" -ne 0 ] || : >"$WORK/lives"
    subnets_of now <"$WORK/history.mt" || { not_ok "history $history, step $step compiles" "$WORK/now.stderr"; continue; }
    cat "$WORK/now" >>"$WORK/lives"
    grep -v '/6 ' "$WORK/now" >"$WORK/four" || :
    if [ "$(wc -l <"$WORK/four")" -ne "$subnets" ]; then not_ok "history $history, step $step: $subnets subnets" "$WORK/history.mt"; fi
    if [ "$(cut -d ' ' -f 2 "$WORK/four" | sort -u | wc -l)" -ne "$subnets" ]; then
        not_ok "history $history, step $step: no two subnets share a network" "$WORK/now"
    fi
    if [ -n "$(moved "$WORK/lives")" ]; then
        { moved "$WORK/lives"; cat "$WORK/history.mt"; } >"$WORK/told"
        not_ok "history $history, step $step moves nothing" "$WORK/told"
        : >"$WORK/lives"
    fi
    lived=$((lived + 1))
done <<END
$(histories 60 12)
END
check "60 histories of 12 steps move no subnet" test "$lived" -eq 780

# The check can fail: a group without a slot, before another, takes its place.
subnets_of last <<'END'
azs 2
network main {}
subnet_group jobs { network: main, route: "nat" }
END
subnets_of before <<'END'
azs 2
network main {}
subnet_group data { network: main, route: "none" }
subnet_group jobs { network: main, route: "nat" }
END
cat "$WORK/last" "$WORK/before" >"$WORK/lives"
check "a group that moves is noticed" test "$(moved "$WORK/lives" | tr '\n' ' ')" = "JobsSubnetA JobsSubnetB "

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
