#!/bin/sh
# The fault sweep: a compile is run again and again, each time with the next
# allocation, read, write, rename, … failing, until one run meets no failure.
# Each time mtc must end in an orderly way (exit status 0 or 1, a message where
# it is 1), and what lies in the folder afterwards is the older file or the new
# one, whole, and nothing else.
. "$MTC_SOURCE/tests/harness/tap.sh"

if [ "$(uname -s)" != Linux ] || [ ! -x "$MTC_DYNAMIC" ] || [ ! -f "$MTC_BUILD/tests/fault/fault.so" ]; then
    skip "fault sweep" "needs Linux's way of loading a library first"
    tap_end
fi
cd "$WORK" || exit 99
mkdir work
cp "$MTC_SOURCE/samples/three_tier.mt" "$MTC_SOURCE/samples/raw.mt" work/
# several files: one uses another and reads a third
cat >work/several.mt <<'X'
use "other.mt" as other
other.box one { text: file("text.txt") }
resource plain AWS::SQS::Queue {}
X
cat >work/other.mt <<'X'
pattern box(text: string) {
  resource topic AWS::SNS::Topic { DisplayName: trim(text) }
}
X
echo "some text" >work/text.txt
echo 'let a = ]' >work/wrong.mt
printf 'resource q AWS::SQS::Queue { Quue: 1, DelaySeconds: "x" }\nlet a = b\n' >work/mistakes.mt
# templates as input, with an alias, an escape and a mistake
cat >work/old.yaml <<'X'
# allow MT0036: for the test
Conditions:
  Here: !Equals [!Ref AWS::Region, us-east-1]
Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties: &a {DisplayName: !Sub "${AWS::StackName} é \u00e9"}
  Other: {Type: AWS::SNS::Topic, Condition: Here, Properties: *a, DependsOn: Topic}
X
cat >work/old.json <<'X'
{"Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": "a \u00e9 \"b\" \n", "TopicName": {"Ref": "AWS::StackName"}}}}}
X
printf 'Resources:\n  A:\n    Type: AWS::SNS::Topik\n    DependsOn: B\n\tC: d\n' >work/bad.yaml
printf '{"Resources": {"A": {"Type": "AWS::SNS::Topik", "DependsOn": "B"}},}' >work/bad.json
cd work || exit 99
ls >../before

# sweep NAME KIND OUTPUT STEP COMMAND...: OUTPUT is the file written, or none;
# every STEPth call fails (1 for all)
most=20000
sweep() {
    name=$1 kind=$2 output=$3 step=$4
    shift 4
    rm -f "$output"
    "$MTC_DYNAMIC" "$@" >../whole.stdout 2>../whole.stderr
    whole_status=$?
    [ "$output" = none ] || cp "$output" ../whole 2>/dev/null
    n=$((1 - step)) failures=0 bad=0
    while [ $n -lt "$most" ]; do
        n=$((n + step))
        for stay in "" $([ "$kind" = memory ] && [ $((n % 4)) -ne 0 ] || echo 1); do
            if [ "$output" != none ]; then echo "the older template" >"$output"; fi
            rm -f ../report
            # the library is loaded by mtc alone, not by what starts it
            timeout -k 2 20 env LD_PRELOAD="$MTC_BUILD/tests/fault/fault.so" FAULT_KIND="$kind" FAULT_AT=$n \
                ${stay:+FAULT_STAY=1} FAULT_REPORT="$WORK/report" "$MTC_DYNAMIC" "$@" >../stdout 2>../stderr
            status=$?
            why=
            if [ $status -gt 1 ]; then why="exit status $status"
            elif [ $status -eq 1 ] && ! [ -s ../stderr ] && ! grep -q '^not ok' ../stdout; then why="failed without a word"
            elif [ $status -eq 0 ] && [ "$output" = none ] && ! cmp -s ../whole.stdout ../stdout; then why="another output with status 0"
            elif [ "$output" != none ] && [ $status -eq 0 ] && ! cmp -s "$output" ../whole; then why="another file with status 0"
            elif [ "$output" != none ] && [ $status -eq 1 ] && [ "$(cat "$output" 2>&1)" != "the older template" ] \
                && ! cmp -s "$output" ../whole; then why="half a file"
            fi
            [ "$output" = none ] || rm -f "$output"
            ls >../after
            if [ -z "$why" ] && ! cmp -s ../before ../after; then why="files left behind: $(diff ../before ../after | grep '^>' | tr '\n' ' ')"; fi
            if [ -n "$why" ]; then
                bad=$((bad + 1))
                [ $bad -le 5 ] && { echo "# $kind $n${stay:+ and all later}: $why"; head -n 5 ../stderr | sed 's/^/#   /'; }
                ls | while read -r left; do grep -qxF "$left" ../before || rm -rf "$left"; done
            fi
            [ "$status" -ne 0 ] && failures=$((failures + 1))
        done
        [ -e ../report ] || break
    done
    if [ $bad -gt 0 ]; then not_ok "$name: $bad of $n $kind faults end badly"
    elif [ "$n" -ge "$most" ]; then not_ok "$name: more than $most $kind calls"
    else ok "$name: $kind, $(((n - 1) / step)) calls failed in turn"; fi
    # a sweep in which nothing ever fails has not tested anything
    case $kind:$output in
        memory:* | open:* | read:* | write:* | rename:*.*)
            if [ $n -lt 2 ]; then not_ok "$name: there was no $kind call to fail"
            elif [ "$whole_status" -eq 0 ] && [ $failures -eq 0 ]; then not_ok "$name: no $kind fault was noticed"; fi
            ;;
    esac
}

for kind in memory read open stat write close rename; do
    step=1
    [ $kind = memory ] && step=29   # of some thousand allocations
    sweep "three_tier to a file" $kind three_tier.json $step three_tier.mt
    sweep "raw as YAML to a file" $kind raw.yaml 1 -f yaml raw.mt
    sweep "raw to standard output" $kind none 1 -o - raw.mt
    sweep "several files" $kind several.json 1 several.mt
done
for kind in memory read open write close rename; do
    sweep "a template, YAML to JSON" $kind new.json 1 -o new.json old.yaml
    sweep "a template, JSON to YAML" $kind new.yaml 1 -o new.yaml old.json
done
for kind in memory read; do
    sweep "a template with mistakes, YAML" $kind none 1 bad.yaml
    sweep "a template with mistakes, JSON" $kind none 1 bad.json
done
sweep "with dependencies" write several.json 1 -MF /dev/null several.mt
sweep "the tests of three_tier" memory none 41 --test three_tier.mt
sweep "the tests of three_tier" open none 1 --test three_tier.mt
sweep "the tests of three_tier" read none 1 --test three_tier.mt
for kind in memory open read; do
    sweep "a syntax error" $kind none 1 wrong.mt
    sweep "mistakes, as SARIF" $kind none 1 --diagnostics sarif mistakes.mt
done
tap_end
