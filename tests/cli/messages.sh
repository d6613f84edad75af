#!/bin/sh
# The messages' forms and levels.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99
cat >wrong.mt <<'X'
resource jobs AWS::SQS::Queue { DelaySecond: 5 }
let a = nothing
output x = a
X
cat >warned.mt <<'X'
param size: int = 5
resource jobs AWS::SQS::Queue {}
X
echo 'resource jobs AWS::SQS::Queue {}' >good.mt

"$MTC" wrong.mt >out 2>err
[ $? -eq 1 ] && ok "errors: exit status 1" || not_ok "errors: exit status" err
cat >expected <<'X'
wrong.mt:1:33: error[MT2003]: 'DelaySecond' is no property of AWS::SQS::Queue
    1 | resource jobs AWS::SQS::Queue { DelaySecond: 5 }
      |                                 ^^^^^^^^^^^ did you mean 'DelaySeconds'?
X
head -n 3 err >head
same "the text" expected head
check "how many" grep -q '^2 errors$' err
same "nothing on standard output" /dev/null out

"$MTC" warned.mt >out 2>err
[ $? -eq 0 ] && grep -q 'warning\[MT1024\]' err && ok "a warning" || not_ok "a warning" err
"$MTC" -W no-unused-parameter warned.mt >out 2>err
[ $? -eq 0 ] && [ ! -s err ] && ok "-W no-NAME" || not_ok "-W no-NAME" err
"$MTC" -Wno-MT1024 warned.mt >out 2>err
[ $? -eq 0 ] && [ ! -s err ] && ok "-Wno-CODE" || not_ok "-Wno-CODE" err
"$MTC" -Wno-MT1024 -W unused-parameter warned.mt >out 2>err
check "-W NAME turns it on again" grep -q 'warning\[MT1024\]' err
rm -f warned.json
"$MTC" -W error warned.mt >out 2>err
[ $? -eq 1 ] && grep -q 'error\[MT1024\]' err && [ ! -e warned.json ] && ok "-W error" || not_ok "-W error" err
"$MTC" -W error=MT1024 warned.mt >out 2>err
[ $? -eq 1 ] && grep -q 'error\[MT1024\]' err && ok "-W error=CODE" || not_ok "-W error=CODE" err
"$MTC" -W error -W no-error warned.mt >out 2>err
[ $? -eq 0 ] && ok "-W no-error" || not_ok "-W no-error" err

escape=$(printf '\033')
"$MTC" wrong.mt 2>err
grep -q "$escape" err && not_ok "no colour into a file" err || ok "no colour into a file"
"$MTC" --color always wrong.mt 2>err
check "--color always" grep -q "$escape\\[" err
"$MTC" --color=never wrong.mt 2>err
grep -q "$escape" err && not_ok "--color never" err || ok "--color never"
if command -v script >/dev/null 2>&1 && script -qec true /dev/null >/dev/null 2>&1; then
    (unset NO_COLOR; TERM=xterm script -qec "'$MTC' wrong.mt" /dev/null </dev/null) >out 2>&1
    check "colour on a terminal" grep -q "$escape\\[" out
    (TERM=xterm NO_COLOR=1 script -qec "'$MTC' wrong.mt" /dev/null </dev/null) >out 2>&1
    grep -q "$escape\\[[0-9;]*m" out && not_ok "NO_COLOR" out || ok "NO_COLOR"
    (unset NO_COLOR; TERM=dumb script -qec "'$MTC' wrong.mt" /dev/null </dev/null) >out 2>&1
    grep -q "$escape\\[[0-9;]*m" out && not_ok "TERM=dumb" out || ok "TERM=dumb"
else
    skip "colour on a terminal" "no script(1) that runs a command here"
fi

if command -v python3 >/dev/null 2>&1; then
    for form in json sarif; do
        for file in wrong warned good; do
            "$MTC" --diagnostics $form $file.mt >out 2>err
            check "--diagnostics $form, $file.mt: valid JSON" python3 -m json.tool err
        done
        "$MTC" --diagnostics=$form wrong.mt warned.mt nowhere.mt >out 2>err
        check "--diagnostics $form, several files: one document" python3 -m json.tool err
        check "with all of them" grep -q 'MT2003' err
        check "and all of them" grep -q 'MT0001' err
    done
    "$MTC" --diagnostics json wrong.mt >out 2>err
    cat >look.py <<'X'
import json, sys
found = [d for d in json.load(open("err")) if d["code"] == "MT2003"]
assert len(found) == 1, found
d = found[0]
got = [d[k] for k in ("name", "level", "file", "line", "column", "endLine", "endColumn")]
assert got == ["unknown-property", "error", "wrong.mt", 1, 33, 1, 44], got
X
    check "the place in JSON" python3 look.py
    "$MTC" --diagnostics sarif wrong.mt >out 2>err
    cat >look.py <<'X'
import json
run = json.load(open("err"))["runs"][0]
assert run["tool"]["driver"]["name"] == "mtc"
assert run["tool"]["driver"]["version"][0].isdigit()
result = [r for r in run["results"] if r["ruleId"] == "MT2003"][0]
place = result["locations"][0]["physicalLocation"]
assert place["artifactLocation"]["uri"] == "wrong.mt", place
assert place["region"]["startLine"] == 1 and place["region"]["startColumn"] == 33, place
X
    check "the place in SARIF" python3 look.py
    rm -f good.json && mkdir good.json
    "$MTC" --diagnostics json good.mt >out 2>err
    [ $? -eq 1 ] && python3 -m json.tool err >out && grep -q MT0002 out && ok "a failed write is a message too" || not_ok "a failed write" err
    rmdir good.json
else
    missing_tool "--diagnostics json and sarif: python3"
fi

# Files that cannot be read
"$MTC" nowhere.mt 2>err
[ $? -eq 1 ] && grep -q "error\[MT0001\]: cannot read 'nowhere.mt': no such file" err && ok "a missing file" || not_ok "a missing file" err
"$MTC" god.mt 2>err
check "with a near name" grep -q "help: did you mean 'good.mt'?" err
"$MTC" . 2>err
[ $? -eq 1 ] && grep -q "MT0001.*is a directory" err && ok "a folder" || not_ok "a folder" err
"$MTC" nowhere.mt wrong.mt 2>err
check "the other files are looked at all the same" grep -q MT2003 err
if [ "$(id -u)" -ne 0 ]; then
    cp good.mt secret.mt && chmod 0 secret.mt
    "$MTC" secret.mt 2>err
    [ $? -eq 1 ] && grep -q "MT0001.*permission denied" err && ok "an unreadable file" || not_ok "an unreadable file" err
else
    skip "an unreadable file" "root reads everything"
fi
printf 'use "god.mt" as g\n' >uses.mt
"$MTC" uses.mt 2>err
check "a missing module, with a near name" grep -q "\^ did you mean 'good.mt'?" err
printf 'use "b.mt" as b\nlet x = b.x\noutput o = x\n' >a.mt
printf 'use "c.mt" as c\nlet x = c.x\n' >b.mt
printf 'use "a.mt" as a\nlet x = a.x\n' >c.mt
"$MTC" a.mt 2>err
[ $? -eq 1 ] && grep -q "^c.mt:1:5: error\[MT1018\]" err && ok "modules in a circle" || not_ok "modules in a circle" err
check "with the way round" grep -q "note: which uses 'c.mt' here: b.mt:1:" err
# a file with a hole, larger than any source may be
if dd if=/dev/zero of=huge.mt bs=1 count=0 seek=1073741825 2>/dev/null && [ -s huge.mt ]; then
    "$MTC" huge.mt >out 2>err
    [ $? -eq 1 ] && grep -q "error\[MT0003\]: 'huge.mt' has more than 1073741824 bytes" err \
        && ok "a file that is too large" || not_ok "a file that is too large" err
    rm huge.mt
else
    skip "a file that is too large" "no files with holes here"
fi
tap_end
