#!/bin/sh
# The names of the rules of good practice: each is judged, or stands among the
# exceptions, never both; no finding has one name twice; what is told by another
# message has one.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE/compiler/check/practice" || exit 99

# A line for each list of names: literals that stand below each other are one.
cat practice*.def practice*.c | awk '
    held != "" {
        if (/^ *"/) { sub(/^ *"/, ""); $0 = held $0 } else print held "\""
        held = ""
    }
    /"$/ { held = substr($0, 1, length($0) - 1); next }
    { print }' >"$WORK/joined"
name='(AwsSolutions-|NIST[.]|CT[.]|CKV2?_AWS_|AWS-[0-9]|[A-Z][A-Za-z0-9]+[.][0-9]|[FW][0-9]+["| ]|[A-Z0-9]+_[A-Z0-9_]+["| ])'
grep -vE '^(UNJUDGED|LOOSER|STRICTER|ELSEWHERE)\(' "$WORK/joined" | grep -oE '"[^"]*"' | grep -E "^\"$name" | tr -d '"|' >"$WORK/lists"
tr -s ' ' '\n' <"$WORK/lists" | sort -u >"$WORK/judged"
check "the tables and functions have names" test "$(wc -l <"$WORK/judged")" -gt 700

awk '{ for (i = 1; i <= NF; i++) for (j = 1; j < i; j++) if ($i == $j) print $i ": " $0 }' "$WORK/lists" >"$WORK/twice"
if [ -s "$WORK/twice" ]; then not_ok "no finding has one name twice" "$WORK/twice"; else ok "no finding has one name twice"; fi

# exceptions KIND...: their names
exceptions() {
    for kind; do
        sed -n "s/^$kind(\"\([^\"]*\)\".*/\1/p" practice_unjudged.def
    done
}
exceptions UNJUDGED LOOSER STRICTER ELSEWHERE | sort | uniq -d >"$WORK/twice"
if [ -s "$WORK/twice" ]; then not_ok "no exception stands twice" "$WORK/twice"; else ok "no exception stands twice"; fi
exceptions UNJUDGED ELSEWHERE | sort | comm -12 - "$WORK/judged" >"$WORK/both"
if [ -s "$WORK/both" ]; then not_ok "what is not judged is judged nowhere" "$WORK/both"; else ok "what is not judged is judged nowhere"; fi
exceptions LOOSER STRICTER | sort | comm -23 - "$WORK/judged" >"$WORK/neither"
if [ -s "$WORK/neither" ]; then not_ok "what is judged otherwise is judged" "$WORK/neither"; else ok "what is judged otherwise is judged"; fi
check "there are exceptions of each kind" test "$(exceptions UNJUDGED | wc -l)" -gt 10 -a "$(exceptions LOOSER | wc -l)" -gt 10 \
    -a "$(exceptions STRICTER | wc -l)" -gt 0 -a "$(exceptions ELSEWHERE | wc -l)" -gt 0

sed -n 's/^ELSEWHERE(.*, \(MT[0-9]*\))/\1/p' practice_unjudged.def | sort -u | while read -r code; do
    grep -q "^MESSAGE($code," "$MTC_SOURCE/compiler/report/messages.def" || echo "$code"
done >"$WORK/unknown"
if [ -s "$WORK/unknown" ]; then not_ok "what is told elsewhere has a message" "$WORK/unknown"; else ok "what is told elsewhere has a message"; fi
tap_end
