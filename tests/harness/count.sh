#!/bin/sh
# count.sh FOLDER...: sums up what the test drivers noted in the .trs files
# below the folders. Prints the names of what failed, then one line, and fails
# if anything failed or nothing ran.
find "$@" -name '*.trs' -not -path '*/_build/*' | sort | xargs awk '
    /^:test-result: / {
        result = $2; name = $0; sub(/^:test-result: [A-Z]+ */, "", name)
        if (result == "PASS" || result == "XFAIL") passed++
        else if (result == "SKIP") { skipped++; print "skipped: " FILENAME ": " name }
        else { failed++; print "failed: " FILENAME ": " name }
    }
    END {
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed > 0 || passed == 0
    }'
