#!/bin/sh
# Messages that no source can show by itself: of files that cannot be read or
# written, of templates that differ, and the faces that --diagnostics chooses.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99

cat >good.mt <<'X'
resource jobs AWS::SQS::Queue { DelaySeconds: 5 }
X
cat >bad.mt <<'X'
resource jobs AWS::SQS::Queue { DelaySecond: 5 }
X

# says NAME STATUS: mtc ended so, and standard error is what stands in ./expected
says() {
    if [ "$status" -eq "$2" ]; then ok "$1: exit status $2"; else not_ok "$1: exit status $status, not $2" stderr; fi
    same "$1: words" expected stderr
}

"$MTC" -o - nowhere.mt >stdout 2>stderr
status=$?
cat >expected <<'X'
mtc: error[MT0001]: cannot read 'nowhere.mt': no such file or directory
1 error
X
says "a missing file" 1

"$MTC" -o no/such/good.json good.mt >stdout 2>stderr
status=$?
cat >expected <<'X'
mtc: error[MT0002]: cannot write 'no/such/good.json': no such file or directory
1 error
X
says "a missing folder" 1

# 2 GB of nothing, which takes no room on the disk
if dd if=/dev/zero of=large.mt bs=1 count=0 seek=2147483648 2>/dev/null; then
    "$MTC" -o - large.mt >stdout 2>stderr
    status=$?
    cat >expected <<'X'
mtc: error[MT0003]: 'large.mt' has more than 1073741824 bytes
1 error
X
    says "a file of 2 GB" 1
    rm -f large.mt
else
    skip "a file of 2 GB" "this file system knows no sparse files"
fi

# The difference itself goes elsewhere: tested with --check.
"$MTC" good.mt >stdout 2>stderr
sed 's/5/6/' good.json >changed && mv changed good.json
"$MTC" --check good.mt >stdout 2>stderr
status=$?
if [ $status -eq 1 ]; then ok "a template that differs: exit status 1"; else not_ok "a template that differs: exit status $status" stderr; fi
if grep -q "^mtc: error\[MT0006\]: 'good.json' is not what 'good.mt' says" stderr; then ok "a template that differs: words"
else not_ok "a template that differs: words" stderr; fi

# ------------------------------------------------------------------ the faces
"$MTC" --diagnostics json -o - bad.mt >stdout 2>stderr
status=$?
cat >expected <<'X'
[
{"code":"MT2003","name":"unknown-property","level":"error","message":"'DelaySecond' is no property of AWS::SQS::Queue","file":"bad.mt","line":1,"column":33,"endLine":1,"endColumn":44,"label":"did you mean 'DelaySeconds'?","notes":[],"help":null,"fix":{"file":"bad.mt","line":1,"column":33,"endLine":1,"endColumn":44,"text":"DelaySeconds"}}
]
X
says "json" 1

"$MTC" --diagnostics json -o - good.mt >stdout 2>stderr
status=$?
printf '[]\n' >expected
says "json of no mistake" 0

"$MTC" --diagnostics sarif -o - bad.mt >stdout 2>stderr
status=$?
if [ $status -eq 1 ] && grep -q '^{"version":"2.1.0","runs":\[{"tool":{"driver":{"name":"mtc",' stderr \
    && grep -q '"ruleId":"MT2003","ruleIndex":0,"level":"error"' stderr; then ok "sarif"
else not_ok "sarif: exit status $status" stderr; fi

NO_COLOR='' "$MTC" --color always -o - bad.mt >stdout 2>stderr
if grep -q "$(printf '\033')\[1;31merror\[MT2003\]" stderr; then ok "colors when asked for"; else not_ok "colors when asked for" stderr; fi
"$MTC" --color never -o - bad.mt >stdout 2>stderr
if grep -q "$(printf '\033')" stderr; then not_ok "no colors when not wanted" stderr; else ok "no colors when not wanted"; fi
"$MTC" -o - bad.mt >stdout 2>stderr
if grep -q "$(printf '\033')" stderr; then not_ok "no colors to a file" stderr; else ok "no colors to a file"; fi

# ----------------------------------------------------------- levels and pages
cat >warned.mt <<'X'
param unused: int = 1
resource jobs AWS::SQS::Queue {}
X
"$MTC" -o - warned.mt >stdout 2>stderr
status=$?
cat >expected <<'X'
warned.mt:1:7: warning[MT1024]: parameter 'unused' is used nowhere
    1 | param unused: int = 1
      |       ^^^^^^
1 warning
X
says "a warning" 0
"$MTC" -W no-unused-parameter -o - warned.mt >stdout 2>stderr
status=$?
: >expected
says "a warning switched off" 0
"$MTC" -W error -o - warned.mt >stdout 2>stderr
status=$?
cat >expected <<'X'
warned.mt:1:7: error[MT1024]: parameter 'unused' is used nowhere
    1 | param unused: int = 1
      |       ^^^^^^
1 error
X
says "a warning as an error" 1
if [ -s stdout ]; then not_ok "a warning as an error: no output" stdout; else ok "a warning as an error: no output"; fi
"$MTC" -W nonsense -o - warned.mt >stdout 2>stderr
status=$?
if [ $status -eq 2 ]; then ok "an unknown warning"; else not_ok "an unknown warning: exit status $status" stderr; fi
"$MTC" --explain MT2003 >by-code 2>stderr && "$MTC" --explain unknown-property >by-name 2>>stderr
same "a page by code and by name" by-code by-name
check "the list of checks names each code" sh -c \
    '"$MTC" --list-checks | grep -c "^MT" | grep -qx "$(grep -c "^MESSAGE(" "$MTC_SOURCE/compiler/report/messages.def")"'
tap_end
