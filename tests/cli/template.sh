#!/bin/sh
# The command with templates as input: what is written where, what is only
# checked, what is refused; and how a template is known.
. "$MTC_SOURCE/tests/harness/tap.sh"
mkdir "$WORK/here" && cd "$WORK/here" || exit 99
cat >old.yaml <<'X'
Resources:
  Jobs:
    Type: AWS::SQS::Queue
    Properties: {DelaySeconds: 5}
X
cat >old.json <<'X'
{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}}}
X
cp old.json other.template
cp old.yaml third.yml
echo 'resource jobs AWS::SQS::Queue {}' >shop.mt
echo 'Resources: {Jobs: {Type: AWS::SQS::Que}}' >bad.yaml
ls >"$WORK/before"

# says NAME STATUS OPTION...: that exit status; the files are as before
says() {
    says_name=$1 wanted=$2
    shift 2
    "$MTC" "$@" >"$WORK/out" 2>"$WORK/err"
    status=$?
    ls >"$WORK/after"
    if [ $status -ne "$wanted" ]; then not_ok "$says_name: exit status $status" "$WORK/err"
    else same "$says_name: no file" "$WORK/before" "$WORK/after"; fi
}
# writes FILE OPTION...: status 0, and this is the one new file
writes() {
    file=$1
    shift
    "$MTC" "$@" >"$WORK/out" 2>"$WORK/err"
    status=$?
    ls >"$WORK/after"
    { cat "$WORK/before"; echo "$file"; } | sort >"$WORK/expected"
    if [ $status -ne 0 ]; then not_ok "mtc $*: exit status $status" "$WORK/err"
    else same "mtc $* writes $file" "$WORK/expected" "$WORK/after"; fi
    rm -rf "$file"
}

# ------------------------------------------------------------- checked only
for file in old.yaml old.json other.template third.yml; do
    says "$file" 0 $file
    same "$file: silence" /dev/null "$WORK/err"
done
says "several of them" 0 old.yaml old.json other.template third.yml
says "with a mistake" 1 bad.yaml
check "at its own line" grep -q '^bad.yaml:1:26: error\[MT2001\]' "$WORK/err"
says "--check" 0 --check old.yaml old.json
says "--check with a mistake" 1 --check bad.yaml
says "as JSON for programs" 1 --diagnostics json bad.yaml
check "its place and its fix" grep -q 'AWS::SQS::Queue' "$WORK/err"
says "as SARIF" 1 --diagnostics sarif bad.yaml
says "its graph" 0 --dump graph old.yaml
check "tells of places" grep -q 'old.yaml:2:3' "$WORK/out"
says "its template" 0 --dump template -f yaml old.json
check "is written to standard output" grep -q '^  Jobs:$' "$WORK/out"
says "a program beside a template is written" 0 -o - shop.mt

# ------------------------------------------------------------------ written
writes old.json.new -f json -o old.json.new old.yaml
writes third.json -f json third.yml
writes other.yaml -f yaml other.template
writes new.yaml -o new.yaml old.json
writes folder -o folder/ old.yaml shop.mt
cp old.yaml "$WORK/kept"
says "never over itself" 2 -f yaml old.yaml
check "and says so" grep -q "'old.yaml' would be written over, and it is what is compiled" "$WORK/err"
same "it is as it was" "$WORK/kept" old.yaml
says "nor by -o" 2 -o old.yaml old.yaml
says "nothing where there is a mistake" 1 -f json bad.yaml
"$MTC" -MD -o third.json third.yml
printf 'third.json: third.yml\n' >"$WORK/expected"
same "-MD names the template" "$WORK/expected" third.d
rm -f third.json third.d

# ------------------------------------------------------------------ compared
"$MTC" -o was.json old.yaml
"$MTC" --check -o was.json old.yaml >"$WORK/out" 2>"$WORK/err"
status=$?
check "--check -o: the same" test $status -eq 0
sed 's/DelaySeconds: 5/DelaySeconds: 6/' old.yaml >changed.yaml
"$MTC" --check -o was.json changed.yaml >"$WORK/out" 2>"$WORK/err"
status=$?
check "--check -o: a difference" test $status -eq 1
check "which is shown" grep -q '^+        "DelaySeconds": 6$' "$WORK/out"
"$MTC" -o - -f yaml old.yaml >form.yaml
"$MTC" --check -f yaml form.yaml >"$WORK/out" 2>"$WORK/err"
status=$?
check "--check -f yaml: a template in mtc's own form" test $status -eq 0
"$MTC" --check -f yaml changed.yaml >"$WORK/out" 2>"$WORK/err"
status=$?
check "--check -f yaml: one in another form" test $status -eq 1
rm -f was.json changed.yaml form.yaml

# ------------------------------------------------------------------- refused
# refused LINE OPTION...
refused() {
    printf 'mtc: %s\nmtc: try %s\n' "$1" "'mtc --help'" >"$WORK/expected"
    shift
    says "mtc $*" 2 "$@"
    same "mtc $*: the line" "$WORK/expected" "$WORK/err"
}
refused "--test runs the tests of .mt files, and 'old.yaml' is a template" --test old.yaml
refused "-D gives inputs of .mt files, and 'old.yaml' is a template; its parameters are given when it is deployed" -D a=b old.yaml
refused "--env is for .mt files, and 'old.json' is a template" --env production old.json
refused "--dump tokens and syntax show .mt files, and 'old.yaml' is a template; it has a graph" --dump syntax old.yaml
refused "-MD and -MF tell what a file that is written needs, and 'old.yaml' is only checked; say -f or -o" -MD old.yaml
refused "stack 'old' of 'old.yaml' and stack 'old' of 'old.json' would both be written to 'out/old.json'" -o out/ old.yaml old.json

# ------------------------------------------------------------- what it is
# known NAME WORD: standard input is a template (its resource is Jobs)
known() {
    "$MTC" -f yaml -o - - >"$WORK/out" 2>"$WORK/err"
    status=$?
    if [ $status -eq 0 ] && grep -q '^  Jobs:$' "$WORK/out"; then ok "$1"; else not_ok "$1 (exit status $status)" "$WORK/err"; fi
}
known "JSON on standard input" <old.json
known "YAML on standard input" <old.yaml
printf '# a comment\n\n---\n"AWSTemplateFormatVersion": 2010-09-09\nResources: {Jobs: {Type: AWS::SQS::Queue}}\n' >"$WORK/in"
known "behind a comment and ---" <"$WORK/in"
printf '\357\273\277Resources: {Jobs: {Type: AWS::SQS::Queue}}\n' >"$WORK/in"
known "behind a byte order mark" <"$WORK/in"
"$MTC" -o - - <shop.mt >"$WORK/out" 2>"$WORK/err"
check "a program on standard input is one" grep -q '"Jobs": {' "$WORK/out"
says "standard input is only checked, too" 0 - <old.yaml
cp old.yaml unnamed && ls >"$WORK/before"
writes unnamed.json -f json unnamed
rm -f unnamed
printf 'use "old.yaml" as old\nresource jobs AWS::SQS::Queue {}\n' >user.mt
"$MTC" user.mt >"$WORK/out" 2>"$WORK/err"
status=$?
check "a program cannot use a template" test $status -eq 1
"$MTC" -o out/ old.yaml user.mt >"$WORK/out" 2>"$WORK/err"
check "nor one that is an input beside it" grep -q 'user.mt:1:5: error\[MT1030\]: a file of declarations is wanted here, and this is a CloudFormation template' "$WORK/err"
cat >twice.yaml <<'X'
Resources:
  Jobs:
    Type: AWS::SNS::Topic
  Mails:
    Type: AWS::SNS::Subscription
    DependsOn: Jobs
    Properties: {Protocol: email, Endpoint: someone@example.com, TopicArn: !Ref Jobs}
X
"$MTC" twice.yaml >"$WORK/out" 2>"$WORK/err"
check "DependsOn that a Ref implies is told of" \
    grep -q "twice.yaml:4:3: info\[MT3602\]: 'Mails' waits for 'Jobs' already, which it refers to" "$WORK/err"
tap_end
