#!/bin/sh
# What mtc costs, measured: `make bench`. Builds mtc as it is released, a program
# that does nothing with the same libraries, and inputs of 40 to 50,000
# resources; prints times and peak memory of whole processes, instructions, and
# ratios, each with its goal. Whatever is compared runs in turn, in one run.
#
# BENCH_ROUNDS (default 200) is how often small inputs are measured. The output
# of mtc is a file that is written anew each time. Ends with 1 only if
# something could not be measured: a missed goal is a line of the report. What
# checks cost is measured by a program of its own (checks.c), which compiles as
# mtc does, with and without them.
set -eu
: "${MTC_SOURCE:?run by make bench}" "${MTC_BUILD:?run by make bench}"
LC_ALL=C
export LC_ALL
unset MTC_FLAGS MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES CFLAGS LDFLAGS
CC=${CC:-cc}
rounds=${BENCH_ROUNDS:-200}
bench=$MTC_SOURCE/tests/bench
folder=$MTC_BUILD/bench
mkdir -p "$folder/release" "$folder/inputs"
missed=0

# ------------------------------------------------------------------ programs

# A static mtc needs cJSON's source on Debian; elsewhere it links what is there.
setting=
for cjson in "$MTC_BUILD/cjson-debian" "$folder/cjson-debian"; do
    [ -z "$setting" ] && [ -f "$cjson/cjson/cJSON.c" ] && setting="--with-cjson-source=$cjson/cjson"
done
if [ -z "$setting" ] && sh "$MTC_SOURCE/compiler/tools/cjson_source.sh" "$folder/cjson-debian" 2>"$folder/log"; then
    setting="--with-cjson-source=$folder/cjson-debian/cjson"
fi
(
    cd "$folder/release"
    if [ ! -f Makefile ] || [ "$MTC_SOURCE/configure" -nt config.status ]; then
        # shellcheck disable=SC2086 # no setting is no word
        "$MTC_SOURCE/configure" -q CC="$CC" CFLAGS=-O2 $setting
    fi
    make -s grammar/parse.h mtc      # a header that is made comes first
) >"$folder/log" 2>&1 || { cat "$folder/log" >&2; echo "bench: mtc could not be built" >&2; exit 1; }
mtc=$folder/release/mtc

# setting NAME: what configure found, from the release's Makefile
setting() {
    sed -n "s/^$1 = *//p" "$folder/release/Makefile" | sed "s|\$(top_builddir)|$folder/release|g"
}
objects=
[ ! -f "$folder/release/cjson-source/cJSON.o" ] || objects=$folder/release/cjson-source/cJSON.o
# shellcheck disable=SC2046,SC2086 # flags are words
$CC -O2 $(setting PROGRAM_CFLAGS) $(setting YAML_CFLAGS) $(setting CJSON_CFLAGS) -c -o "$folder/nothing.o" "$bench/nothing.c"
# shellcheck disable=SC2046,SC2086
$CC $(setting NO_PIE_LDFLAGS) $(setting PROGRAM_LDFLAGS) -o "$folder/nothing" "$folder/nothing.o" $objects $(setting PROGRAM_LIBS) -lm
nothing=$folder/nothing
# shellcheck disable=SC2046,SC2086
$CC -std=c11 -O2 -D_POSIX_C_SOURCE=200809L $(setting PROGRAM_CFLAGS) -I"$MTC_SOURCE/compiler" \
    $(setting NO_PIE_LDFLAGS) $(setting PROGRAM_LDFLAGS) -o "$folder/checks" "$bench/checks.c" \
    "$folder/release/libmtc.a" $(setting PROGRAM_LIBS) -lm
checks=$folder/checks
# The measuring program is linked the same way, so that it is as small.
# shellcheck disable=SC2046
$CC -std=c11 -O2 -D_DEFAULT_SOURCE $(setting PROGRAM_LDFLAGS) -o "$folder/measure" "$bench/measure.c"
"${PYTHON:-python3}" "$bench/inputs.py" "$MTC_SOURCE" "$folder/inputs"
cd "$folder/inputs"

# -------------------------------------------------------------------- report

# line WHAT FIGURE UNIT [GOAL]: at most GOAL is wanted
line() {
    awk -v what="$1" -v figure="$2" -v unit="$3" -v goal="${4:-}" 'BEGIN {
        form = figure >= 100 || figure == int(figure) ? "%.0f" : figure >= 10 ? "%.1f" : figure >= 1 ? "%.2f" : "%.3f"
        text = sprintf("  %-52s " form " %s", what, figure, unit)
        if (goal != "") {
            text = sprintf("%-78s goal %s: ", text, goal)
            text = text (figure <= goal + 0 ? "met" : sprintf("MISSED by %.0f %%", (figure / goal - 1) * 100))
        }
        print text
        exit goal != "" && figure > goal + 0
    }' || missed=$((missed + 1))
}
calculate() {
    awk "BEGIN { printf \"%.4f\", $1 }"
}
# field LINE FIELD: of what the last `measure` said
field() {
    awk -v line="$1" -v field="$2" 'NR == line { print $field }' "$folder/measured"
}
measure() {
    "$folder/measure" "$@" >"$folder/measured"
}
# instructions COMMAND...: how many it executes, libraries and start included
instructions() {
    rm -f out.json
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : *//p'
}

echo "mtc -O2, linked $(setting LINKAGE); medians of whole processes that write a file"
echo
echo "three_tier.mt"
measure "$rounds" - "$nothing" -- out.json "$mtc" -o out.json three_tier.mt
start=$(field 1 1)
three_tier=$(field 2 1)
line "a process that does nothing" "$start" us
line "mtc" "$three_tier" us
line "mtc, peak memory" "$(field 2 3)" KiB
line "mtc / nothing" "$(calculate "$three_tier / $start")" times 4
line "mtc / nothing, each one's fastest round" "$(calculate "$(field 2 2) / $(field 1 2)")" times
measure "$rounds" - "$nothing" -- out.yaml "$mtc" -o out.yaml three_tier.mt
line "mtc to YAML / nothing" "$(calculate "$(field 2 1) / $(field 1 1)")" times
if command -v jsonnet >/dev/null; then
    measure $((rounds / 4 + 1)) out.json "$mtc" -o out.json three_tier.mt -- jsonnet.json jsonnet -o jsonnet.json three_tier.jsonnet
    line "jsonnet, the same template" "$(field 2 1)" us
    line "jsonnet, peak memory" "$(field 2 3)" KiB
    line "mtc / jsonnet" "$(calculate "$(field 1 1) / $(field 2 1)")" times 0.04
else
    echo "  jsonnet: SKIP, not installed"
fi
if command -v dtc >/dev/null; then
    measure "$rounds" out.json "$mtc" -o out.json three_tier.mt -- out.dtb dtc -q -O dtb -o out.dtb three_tier.dts
    line "dtc, the same tree" "$(field 2 1)" us
    line "dtc, peak memory" "$(field 2 3)" KiB
    line "mtc / dtc" "$(calculate "$(field 1 1) / $(field 2 1)")" times
else
    echo "  dtc: SKIP, not installed"
fi

for kind in raw patterns; do
    echo
    case $kind in raw) echo "resources, each declared by itself" ;; *) echo "resources, made by patterns" ;; esac
    for count in 40 500 5000 50000; do
        "$mtc" -W no-template-limit -o out.json "$kind-$count.mt" 2>"$folder/log" || { cat "$folder/log" >&2; exit 1; }
        found=$(grep -c '^      "Type": "AWS::' out.json)
        [ "$found" = "$count" ] || { echo "bench: $kind-$count.mt makes $found resources" >&2; exit 1; }
    done
    # the sizes in turn, as everything that is divided by something
    measure $((rounds / 10 + 1)) out.40 "$mtc" -f json -W no-template-limit -o out.40 $kind-40.mt \
        -- out.500 "$mtc" -f json -W no-template-limit -o out.500 $kind-500.mt \
        -- out.5000 "$mtc" -f json -W no-template-limit -o out.5000 $kind-5000.mt \
        -- out.50000 "$mtc" -f json -W no-template-limit -o out.50000 $kind-50000.mt
    line "40" "$(field 1 1)" us
    line "500" "$(field 2 1)" us
    line "5,000" "$(field 3 1)" us
    line "50,000" "$(calculate "$(field 4 1) / 1e6")" s 1
    line "growth 500 to 50,000, to linear" "$(calculate "$(field 4 1) / $(field 2 1) / 100")" times 1.1
    line "the same, without the start of a process" \
        "$(calculate "($(field 4 1) - $start) / ($(field 2 1) - $start) / 100")" times
    line "50,000, peak memory" "$(field 4 3)" KiB
    line "peak memory a resource" "$(calculate "$(field 4 3) / 50000")" KiB 2
    line "the source's text a resource" "$(calculate "$(wc -c <$kind-50000.mt) / 50000")" bytes
    if command -v valgrind >/dev/null; then
        few=$(instructions "$mtc" -W no-template-limit -o out.json $kind-500.mt)
        many=$(instructions "$mtc" -W no-template-limit -o out.json $kind-5000.mt)
        most=$(instructions "$mtc" -W no-template-limit -o out.json $kind-50000.mt)
        goal=
        [ $kind = patterns ] || goal=30000
        line "instructions for each further one, 500 to 5,000" "$(calculate "($many - $few) / 4500")" "" $goal
        line "instructions for each further one, 5,000 to 50,000" "$(calculate "($most - $many) / 45000")" "" $goal
    fi
done
# The same templates as input: read, checked, and written again in the other
# format, which is the dearer way.
echo
echo "templates as input: read, checked, written in the other format"
for count in 500 50000; do
    for form in json yaml; do
        "$mtc" -W no-template-limit -f $form -o old-$count.$form raw-$count.mt
        "$mtc" -W no-template-limit -f $form -o again.$form old-$count.$form
        cmp old-$count.$form again.$form || { echo "bench: old-$count.$form is not written as it was" >&2; exit 1; }
    done
done
measure $((rounds / 10 + 1)) out.json "$mtc" -W no-template-limit -o out.json old-500.yaml \
    -- out.yaml "$mtc" -W no-template-limit -o out.yaml old-500.json \
    -- - "$mtc" -W no-template-limit old-500.yaml -- - "$mtc" -W no-template-limit old-500.json
line "500 resources, YAML of $(($(wc -c <old-500.yaml) / 1000)) KB to JSON" "$(field 1 1)" us 10000
line "500 resources, JSON of $(($(wc -c <old-500.json) / 1000)) KB to YAML" "$(field 2 1)" us 10000
line "500 resources, YAML, only checked" "$(field 3 1)" us
line "500 resources, JSON, only checked" "$(field 4 1)" us
yaml=$(field 1 1) json=$(field 2 1)
measure $((rounds / 100 + 1)) out.json "$mtc" -W no-template-limit -o out.json old-50000.yaml \
    -- out.yaml "$mtc" -W no-template-limit -o out.yaml old-50000.json
line "50,000 resources, YAML to JSON" "$(calculate "$(field 1 1) / 1e6")" s
line "50,000 resources, JSON to YAML" "$(calculate "$(field 2 1) / 1e6")" s
line "growth 500 to 50,000, YAML to JSON, to linear" "$(calculate "$(field 1 1) / $yaml / 100")" times 1.2
line "growth 500 to 50,000, JSON to YAML, to linear" "$(calculate "$(field 2 1) / $json / 100")" times 1.2
line "50,000 resources, YAML to JSON, peak memory a resource" "$(calculate "$(field 1 3) / 50000")" KiB
lint=$MTC_BUILD/outside/venv/bin/cfn-lint
if [ -x "$lint" ]; then
    # shellcheck disable=SC2016 # the inner shell's
    measure 1 out.json "$mtc" -W no-template-limit -o out.json old-500.yaml -- - sh -c '"$1" "$2" || :' sh "$lint" old-500.yaml
    line "cfn-lint on the YAML" "$(calculate "$(field 2 1) / 1e6")" s
    line "mtc YAML to JSON / cfn-lint" "$(calculate "1000 * $yaml / $(field 2 1)")" permille 2
else
    echo "  cfn-lint: SKIP, not installed in $MTC_BUILD/outside"
fi
echo
echo "checks"
measure "$rounds" - "$checks" 1 three_tier.mt no-checks -- - "$checks" 1 three_tier.mt
line "three_tier.mt, what they add to a process" "$(calculate "$(field 2 1) - $(field 1 1)")" us 1000
for kind in raw patterns; do
    "$mtc" -W no-template-limit -o $kind-5000.json $kind-5000.mt 2>"$folder/log"
    "$mtc" -W no-template-limit -o $kind-50000.json $kind-50000.mt 2>"$folder/log"
    for input in $kind-5000.mt $kind-50000.mt $kind-5000.json $kind-50000.json; do
        "$checks" 5 $input >"$folder/$input.times"
    done
    for form in mt json; do
        few=$(cut -d' ' -f3 "$folder/$kind-5000.$form.times")
        many=$(cut -d' ' -f3 "$folder/$kind-50000.$form.times")
        line "$kind-50000.$form, parsing" "$(calculate "$(cut -d' ' -f1 "$folder/$kind-50000.$form.times") / 1e6")" s
        line "$kind-50000.$form, checking" "$(calculate "$many / 1e6")" s
        # a program of patterns is short: what its resources' own text would take is parsed in raw
        goal=
        [ $kind-$form = patterns-mt ] || goal=2
        line "checking / parsing" "$(calculate "$many / $(cut -d' ' -f1 "$folder/$kind-50000.$form.times")")" times $goal
        line "growth of checking 5,000 to 50,000, to linear" "$(calculate "$many / $few / 10")" times 1.1
    done
done
echo
if command -v valgrind >/dev/null; then
    echo "instructions"
    line "a process that does nothing" "$(instructions "$nothing")" ""
    line "three_tier.mt" "$(instructions "$mtc" -o out.json three_tier.mt)" ""
    line "three_tier.mt, of checks" \
        "$(calculate "$(instructions "$checks" 1 three_tier.mt) - $(instructions "$checks" 1 three_tier.mt no-checks)")" ""
else
    echo "instructions: SKIP, valgrind is not installed"
fi
echo
echo "goals missed: $missed"
