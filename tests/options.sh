#!/bin/sh
# stdlib/README.md, "What people ask for elsewhere": each override and each
# resource in the table, added to the program below the table, compiles without
# an error, and every property that it names at its top shows in what changed.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE" || exit 99

sed -n '/^## What people ask for elsewhere/,$p' stdlib/README.md >"$WORK/section"
sed -n '/^```mt$/,/^```$/p' "$WORK/section" | sed '/^```/d' >"$WORK/base.mt"
# a code span of a table's row each; "|" stands in none
grep '^|' "$WORK/section" | grep -oE '`(override|resource) [^`]*`' | tr -d '`' >"$WORK/options"
check "the table has overrides" test "$(grep -c '^override' "$WORK/options")" -gt 25
check "the table has resources" test "$(grep -c '^resource' "$WORK/options")" -gt 10
grep -n '^|.*…' "$WORK/section" | grep -E 'override|resource' >"$WORK/open"
check "none of them leaves anything open" test ! -s "$WORK/open"

limited 20 "$MTC" -o "$WORK/base.json" "$WORK/base.mt" >"$WORK/said" 2>&1 || not_ok "the program compiles" "$WORK/said"

# The names of the outermost braces' fields.
fields() {
    awk '{
        for (i = 1; i <= length($0); i++) {
            c = substr($0, i, 1)
            if (c == "\"" || c == "\047") { if (quote == "") quote = c; else if (quote == c) quote = "" }
            if (quote != "") continue
            if (c ~ /[{[]/) depth++
            else if (c ~ /[]}]/) depth--
            else if (c == ":" && depth == 1 && substr($0, i + 1, 1) == " ") print word
            if (c ~ /[A-Za-z0-9]/) word = word c; else word = ""
        }
    }'
}

# A template's lines, each with the names of the fields around it.
paths() {
    awk '{
        match($0, /^ */); depth = RLENGTH / 2
        name = match($0, /^ *"[^"]*":/) ? substr($0, depth * 2 + 2, RLENGTH - depth * 2 - 3) : "-"
        path = ""
        for (i = 1; i < depth; i++) path = path "/" around[i]
        around[depth] = name
        print path "/" name "/", $0
    }' "$1"
}

paths "$WORK/base.json" >"$WORK/base"
while IFS= read -r option; do
    { cat "$WORK/base.mt"; printf '%s\n' "$option"; } >"$WORK/with.mt"
    rm -f "$WORK/with.json"
    limited 20 "$MTC" -o "$WORK/with.json" "$WORK/with.mt" >"$WORK/said" 2>&1
    status=$?
    if [ $status -ne 0 ]; then
        not_ok "$option" "$WORK/said"
        continue
    fi
    # the place of an override's key is a name, and no field
    printf '%s\n' "$option" | sed 's/^override [^{]*//; s/^resource [^{]*//' | fields >"$WORK/fields"
    paths "$WORK/with.json" >"$WORK/with"
    diff "$WORK/base" "$WORK/with" >"$WORK/changed"
    missing=
    [ -s "$WORK/fields" ] || missing=everything
    while read -r field; do
        grep -q "^[<>] /Resources/[A-Za-z0-9]*/Properties/$field/" "$WORK/changed" || missing="$missing $field"
    done <"$WORK/fields"
    if [ -z "$missing" ]; then ok "$option"
    else not_ok "$option: shows in the template, but not$missing" "$WORK/changed"; fi
done <"$WORK/options"
tap_end
