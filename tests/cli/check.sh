#!/bin/sh
# --check: compares and writes nothing; the difference is one that patch takes.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99
cat >shop.mt <<'X'
resource jobs AWS::SQS::Queue { DelaySeconds: 5 }
stack edge in "us-east-1" { resource topic AWS::SNS::Topic {} }
X
"$MTC" shop.mt && "$MTC" -f yaml -o y/ shop.mt
"$MTC" --check shop.mt >out 2>err
[ $? -eq 0 ] && [ ! -s out ] && [ ! -s err ] && ok "the same: silence" || not_ok "the same: silence" err
"$MTC" --check -f yaml -o y/ shop.mt >out 2>err
[ $? -eq 0 ] && ok "the same in YAML" || not_ok "the same in YAML" err

sed 's/"DelaySeconds": 5/"DelaySeconds": 6/' shop.json >changed && cp changed shop.json
touch -t 200001010000 shop.json
"$MTC" --check shop.mt >out 2>err
[ $? -eq 1 ] && ok "a difference: exit status 1" || not_ok "a difference: exit status" err
check "it is reported" grep -q "error\[MT0006\]: 'shop.json' is not what 'shop.mt' says" err
check "with what to do" grep -q 'help: ' err
sed -n '1,2p' out >head
printf -- '--- shop.json\n+++ shop.json (from shop.mt)\n' >expected
same "the difference names both sides" expected head
check "what is there" grep -q '^-        "DelaySeconds": 6$' out
check "what belongs there" grep -q '^+        "DelaySeconds": 5$' out
same "the file stays" changed shop.json
find shop.json -newermt 2000-06-01 2>/dev/null >newer
same "and is not touched" /dev/null newer
if command -v patch >/dev/null 2>&1; then
    "$MTC" -o - -f json shop.mt >/dev/null 2>&1
    sed '2s/.*/+++ shop.json/' out >patchfile
    patch -s shop.json <patchfile
    "$MTC" --check shop.mt >out 2>err
    [ $? -eq 0 ] && ok "patch takes the difference" || not_ok "patch takes the difference" out
else
    skip "patch takes the difference" "no patch here"
    "$MTC" shop.mt
fi
"$MTC" --check --color always shop.mt >out 2>err
same "colour says nothing where nothing differs" /dev/null out
echo >>shop.json
"$MTC" --check --color always shop.mt >out 2>err
check "--color always colours the difference" grep -q "$(printf '\033\\[')" out
printf '' >shop.json
"$MTC" --check shop.mt >out 2>err
[ $? -eq 1 ] && ok "an empty file differs" || not_ok "an empty file differs" err
rm shop.json shop-edge.json
"$MTC" --check shop.mt >out 2>err
[ $? -eq 1 ] && ok "missing files: exit status 1" || not_ok "missing files" err
grep -c 'MT0006' err >count; echo 2 >expected
same "each missing file is reported" expected count
check "as missing" grep -q "there is no file 'shop-edge.json'" err
"$MTC" --check shop.mt -o new/ >out 2>err
check "no folder is made" test ! -e new
echo 'let a = b' >shop.mt
"$MTC" --check shop.mt >out 2>err
[ $? -eq 1 ] && grep -q MT1001 err && ! grep -q MT0006 err && ok "errors come first" || not_ok "errors come first" err
"$MTC" -o x.json --check - </dev/null >out 2>err
[ $? -eq 1 ] && grep -q "'x.json'" err && ok "standard input with -o" || not_ok "standard input with -o" err
tap_end
