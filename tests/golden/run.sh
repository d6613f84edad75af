#!/bin/sh
# What each stage makes of a program, byte for byte: tests/golden/NAME.mt beside
# NAME.tokens, .syntax, .graph, .template (what --dump prints), .json and .yaml.
# Those that are there are compared. A line `NAME: STAGE…` in the file STAGES
# says which ones `make bless` writes where they are missing; the others get
# .json and .yaml.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE/tests/golden" || exit 99

for file in *.mt; do
    [ -f "$file" ] || continue
    name=${file%.mt}
    flags=$(sed -n '1s/^# flags: *//p' "$file")
    wanted=$(sed -n "s/^$name: *//p" STAGES 2>/dev/null)
    [ -n "$wanted" ] || wanted="json yaml"
    seen=0
    for stage in tokens syntax graph template json yaml; do
        expected=$PWD/$name.$stage
        if [ ! -f "$expected" ]; then
            case " ${MTC_BLESS:+$wanted} " in
                *" $stage "*) ;;
                *) continue ;;
            esac
        fi
        seen=1
        # shellcheck disable=SC2086 # flags are words
        case $stage in
            json | yaml) limited 20 "$MTC" $flags -f "$stage" -o - "$file" ;;
            *) limited 20 "$MTC" $flags --dump "$stage" "$file" ;;
        esac >"$WORK/made" 2>"$WORK/stderr"
        status=$?
        if [ $status -gt 1 ] || { [ $status -eq 1 ] && [ "$stage" != tokens ] && [ "$stage" != syntax ]; }; then
            not_ok "$name.$stage: exit status $status" "$WORK/stderr"
        else
            golden "$name.$stage" "$expected" "$WORK/made"
        fi
    done
    [ $seen -eq 1 ] || not_ok "$name has no golden file (make bless writes it)"
done
tap_end
