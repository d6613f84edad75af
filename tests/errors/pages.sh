#!/bin/sh
# Every code of the table has a page that --explain prints, whose wrong program
# yields that code and whose right program does not, and a test of its words in
# this folder. What no program can show (files, the command line) is shown by a
# console block instead.
. "$MTC_SOURCE/tests/harness/tap.sh"
pages=$MTC_SOURCE/compiler/report/pages
table=$MTC_SOURCE/compiler/report/messages.def

# The block of a page that opens with this line, as a file.
block() {
    awk -v open="$1" '$0 == open { inside = 1; next } /^```/ { inside = 0 } inside' "$2" >"$3"
}

# Compiles a program or template of a page (its ending tells which) in an empty
# folder; its messages go to $WORK/said.
compile() {
    rm -rf "$WORK/page"
    mkdir "$WORK/page"
    page_file=page.${1##*.}
    cp "$1" "$WORK/page/$page_file"
    flags=$(sed -n '1s/^# flags: *//p' "$1")
    # shellcheck disable=SC2086 # flags are words
    (cd "$WORK/page" && limited 20 "$MTC" $flags "$page_file") >"$WORK/said" 2>&1
}

codes=$(sed -n 's/^MESSAGE(\(MT[0-9]*\),.*/\1/p' "$table")
check "the table of messages has rows" test -n "$codes"
for code in $codes; do
    page=$pages/$code.md
    if [ ! -f "$page" ]; then
        not_ok "$code has a page"
        continue
    fi
    "$MTC" --explain "$code" >"$WORK/explained" 2>&1
    # a page's fences may be laid out for a terminal, its first line stays
    title=$(sed -n '1s/^#* *//p' "$page")
    if grep -qF "$title" "$WORK/explained"; then
        ok "$code: --explain prints its page"
    else
        not_ok "$code: --explain prints its page" "$WORK/explained"
    fi
    form=$(sed -n 's/^```\([a-z]*\) wrong$/\1/p' "$page" | head -n 1)
    # shellcheck disable=SC2016 # a fence
    if [ -n "$form" ]; then
        block '```'"$form wrong" "$page" "$WORK/wrong.$form"
        block '```'"$form right" "$page" "$WORK/right.$form"
        compile "$WORK/wrong.$form"
        if grep -q "\[$code\]" "$WORK/said"; then ok "$code: the wrong program yields it"
        else not_ok "$code: the wrong program yields it" "$WORK/said"; fi
        if ! [ -s "$WORK/right.$form" ]; then
            not_ok "$code: has a right program"
        else
            compile "$WORK/right.$form"
            status=$?
            if [ $status -eq 0 ] && ! [ -s "$WORK/said" ]; then ok "$code: the right program is silent"
            else not_ok "$code: the right program is silent (exit status $status)" "$WORK/said"; fi
        fi
    elif grep -q '^```console' "$page"; then
        ok "$code: shown on a console"
    else
        not_ok "$code: shows an example"
    fi
    if grep -qs "\[$code\]" "$MTC_SOURCE"/tests/errors/*.stderr "$MTC_SOURCE"/tests/cli/*.stderr \
        || grep -qs "\[$code\]\|$code" "$MTC_SOURCE"/tests/cli/*.sh "$MTC_SOURCE"/tests/deploy/*.py; then
        ok "$code: its words are tested"
    else
        not_ok "$code: its words are tested"
    fi
done
for page in "$pages"/*.md; do
    code=$(basename "$page" .md)
    check "the page $code belongs to a code" grep -q "^MESSAGE($code," "$table"
done
tap_end
