#!/bin/sh
# count.sh FOLDER...: sums up what the test drivers noted in the .trs files
# below the folders. Prints what failed and what was skipped, then one line, and
# fails if anything failed or nothing ran. FAILED_STEPS names what else went
# wrong, such as a build: it counts as one failure where no test tells of it.
results=$(find "$@" -name '*.trs' -not -path '*/_build/*' | sort)
for result in $results; do
    grep -E '^(FAIL|ERROR|XPASS|SKIP): ' "${result%.trs}.log"
done
cat /dev/null $results | awk '
    /^:test-result: (PASS|XFAIL)/ { passed++ }
    /^:test-result: SKIP/ { skipped++ }
    /^:test-result: (FAIL|ERROR|XPASS)/ { failed++ }
    END {
        if (!failed && ENVIRON["FAILED_STEPS"] != "") {
            failed = 1
            print "FAIL: " ENVIRON["FAILED_STEPS"]
        }
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed > 0 || passed == 0
    }'
