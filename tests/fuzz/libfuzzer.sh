#!/bin/sh
# libFuzzer with the address and undefined-behaviour sanitizers, for
# FUZZ_SECONDS (60) from the corpus on. A crash's input is printed and left in
# the build folder.
. "$MTC_SOURCE/tests/harness/tap.sh"
program=$MTC_BUILD/tests/fuzz/fuzz_source
if [ ! -x "$program" ]; then
    missing_tool "libFuzzer: clang has none here"
    tap_end
fi
mkdir "$WORK/corpus" "$WORK/empty"
cd "$WORK/empty" || exit 99
seconds=${FUZZ_SECONDS:-60}
"$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=8192 \
    -dict="$MTC_SOURCE/tests/fuzz/mt.dict" -artifact_prefix="$MTC_BUILD/tests/fuzz/" -print_final_stats=1 \
    "$WORK/corpus" "$MTC_SOURCE/tests/fuzz/corpus" "$MTC_SOURCE/samples" "$MTC_SOURCE/tests/errors" >"$WORK/log" 2>&1
status=$?
runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$WORK/log")
echo "# $(grep -c '' "$WORK/log") lines of log; $(grep -E '^#[0-9]+.*cov:' "$WORK/log" | tail -n 1)"
if [ $status -eq 0 ] && [ "${runs:-0}" -gt 0 ]; then
    ok "libFuzzer, $seconds seconds: $runs inputs"
else
    grep -vE '^#[0-9]+' "$WORK/log" | tail -n 60 >"$WORK/end"
    not_ok "libFuzzer, $seconds seconds (exit status $status)" "$WORK/end"
fi
tap_end
