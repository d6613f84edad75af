#!/bin/sh
# libFuzzer with the address and undefined-behaviour sanitizers, for
# FUZZ_SECONDS (60) from the corpus on. A crash's input is printed and left in
# the build folder.
. "$MTC_SOURCE/tests/harness/tap.sh"
seconds=${FUZZ_SECONDS:-60}
mkdir "$WORK/empty"
cd "$WORK/empty" || exit 99

# fuzz NAME DICTIONARY FOLDER...: the target from these inputs on
fuzz() {
    program=$MTC_BUILD/tests/fuzz/fuzz_$1
    dictionary=$MTC_SOURCE/tests/fuzz/$2.dict
    name="libFuzzer, $1"
    shift 2
    if [ ! -x "$program" ]; then
        missing_tool "$name: clang has none here"
        return
    fi
    rm -rf "$WORK/corpus"
    mkdir "$WORK/corpus"
    "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=8192 \
        -dict="$dictionary" -artifact_prefix="$MTC_BUILD/tests/fuzz/" -print_final_stats=1 \
        "$WORK/corpus" "$@" >"$WORK/log" 2>&1
    status=$?
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$WORK/log")
    echo "# $(grep -c '' "$WORK/log") lines of log; $(grep -E '^#[0-9]+.*cov:' "$WORK/log" | tail -n 1)"
    if [ $status -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
        ok "$name, $seconds seconds: $runs inputs"
    else
        grep -vE '^#[0-9]+' "$WORK/log" | tail -n 60 >"$WORK/end"
        not_ok "$name, $seconds seconds (exit status $status)" "$WORK/end"
    fi
}

fuzz source mt "$MTC_SOURCE/tests/fuzz/corpus" "$MTC_SOURCE/samples" "$MTC_SOURCE/tests/errors"
fuzz template template "$MTC_SOURCE/tests/fuzz/corpus_template" "$MTC_SOURCE/tests/read" "$MTC_SOURCE/tests/errors"
tap_end
