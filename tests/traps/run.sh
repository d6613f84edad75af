#!/bin/sh
# Mistakes that cost a deployment. Each tests/traps/NAME.mt makes one and marks
# it as tests/errors/run.sh describes (`#~ MT3101`): these codes are reported, and
# no others. NAME.right.mt is its nearest innocent neighbour: nothing is said of it.
# What only a template can show stands in NAME.yaml and NAME.right.yaml.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/harness/marks.sh"
cd "$MTC_SOURCE/tests/traps" || exit 99

for file in *.mt *.yaml; do
    name=${file%.*}
    ending=${file##*.}
    flags=$(sed -n '1s/^# flags: *//p' "$file")
    # shellcheck disable=SC2086 # flags are words
    limited 20 "$MTC" $flags -o /dev/null "$file" >"$WORK/stdout" 2>"$WORK/stderr"
    case $name in
        *.right)
            check "${name%.right}: it has a wrong neighbour" test -f "${name%.right}.$ending"
            if [ -s "$WORK/stderr" ]; then not_ok "$name: silent" "$WORK/stderr"; else ok "$name: silent"; fi
            ;;
        *)
            check "$name: it has an innocent neighbour" test -f "$name.right.$ending"
            marks "$file" >"$WORK/marks"
            reported "$file" "$WORK/stderr" >"$WORK/reported"
            check "$name: a mistake is marked" test -s "$WORK/marks"
            if cmp -s "$WORK/marks" "$WORK/reported"; then ok "$name: told at its line, and nothing else"
            else not_ok "$name: told at its line, and nothing else" "$WORK/stderr"; fi
            ;;
    esac
done
tap_end
