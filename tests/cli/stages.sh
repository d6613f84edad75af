#!/bin/sh
# --dump and --test.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99
cat >shop.mt <<'X'
resource jobs AWS::SQS::Queue { DelaySeconds: 5 }
X
cat >stacks.mt <<'X'
resource jobs AWS::SQS::Queue {}
stack edge in "us-east-1" { resource topic AWS::SNS::Topic {} }
X
printf 'let b = 1\nlet a = ]\nlet c = 2\n' >syntax.mt
printf 'let a = b\nresource q AWS::SQS::Queue {}\n' >names.mt
ls >before
for stage in tokens syntax graph template; do
    "$MTC" --dump $stage shop.mt >out 2>err
    status=$?
    if [ $status -eq 0 ] && [ ! -s err ] && grep -q 'jobs\|Jobs' out; then ok "--dump $stage"
    else not_ok "--dump $stage: exit status $status" err; fi
done
"$MTC" -o - shop.mt >expected
"$MTC" --dump=template shop.mt >out 2>err
same "--dump template is the template" expected out
"$MTC" -o - -f yaml shop.mt >expected
"$MTC" --dump template -f yaml shop.mt >out 2>err
same "--dump template -f yaml" expected out
"$MTC" --dump template stacks.mt >out 2>err
printf '# stack stacks\n# stack edge\n' >expected
grep '^# ' out >made
same "--dump template of several stacks" expected made
rm -f out err expected made
for stage in tokens syntax; do
    "$MTC" --dump $stage syntax.mt >out 2>err
    [ $? -eq 1 ] && [ -s out ] && grep -q 'MT001[0-9]' err && ok "--dump $stage in spite of mistakes" || not_ok "--dump $stage with a mistake" err
    "$MTC" --dump $stage names.mt >out 2>err
    [ $? -eq 0 ] && [ ! -s err ] && ok "--dump $stage asks no name" || not_ok "--dump $stage asks no name" err
done
"$MTC" --dump graph names.mt >out 2>err
[ $? -eq 1 ] && [ ! -s out ] && grep -q MT1001 err && ok "--dump graph with a mistake" || not_ok "--dump graph with a mistake" err
rm -f out err
ls | grep -v '^after$' >after
same "no dump writes a file" before after

cat >tests.mt <<'X'
input size: int = 5
env production { size: 9 }
resource jobs AWS::SQS::Queue { DelaySeconds: size, QueueName: "jobs" }
resource topic AWS::SNS::Topic { DisplayName: jobs.Arn }
test "the usual" {
  expect resources(AWS::SQS::Queue)[0].DelaySeconds == 5
  expect logical("Jobs").QueueName == "jobs"
  expect len(resources(AWS::SNS::Topic)) == 1
}
test "production" with { env: "production" } {
  expect logical("Jobs").DelaySeconds == 9
}
test "an input" with { size: 3 } {
  let jobs_now = logical("Jobs")
  for q in resources(AWS::SQS::Queue) { expect q.DelaySeconds == 3 }
  expect jobs_now.DelaySeconds == 3
  expect logical("Nobody") == null
}
test "a mistake" with { size: "many" } { expect error "MT1030" }
X
"$MTC" --test tests.mt >out 2>err
status=$?
cat >expected <<'X'
TAP version 13
1..4
ok 1 - the usual
ok 2 - production
ok 3 - an input
ok 4 - a mistake
X
same "tests that hold" expected out
[ $status -eq 0 ] && [ ! -s err ] && ok "their exit status" || not_ok "their exit status: $status" err
cat >failing.mt <<'X'
input size: int = 5
resource jobs AWS::SQS::Queue { DelaySeconds: size }
test "wrong number # TODO" {
  expect logical("Jobs").DelaySeconds == 6
  expect logical("Jobs").DelaySeconds == 7 else "seven it was to be"
}
test "holds" { expect logical("Jobs").DelaySeconds == 5 }
test "does not compile" with { size: "many" } { expect len(resources(AWS::SQS::Queue)) == 1 }
test "another error" with { size: "many" } { expect error "MT2003" }
test "no error" { expect error "MT2003" }
X
"$MTC" --test failing.mt >out 2>err
[ $? -eq 1 ] && ok "a failed test: exit status 1" || not_ok "a failed test: exit status" out
grep -E '^(not )?ok' out >made
cat >expected <<'X'
not ok 1 - wrong number \# TODO
ok 2 - holds
not ok 3 - does not compile
not ok 4 - another error
not ok 5 - no error
X
same "which failed" expected made
check "at which place" grep -q "^  at: 'failing.mt:4:10'\$" out
check "with which words" grep -q '^    seven it was to be$' out
check "with the error" grep -q 'error\[MT1030\]' out
check "with what was not reported" grep -q 'MT2003 was not reported' out
"$MTC" --test shop.mt >out 2>err
status=$?
printf 'TAP version 13\n1..0 # SKIP no tests\n' >expected
same "no tests" expected out
[ $status -eq 0 ] && ok "no tests: exit status 0" || not_ok "no tests: $status" err
"$MTC" --test tests.mt failing.mt >out 2>err
check "several files are numbered through" grep -q '^ok 6 - holds' out
"$MTC" --test - <tests.mt >out 2>err
check "tests from standard input" grep -q '^ok 4 - a mistake' out
"$MTC" --test syntax.mt >out 2>err
[ $? -eq 1 ] && [ ! -s out ] && grep -q 'MT001[0-9]' err && ok "a file that cannot be parsed" || not_ok "a file that cannot be parsed" err
ls *.json >left 2>/dev/null
same "tests write no file" /dev/null left
tap_end
