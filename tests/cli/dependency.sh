#!/bin/sh
# -MD and -MF: what was read, in a rule that make takes as it is meant.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99
mkdir sub
cat >shop.mt <<'X'
use "sub/parts.mt" as parts
parts.box one { text: file("words.txt") }
network main { cidr: 10.0.0.0/16 }
azs 2
X
cat >sub/parts.mt <<'X'
use "more.mt" as more
pattern box(text: string) { resource t AWS::SNS::Topic { DisplayName: "${text}${more.word}${file("near.txt")}" } }
X
echo 'let word = "a"' >sub/more.mt
printf x >words.txt
printf y >sub/near.txt
"$MTC" -MD shop.mt >out 2>err
[ $? -eq 0 ] && ok "-MD" || not_ok "-MD" err
printf 'shop.json: shop.mt sub/parts.mt words.txt sub/more.mt sub/near.txt\n' >expected
tr -d '\\\n' <shop.d | tr -s ' ' '\n' | sort >words
tr -d '\n' <expected | tr -s ' ' '\n' | sort >wanted
same "every file that was read, and the library's none" wanted words
mkdir made
"$MTC" -MD -f yaml -o made/x.yaml shop.mt 2>err
check "beside the output" grep -q '^made/x.yaml: shop.mt' made/x.d
"$MTC" -MF deps.mk -o made/ shop.mt 2>err
check "-MF alone" grep -q '^made/shop.json: shop.mt' deps.mk
"$MTC" -MD -MF deps2.mk shop.mt 2>err
same "-MD -MF" shop.d deps2.mk
"$MTC" -MFdeps3.mk shop.mt 2>err
same "-MFfile" shop.d deps3.mk
cp shop.d before && touch -t 200001010000 shop.d
"$MTC" -MD shop.mt 2>err
find shop.d -newermt 2000-06-01 2>/dev/null >newer
same "an unchanged one is not written again" /dev/null newer
"$MTC" -MD -o - shop.mt >out 2>err
check "standard output: the rule of the usual name" grep -q '^shop.json: shop.mt' shop.d
rm -f wrong.d
echo 'let a = b' >wrong.mt
"$MTC" -MD wrong.mt >out 2>err
check "none where there are errors" test ! -e wrong.d
# each of several files has its own
echo 'resource q AWS::SQS::Queue {}' >plain.mt
printf 'use "sub/more.mt" as more\nresource t AWS::SNS::Topic { DisplayName: more.word }\n' >half.mt
"$MTC" -MD shop.mt plain.mt half.mt >out 2>err
echo 'plain.json: plain.mt' >expected
same "several files: the second has only its own" expected plain.d
echo 'half.json: half.mt sub/more.mt' >expected
same "several files: what the first read before counts too" expected half.d
same "several files: the first" before shop.d
cat >stacks.mt <<'X'
resource q AWS::SQS::Queue {}
stack edge in "us-east-1" { resource t AWS::SNS::Topic {} }
X
"$MTC" -MD stacks.mt
echo 'stacks.json stacks-edge.json: stacks.mt' >expected
same "all templates of a file are targets" expected stacks.d

if command -v make >/dev/null 2>&1; then
    mkdir m && cd m || exit 99
    # names that make would take apart
    cp ../plain.mt 'a b.mt'
    # shellcheck disable=SC2016 # a dollar sign in a name
    printf 'use "odd #1$x.mt" as odd\nresource t AWS::SNS::Topic { DisplayName: odd.word }\n' >'a b.mt'
    # shellcheck disable=SC2016
    cp ../sub/more.mt 'odd #1$x.mt'
    cat >Makefile <<'X'
a\ b.json: a\ b.mt
	"$(MTC)" -MD "a b.mt" && echo compiled >>log
-include a\ b.d
X
    make -s MTC="$MTC" >../out 2>&1
    check "make builds it" test -f 'a b.json'
    make -s MTC="$MTC" >../out 2>&1
    wc -l <log | tr -d ' ' >../count; echo 1 >../expected
    same "make sees nothing to do" ../expected ../count
    touch -t 203001010000 'odd #1$x.mt'
    make -s MTC="$MTC" >../out 2>&1
    wc -l <log | tr -d ' ' >../count; echo 2 >../expected
    same "make sees that an odd name changed" ../expected ../count
else
    skip "make" "no make here"
fi
tap_end
