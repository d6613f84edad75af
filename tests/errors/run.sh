#!/bin/sh
# Every message, word for word and at its place. Each tests/errors/*.mt, and each
# template there, is compiled from its own folder; what mtc says must equal
# NAME.stderr, and must agree with the marks in the source (JSON has no comments:
# there they stand in a text of the template):
#
#     … #~ MT2003 MT2006      these codes are reported on this line
#     #~^ MT1001              on the line above (where a comment cannot end it)
#     #~@3 MT0013             on line 3 (where a comment cannot come near it)
#     #~? MT0002              without a place in this file
#
# A line `# flags: …` at the top gives options. Where there is an error, no
# file may have been written.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/harness/marks.sh"
cd "$MTC_SOURCE/tests/errors" || exit 99

for file in *.mt *.yaml *.json; do
    [ -f "$file" ] || continue
    name=${file%.*}
    flags=$(sed -n '1s/^# flags: *//p' "$file")
    rm -rf "$WORK/out"
    mkdir "$WORK/out"
    # shellcheck disable=SC2086 # flags are words
    limited 20 "$MTC" $flags -o "$WORK/out/" "$file" >"$WORK/stdout" 2>"$WORK/stderr"
    status=$?
    golden "$name: message" "$PWD/$name.stderr" "$WORK/stderr"

    marks "$file" >"$WORK/marks"
    reported "$file" "$WORK/stderr" >"$WORK/reported"
    same "$name: places" "$WORK/marks" "$WORK/reported"

    if grep -q 'error\[MT' "$WORK/stderr"; then wanted=1; else wanted=0; fi
    if [ "$status" -ne "$wanted" ]; then
        not_ok "$name: exit status $status instead of $wanted"
    elif [ "$wanted" -eq 1 ] && [ -n "$(ls -A "$WORK/out")" ]; then
        not_ok "$name: a file was written in spite of errors"
    else
        ok "$name: status and files"
    fi
done
tap_end
