#!/bin/sh
# Each sample compiles to the templates that lie beside it, and its own tests
# hold; samples/README.md has its stacks in an order in which none waits.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE/samples" || exit 99

for file in *.mt; do
    name=${file%.mt}
    if [ -n "${MTC_BLESS:-}" ]; then
        "$MTC" "$file" 2>"$WORK/said" || not_ok "$name compiles" "$WORK/said"
    fi
    limited 20 "$MTC" --check "$file" >"$WORK/difference" 2>&1
    status=$?
    if [ $status -eq 0 ]; then ok "$name.json is what $file says"
    else not_ok "$name.json is what $file says" "$WORK/difference"; fi
    limited 20 "$MTC" -W practice -o "$WORK/practice/" "$file" 2>&1 | grep '\[MT51[01]' >"$WORK/said"
    same "$name: good practice, or a reason" /dev/null "$WORK/said"
    # a check that cannot fail proves nothing
    rm -rf "$WORK/other"
    mkdir -p "$WORK/other"
    for template in "$name.json" "$name"-*.json; do
        if [ -f "$template" ]; then cp "$template" "$WORK/other/"; fi
    done
    sed 's/AWS::/AVS::/' "$name.json" >"$WORK/other/$name.json"
    limited 20 "$MTC" --check -o "$WORK/other/" "$file" >"$WORK/difference" 2>&1
    status=$?
    if [ $status -eq 1 ]; then ok "$name: a changed template is noticed"
    else not_ok "$name: a changed template is noticed (exit status $status)" "$WORK/difference"; fi
    # "stack production", "  needs recovery"; a row's last column names the stacks
    "$MTC" --dump graph "$file" 2>/dev/null | grep -E '^stack |^  needs ' >"$WORK/stacks"
    grep -F "[\`$file\`]" README.md | sed 's/.*| \([^|]*\) |$/\1/' | grep -o '`[a-z_]*`' | tr -d '`' >"$WORK/order"
    awk '$1 == "stack" { print $2 }' "$WORK/stacks" | sort >"$WORK/names"
    sort "$WORK/order" >"$WORK/told"
    same "$name: README.md names its stacks" "$WORK/names" "$WORK/told"
    awk 'NR == FNR { place[$1] = NR; next }
         $1 == "stack" { stack = $2 }
         $1 == "needs" && place[$2] >= place[stack] { print stack " needs " $2 }' "$WORK/order" "$WORK/stacks" >"$WORK/waiting"
    if [ -s "$WORK/waiting" ]; then not_ok "$name: README.md has them in order" "$WORK/waiting"
    else ok "$name: README.md has them in order"; fi
    if grep -q '^test ' "$file"; then
        limited 20 "$MTC" --test "$file" >"$WORK/tests" 2>&1
        status=$?
        if [ $status -eq 0 ] && grep -q '^ok 1' "$WORK/tests" && ! grep -q '^not ok' "$WORK/tests"; then
            ok "$name: its tests hold"
        else
            not_ok "$name: its tests hold" "$WORK/tests"
        fi
    fi
done

# A reason stands once: a scanner takes the first or the last of two. Templates are laid out by two.
cat "$MTC_SOURCE"/samples/*.json "$MTC_SOURCE"/tests/stdlib/*/*.json >"$WORK/templates"
awk '
    /^    "[A-Za-z0-9]+": \{/ { resource = $1; split("", seen) }
    /^        "(cdk_nag|cfn_nag|checkov|guard)": \{/ { form = $1 }
    /^      "Properties"/ { form = "" }
    form != "" && (/^              "id": / || /^            "[^"]*",?$/) {
        acknowledged++
        sub(/,$/, ""); sub(/^ *("id": )?/, "")
        if (seen[form, $0]++) print resource, form, $0
    }
    END { if (acknowledged < 500) print "only " acknowledged + 0 " reasons were read" }' "$WORK/templates" >"$WORK/twice"
if [ -s "$WORK/twice" ]; then not_ok "no resource has one rule acknowledged twice" "$WORK/twice"
else ok "no resource has one rule acknowledged twice"; fi
tap_end
