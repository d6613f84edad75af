#!/bin/sh
# Every pattern of the standard library in three uses: tests/stdlib/PATTERN/
# least.mt (the least that compiles) and full.mt (every argument) give exactly
# least.json and full.json; wrong.mt (a typical mistake) gives wrong.stderr. A
# pattern without such a folder is a failure, except the flow rules and the parts
# of other patterns: they are not written by users.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE/tests/stdlib" || exit 99

for file in "$MTC_SOURCE"/stdlib/*/*.mt; do
    case $file in
        */flow/* | */parts/*) continue ;;
    esac
    name=$(basename "$file" .mt)
    check "$name has examples" test -f "$name/least.mt" -a -f "$name/full.mt" -a -f "$name/wrong.mt"
done

for folder in */; do
    name=${folder%/}
    for use in least full; do
        [ -f "$name/$use.mt" ] || continue
        flags=$(sed -n '1s/^# flags: *//p' "$name/$use.mt")
        # shellcheck disable=SC2086 # flags are words
        (cd "$name" && limited 20 "$MTC" $flags -o - "$use.mt") >"$WORK/made" 2>"$WORK/stderr"
        status=$?
        if [ $status -ne 0 ]; then
            not_ok "$name/$use: exit status $status" "$WORK/stderr"
        else
            golden "$name/$use" "$PWD/$name/$use.json" "$WORK/made"
            same "$name/$use: without a message" /dev/null "$WORK/stderr"
            # shellcheck disable=SC2086 # flags are words
            (cd "$name" && limited 20 "$MTC" $flags -W practice -o - "$use.mt") 2>&1 >"$WORK/made" | grep '\[MT51[01]' >"$WORK/stderr"
            same "$name/$use: good practice, or a reason" /dev/null "$WORK/stderr"
        fi
    done
    [ -f "$name/wrong.mt" ] || continue
    flags=$(sed -n '1s/^# flags: *//p' "$name/wrong.mt")
    # shellcheck disable=SC2086 # flags are words
    (cd "$name" && limited 20 "$MTC" $flags -o - wrong.mt) >"$WORK/made" 2>"$WORK/stderr"
    status=$?
    if [ $status -ne 1 ]; then
        not_ok "$name/wrong: exit status $status instead of 1" "$WORK/stderr"
    elif [ -s "$WORK/made" ]; then
        not_ok "$name/wrong: printed a template in spite of errors"
    else
        golden "$name/wrong" "$PWD/$name/wrong.stderr" "$WORK/stderr"
    fi
    # the user's own line comes first, never the library's
    head -n 1 "$WORK/stderr" >"$WORK/first"
    check "$name/wrong: points at the user's line" grep -q '^wrong\.mt:[0-9]*:[0-9]*: ' "$WORK/first"
done
tap_end
