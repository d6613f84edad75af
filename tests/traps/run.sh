#!/bin/sh
# Mistakes that cost a deployment. Each tests/traps/NAME.mt makes one and marks
# it as tests/errors/run.sh describes (`#~ MT3101`): these codes are reported, and
# no others. NAME.right.mt is its nearest innocent neighbour: nothing is said of it.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/harness/marks.sh"
cd "$MTC_SOURCE/tests/traps" || exit 99

for file in *.mt; do
    name=${file%.mt}
    limited 20 "$MTC" -o /dev/null "$file" >"$WORK/stdout" 2>"$WORK/stderr"
    case $name in
        *.right)
            check "${name%.right}: it has a wrong neighbour" test -f "${name%.right}.mt"
            if [ -s "$WORK/stderr" ]; then not_ok "$name: silent" "$WORK/stderr"; else ok "$name: silent"; fi
            ;;
        *)
            check "$name: it has an innocent neighbour" test -f "$name.right.mt"
            marks "$file" >"$WORK/marks"
            reported "$file" "$WORK/stderr" >"$WORK/reported"
            check "$name: a mistake is marked" test -s "$WORK/marks"
            if cmp -s "$WORK/marks" "$WORK/reported"; then ok "$name: told at its line, and nothing else"
            else not_ok "$name: told at its line, and nothing else" "$WORK/stderr"; fi
            ;;
    esac
done
tap_end
