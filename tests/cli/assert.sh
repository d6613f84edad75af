#!/bin/sh
# --assert: assertions about flows, proved of programs and of templates as if
# they stood in them, and nothing else changed.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99
shop=$MTC_SOURCE/samples/three_tier.mt
"$MTC" -o shop.json "$shop"
"$MTC" -o shop.yaml "$shop"

# holds FILE ASSERTION...: exit status 0, not a word
holds() {
    file=$1
    shift
    for assertion in "$@"; do
        "$MTC" -o out.json --assert "$assertion" "$file" >said 2>&1
        if [ $? -eq 0 ] && [ ! -s said ]; then ok "${file##*/}: $assertion"
        else not_ok "${file##*/}: $assertion" said; fi
    done
}

# tells CODE FILE ASSERTION: exit status 1, that message at the assertion, and no file
tells() {
    rm -f out.json
    "$MTC" -o out.json --assert "$3" "$2" >said 2>&1
    if [ $? -eq 1 ] && [ ! -e out.json ] && grep -q "^<--assert>:1:[0-9]*: error\[$1\]" said; then ok "${2##*/}: $3: $1"
    else not_ok "${2##*/}: $3: $1" said; fi
}

holds "$shop" 'no internet -> db' 'internet -> lb : https' 'internet -> web via lb' 'web -> db : mysql' 'no lb -> db'
for template in shop.json shop.yaml; do
    holds $template 'no internet -> DbInstance' 'internet -> LbLoadBalancer : https' 'internet -> WebGroup via LbLoadBalancer' \
        'WebGroup -> DbInstance : mysql' 'no internet -> DbSecurityGroup' 'WebSecurityGroup -> DbSecurityGroup : mysql' \
        'no MainPublicSubnetA -> DbInstance : ssh' 'no LbLoadBalancer -> DbInstance'
    tells MT4004 $template 'no internet -> WebGroup'
    tells MT4004 $template 'no WebSecurityGroup -> DbSecurityGroup'
    tells MT4002 $template 'internet -> DbInstance : mysql'
    tells MT4006 $template 'WebGroup -> internet : https survives loss of any az'
    tells MT1001 $template 'no internet -> Nothing'
    tells MT4009 $template '1 == 1'
done
tells MT4004 "$shop" 'no internet -> web'
tells MT4009 "$shop" 'web_size.min == 2 else "two"'
tells MT0011 "$shop" 'internet ->'
tells MT1001 "$shop" 'no internet -> WebGroup'

# several at once, each told; what is written is as without them
"$MTC" -o out.json --assert 'no internet -> web' --assert 'no web -> db' "$shop" >said 2>&1
grep -c 'error\[MT4004\]' said >count
echo 2 >two
same "each of several" two count
"$MTC" -o out.json --assert 'no internet -> db' "$shop" && same "nothing else is changed" shop.json out.json

# the place of a hop in a template is its own
"$MTC" --assert 'no internet -> WebGroup' shop.yaml >said 2>&1
check "a hop at its line" grep -q "note: security group 'WebSecurityGroup' lets tcp 80 in from 'LbLoadBalancer': shop.yaml:[0-9]" said
"$MTC" --diagnostics sarif --assert 'no internet -> WebGroup' shop.yaml >said 2>&1
check "SARIF: no file of the repository" grep -q '"uri":"--assert"},"region"' said

for wrong in '' 'no internet -> db
resource jobs AWS::SQS::Queue {}'; do
    "$MTC" --assert "$wrong" "$shop" >said 2>&1
    if [ $? -eq 2 ] && grep -q '^mtc: --assert takes one assertion' said; then ok "one in a line"; else not_ok "one in a line" said; fi
done
tap_end
