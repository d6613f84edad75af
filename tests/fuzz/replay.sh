#!/bin/sh
# The fuzzer's corpora, every program and every template of the tests through the
# fuzzer's targets, then changed copies of them for FUZZ_SECONDS (3).
. "$MTC_SOURCE/tests/harness/tap.sh"
program=$MTC_BUILD/tests/fuzz/plain
if [ ! -x "$program" ] || [ ! -x "${program}_template" ]; then
    not_ok "the plain drivers are built"
    tap_end
fi
# what a text names beside itself shall not be there
mkdir "$WORK/empty"
cd "$WORK/empty" || exit 99

# try NAME [OPTION...] FILE...
try() {
    try_name=$1
    shift
    limited 300 env FUZZ_INPUT="$WORK/input" "$program" "$@" >"$WORK/said" 2>&1
    status=$?
    if [ $status -eq 0 ]; then
        ok "$try_name: $(tail -n 1 "$WORK/said")"
    else
        { echo "exit status $status; the input was, in base64:"; base64 <"$WORK/input"; } >>"$WORK/said"
        not_ok "$try_name" "$WORK/said"
    fi
}

try "programs of the tests" "$MTC_SOURCE"/tests/errors/*.mt "$MTC_SOURCE"/tests/golden/*.mt \
    "$MTC_SOURCE"/tests/stdlib/*/*.mt "$MTC_SOURCE"/samples/*.mt "$MTC_SOURCE"/stdlib/*/*.mt
try "corpus" "$MTC_SOURCE"/tests/fuzz/corpus/*
try "changed copies" --seconds "${FUZZ_SECONDS:-3}" "$MTC_SOURCE"/tests/fuzz/corpus/* "$MTC_SOURCE"/samples/*.mt \
    "$MTC_SOURCE"/tests/errors/*.mt
program=${program}_template
set -- "$MTC_SOURCE"/tests/errors/*.yaml "$MTC_SOURCE"/tests/errors/*.json "$MTC_SOURCE"/tests/read/*.yaml \
    "$MTC_SOURCE"/tests/read/*.json
try "templates of the tests" "$@" "$MTC_SOURCE"/tests/golden/*.json "$MTC_SOURCE"/tests/golden/*.yaml \
    "$MTC_SOURCE"/tests/stdlib/*/*.json "$MTC_SOURCE"/samples/*.json
try "corpus of templates" "$MTC_SOURCE"/tests/fuzz/corpus_template/*
try "changed copies of templates" --seconds "${FUZZ_SECONDS:-3}" "$MTC_SOURCE"/tests/fuzz/corpus_template/* "$@"
tap_end
