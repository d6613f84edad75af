#!/bin/sh
# The programs in the documents compile: every block that opens with ```mt and
# nothing behind it. A part of a program is marked ```mt fragment.
. "$MTC_SOURCE/tests/harness/tap.sh"

for document in README.md README.ja.md grammar/README.md stdlib/README.md; do
    rm -rf "$WORK/blocks"
    mkdir "$WORK/blocks"
    if [ ! -f "$MTC_SOURCE/$document" ]; then
        not_ok "$document is there"
        continue
    fi
    awk -v folder="$WORK/blocks" '
        inside && /^```/ { inside = 0; close(file); next }
        inside { print > file }
        /^```mt[ \t]*$/ { inside = 1; file = sprintf("%s/line_%05d.mt", folder, NR); printf "" > file }
    ' "$MTC_SOURCE/$document"
    count=0
    for block in "$WORK"/blocks/*.mt; do
        [ -f "$block" ] || continue
        count=$((count + 1))
        line=$(basename "$block" .mt | sed 's/line_0*//')
        flags=$(sed -n '1s/^# flags: *//p' "$block")
        # a document's programs may use its own tree's files
        # shellcheck disable=SC2086 # flags are words
        (cd "$MTC_SOURCE/$(dirname "$document")" && limited 20 "$MTC" $flags -o "$WORK/blocks/" "$block") \
            >"$WORK/said" 2>&1
        status=$?
        if [ $status -eq 0 ]; then ok "$document, line $line"
        else not_ok "$document, line $line: exit status $status" "$WORK/said"; fi
    done
    check "$document has programs" test "$count" -gt 0
done
tap_end
