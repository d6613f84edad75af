#!/bin/sh
# The rules of good practice, turned one by one: the templates of tests/practice
# satisfy them all; with one property the other way mtc says which rules that
# breaks, and so do the tools that the rules come from. And no rule of theirs is
# forgotten: mtc judges it, or says why not.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_node || exit

tables=$MTC_SOURCE/compiler/check/practice
mkdir -p "$WORK/good" "$WORK/turned"
for source in "$MTC_SOURCE"/tests/practice/*.mt; do
    "$MTC" -o "$WORK/good/$(basename "$source" .mt).json" "$source" >"$WORK/messages" 2>&1 ||
        not_ok "$source compiles" "$WORK/messages"
done
python3 "$MTC_SOURCE/tests/outside/practice.py" "$MTC" "$tables" "$WORK/turned" "$WORK"/good/*.json >"$WORK/tap" 2>&1
while read -r line; do
    case $line in
        'ok '*) ok "${line#* - }" ;;
        'not ok '*) not_ok "${line#* - }" ;;
        1..*) ended=1 ;;
        *) echo "# $line" ;;
    esac
done <"$WORK/tap"
check "each row was tried" test -n "${ended:-}"

# Every rule of the installed tools is a word of the tables.
if node "$MTC_SOURCE/tests/outside/nag/nag.js" --rules >"$WORK/theirs" 2>"$WORK/stderr"; then
    check "the tools have rules" test "$(wc -l <"$WORK/theirs")" -gt 400
    cat "$tables"/*.c "$tables"/*.def | grep -oE '[A-Za-z0-9._-]+' | sort -u >"$WORK/words"
    sort -u "$WORK/theirs" | comm -23 - "$WORK/words" >"$WORK/forgotten"
    if [ -s "$WORK/forgotten" ]; then not_ok "each of them is judged, or is in practice_unjudged.def" "$WORK/forgotten"
    else ok "each of them is judged, or is in practice_unjudged.def"; fi
    grep -oE '(AwsSolutions-|NIST\.800\.53\.R5-|CT\.)[A-Za-z0-9-]+(\.PR\.[0-9]+)?' "$tables"/*.def "$tables"/*.c | sed 's/.*://' |
        sort -u | comm -13 "$WORK/theirs" - >"$WORK/strange"
    if [ -s "$WORK/strange" ]; then not_ok "no rule is named that the tools do not have" "$WORK/strange"
    else ok "no rule is named that the tools do not have"; fi
else
    not_ok "the tools say their rules" "$WORK/stderr"
fi

cd "$WORK/turned" || exit 99
rm -f turned.json
if ! node "$MTC_SOURCE/tests/outside/nag/nag.js" ./*.json >"$WORK/found" 2>"$WORK/stderr"; then
    cut -c 1-200 "$WORK/stderr" >"$WORK/short"
    not_ok "the rule sets ran" "$WORK/short"
fi
# told RULE TEMPLATE RESOURCES: whether a tool names the rule at one of them, with or without what it found there
awk -F'\t' '
    FNR == NR { sub(/^\.\//, "", $1); sub(/\[.*/, "", $2); found[$1 "\t" $2 "\t" $3]; next }
    function told(file, rule, at,    names, i) {
        for (i = split(at, names, ","); i; i--)
            if ((file "\t" rule "\t" names[i]) in found) return 1
        return 0
    }
    {
        split($0, word, " "); what = $0
        for (i = 1; i < 5; i++) sub(/^[^ ]* /, "", what)
        verdict = told(word[2], word[1], word[4]) ? "bad" : told(word[3], word[1], word[4]) ? "ok" : "deaf"
        print verdict "\t" what ": " word[1]
    }' "$WORK/found" expected >"$WORK/verdicts"
while IFS="$(printf '\t')" read -r verdict what; do
    case $verdict in
        ok) ok "$what" ;;
        bad) not_ok "$what has nothing against the good template" ;;
        *) not_ok "$what is told by its tool" ;;
    esac
done <"$WORK/verdicts"
tap_end
