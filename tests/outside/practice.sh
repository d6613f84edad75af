#!/bin/sh
# The rules of good practice, turned one by one: tests/practice/good.mt satisfies
# them all; with one property the other way mtc says which rules that breaks, and
# so do the tools that the rules come from.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_node || exit

mkdir -p "$WORK/turned"
"$MTC" -o "$WORK/good.json" "$MTC_SOURCE/tests/practice/good.mt" >"$WORK/messages" 2>&1 ||
    not_ok "good.mt compiles" "$WORK/messages"
python3 "$MTC_SOURCE/tests/outside/practice.py" "$MTC" "$WORK/good.json" "$MTC_SOURCE/compiler/check/practice/practice.def" \
    "$WORK/turned" >"$WORK/tap" 2>&1
while read -r line; do
    case $line in
        'ok '*) ok "${line#* - }" ;;
        'not ok '*) not_ok "${line#* - }" ;;
        1..*) ended=1 ;;
        *) echo "# $line" ;;
    esac
done <"$WORK/tap"
check "each row was tried" test -n "${ended:-}"

cd "$WORK/turned" || exit 99
if ! node "$MTC_SOURCE/tests/outside/nag/nag.js" good.json worse-?.json >"$WORK/found" 2>"$WORK/stderr"; then
    not_ok "the rule sets ran" "$WORK/stderr"
fi
# told RULE TEMPLATE RESOURCES: whether a tool names the rule at one of them, with or without what it found there
told() {
    awk -F'\t' -v rule="$1" -v file="$2" -v resources=",$3," '
        { name = $2; sub(/\[.*/, "", name) }
        $1 == file && name == rule && index(resources, "," $3 ",") { found = 1 }
        END { exit !found }' "$WORK/found"
}
while read -r rule template resources what; do
    if told "$rule" good.json "$resources"; then not_ok "$what: $rule has nothing against the good template"
    elif told "$rule" "$template" "$resources"; then ok "$what: $rule"
    else not_ok "$what: $rule is told by its tool"; fi
done <expected
tap_end
