#!/bin/sh
# Programs as users write them, of patterns in many combinations: each compiles
# without a message in each of its environments, and its own tests hold. cfn-lint
# is asked about their templates in tests/outside/lint.sh.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE/tests/programs" || exit 99

for file in *.mt; do
    name=${file%.mt}
    for env in '' $(sed -n 's/^env  *\([A-Za-z0-9_]*\).*/\1/p' "$file"); do
        limited 20 "$MTC" ${env:+--env "$env"} -o "$WORK/out/" "$file" >"$WORK/said" 2>&1
        status=$?
        if [ $status -eq 0 ] && [ ! -s "$WORK/said" ]; then ok "$name${env:+, $env}"
        else not_ok "$name${env:+, $env}: exit status $status" "$WORK/said"; fi
    done
    limited 20 "$MTC" --test "$file" >"$WORK/tests" 2>&1
    status=$?
    if [ $status -eq 0 ] && grep -q '^ok 1' "$WORK/tests" && ! grep -q '^not ok' "$WORK/tests"; then ok "$name: its tests hold"
    else not_ok "$name: its tests hold" "$WORK/tests"; fi
done
tap_end
