#!/bin/sh
# Templates as input. Each tests/read/NAME.yaml or NAME.json is read and written
# again in both formats: NAME.to.json and NAME.to.yaml, word for word, with what
# mtc says in NAME.to.stderr. Writing and reading again changes nothing, from
# the first writing on: here, and in every template that the tree holds; those
# that mtc wrote itself come back byte for byte.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE/tests/read" || exit 99

# rewrite FORMAT FILE MADE: 0 if it was written
rewrite() {
    limited 20 "$MTC" -f "$1" -o - "$2" >"$3" 2>"$WORK/said"
}

# fixpoint NAME JSON YAML: each made from the other is the same again
fixpoint() {
    if rewrite yaml "$2" "$WORK/again.yaml" && rewrite json "$3" "$WORK/again.json"; then
        same "$1: JSON as YAML" "$3" "$WORK/again.yaml"
        same "$1: YAML as JSON" "$2" "$WORK/again.json"
    else
        not_ok "$1: what was written is read" "$WORK/said"
    fi
}

for file in *.yaml *.json; do
    case $file in *.to.*) continue ;; esac
    name=${file%.*}
    rewrite json "$file" "$WORK/made.json"
    cp "$WORK/said" "$WORK/stderr"
    rewrite yaml "$file" "$WORK/made.yaml"
    same "$name: says the same in both formats" "$WORK/stderr" "$WORK/said"
    if [ -s "$WORK/stderr" ] || [ -f "$name.to.stderr" ]; then
        golden "$name: messages" "$PWD/$name.to.stderr" "$WORK/stderr"
    fi
    golden "$name: as JSON" "$PWD/$name.to.json" "$WORK/made.json"
    golden "$name: as YAML" "$PWD/$name.to.yaml" "$WORK/made.yaml"
    fixpoint "$name" "$WORK/made.json" "$WORK/made.yaml"
done

# Templates of mtc's own, whose form is the one that it writes.
count=0
for file in "$MTC_SOURCE"/samples/*.json "$MTC_SOURCE"/tests/golden/*.json "$MTC_SOURCE"/tests/golden/*.yaml \
    "$MTC_SOURCE"/tests/stdlib/*/*.json "$MTC_SOURCE"/tests/stdlib/*/*.yaml; do
    [ -f "$file" ] || continue
    count=$((count + 1))
    name=${file#"$MTC_SOURCE"/}
    if rewrite "${file##*.}" "$file" "$WORK/made"; then same "$name comes back" "$file" "$WORK/made"
    else not_ok "$name is read" "$WORK/said"; fi
    other=json
    [ "${file##*.}" = json ] && other=yaml
    rewrite "$other" "$file" "$WORK/other.$other"
    if rewrite "${file##*.}" "$WORK/other.$other" "$WORK/made"; then same "$name comes back through $other" "$file" "$WORK/made"
    else not_ok "$name is read as $other" "$WORK/said"; fi
done
check "there are templates of mtc's own" test "$count" -gt 10
tap_end
