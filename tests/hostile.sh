#!/bin/sh
# No input makes mtc crash, hang or write half a file. Whatever is wrong, the
# answer is exit status 1 within 20 seconds, at least one message, and no output.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99

# refused NAME FILE [OPTION...]: mtc says no in an orderly way
refused() {
    refused_name=$1
    refused_file=$2
    shift 2
    rm -rf "$WORK/out"
    mkdir "$WORK/out"
    limited 20 "$MTC" "$@" -o "$WORK/out/" "$refused_file" >"$WORK/stdout" 2>"$WORK/stderr"
    orderly "$refused_name" $?
    if [ -n "$(ls -A "$WORK/out")" ]; then
        ls -la "$WORK/out" >"$WORK/left"
        not_ok "$refused_name: no output" "$WORK/left"
    else
        ok "$refused_name: no output"
    fi
}

# orderly NAME STATUS: status 1 and a message with a code
orderly() {
    if [ "$2" -eq 1 ] && grep -q 'error\[MT[0-9]*\]' "$WORK/stderr" \
        && ! grep -q 'runtime error\|Sanitizer' "$WORK/stderr"; then
        ok "$1"
    else
        echo "exit status $2" >>"$WORK/stderr"
        not_ok "$1" "$WORK/stderr"
    fi
    if [ "$(wc -c <"$WORK/stderr")" -gt 200000 ]; then
        not_ok "$1: messages of $(wc -c <"$WORK/stderr") bytes"
    fi
}

repeat() {  # repeat COUNT TEXT
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'
}

# ------------------------------------------------------------------ bad bytes
printf 'let a = "\377\376"\nlet b = \300\257\n# \355\240\200\n' >bytes.mt
refused "bad UTF-8" bytes.mt
printf 'let a = 1\000let b = 2\n\000' >nul.mt
refused "NUL bytes" nul.mt
head -c 300000 /dev/urandom >random.mt
refused "random bytes" random.mt
printf '\376\377\000l\000e\000t' >utf16.mt
refused "UTF-16" utf16.mt
printf 'let a = "' >string.mt
refused "a string that does not end" string.mt
printf 'let a = "${' >template.mt
refused "an interpolation that does not end" template.mt
repeat 2000 '"${' >templates.mt
refused "interpolations in each other" templates.mt
printf 'let a = """\n  x' >block.mt
refused "a long string that does not end" block.mt
repeat 100000 ') } ] ' >closers.mt
refused "closing brackets only" closers.mt

# ------------------------------------------------------------------- too deep
for pair in '[ ]' '( )' '{a: }'; do
    set -- $pair
    { printf 'let a = '; repeat 10000 "$1"; printf 1; repeat 10000 "${2:-\}}"; echo; } >nested.mt
    refused "10,000 nested $1" nested.mt
    { printf 'let a = '; repeat 10000 "$1"; } >open.mt
    refused "10,000 open $1" open.mt
done
{ repeat 10000 'if true { '; repeat 10000 '} '; } >blocks.mt
refused "10,000 nested blocks" blocks.mt
{ printf 'let a = '; repeat 100000 'not '; echo true; } >not.mt
refused "100,000 times not" not.mt
{ printf 'let a = '; repeat 100000 '-'; echo 1; } >minus.mt
refused "100,000 signs" minus.mt
{ printf 'let a = '; repeat 10000 'if true then 1 else '; echo 1; } >chain.mt
refused "10,000 choices in a chain" chain.mt
{ printf 'let a = x'; repeat 10000 '[0]'; echo; } >index.mt
refused "10,000 indices" index.mt
{ printf 'let a = b\n'; awk 'BEGIN { for (i = 0; i < 20000; i++) printf "let n%d = n%d\n", i, i + 1 }'; echo 'output x = n0'; } >names.mt
refused "20,000 names in a chain" names.mt

# ------------------------------------------------------------------ no end
cat >self.mt <<'X'
pattern again(n: int) { again more { n: n + 1 } }
again first { n: 0 }
X
refused "a pattern that calls itself" self.mt
cat >both.mt <<'X'
pattern ping() { pong p {} }
pattern pong() { ping p {} }
ping first {}
X
refused "patterns that call each other" both.mt
cat >million.mt <<'X'
for a, i in range(1000) { for b, k in range(1000) {
  resource q[i * 1000 + k] AWS::SQS::Queue {}
} }
X
refused "a loop over a million" million.mt
echo 'for i in range(150000) { resource q[i] AWS::SQS::Qteue { Nome: i } }' >same.mt
refused "the same mistakes 150,000 times" same.mt
echo 'output n = len([for a in range(1000000000): a])' >count.mt
refused "a list of a thousand million" count.mt
cat >double.mt <<'X'
let a0 = "0123456789abcdef"
X
awk 'BEGIN { for (i = 1; i < 60; i++) printf "let a%d = \"${a%d}${a%d}\"\n", i, i - 1, i - 1; print "output x = a59" }' >>double.mt
refused "a string that doubles sixty times" double.mt
{ echo 'let l0 = [1, 2]'; awk 'BEGIN { for (i = 1; i < 60; i++) printf "let l%d = [...l%d, ...l%d]\n", i, i - 1, i - 1; print "output x = len(l59)" }'; } >lists.mt
refused "a list that doubles sixty times" lists.mt
printf 'let a = b\nlet b = c\nlet c = a\noutput x = a\n' >circle.mt
refused "a circle of names" circle.mt
printf 'use "loop.mt" as me\nlet a = me.a\noutput x = a\n' >loop.mt
refused "a file that uses itself" loop.mt

# ---------------------------------------------------------------- too large
# The sanitizers make everything some ten times slower: they see shorter lines.
large=${MTC_SLOW:+5000000}
large=${large:-100000000}
{ printf 'let a = '; head -c $large /dev/zero | tr '\0' 'x'; echo; echo 'output x = a'; } >line.mt
refused "a line of $((large / 1000000)) MB: one name" line.mt
{ printf 'let a = "'; head -c $large /dev/zero | tr '\0' 'x'; } >line.mt
refused "a line of $((large / 1000000)) MB: a string without an end" line.mt
head -c $large /dev/zero | tr '\0' '+' >line.mt
refused "a line of $((large / 1000000)) MB: operators" line.mt
head -c $large /dev/zero | tr '\0' '@' >line.mt
refused "a line of $((large / 1000000)) MB: nothing of the language" line.mt
rm -f line.mt
# 2 GB of nothing, which takes no room on the disk
if dd if=/dev/zero of=sparse.mt bs=1 count=0 seek=2147483648 2>/dev/null; then
    refused "a file of 2 GB" sparse.mt
fi
rm -f sparse.mt
echo 'let a = 99999999999999999999999999' >number.mt
refused "a number too large" number.mt
echo 'output x = subnet(0.0.0.0/0, 32, 99999999999)' >cidr.mt
refused "a subnet too far" cidr.mt

# ------------------------------------------------------------------- no file
refused "a missing file" nowhere.mt
refused "a missing folder" nowhere/x.mt
mkdir folder.mt
refused "a folder as a file" folder.mt
ln -s round.mt round.mt
refused "a link to itself" round.mt
: >empty.mt
limited 20 "$MTC" -o - empty.mt >stdout 2>stderr
status=$?
if [ $status -le 1 ]; then ok "an empty file: exit status $status"
else not_ok "an empty file: exit status $status" stderr; fi
if [ "$(id -u)" -ne 0 ]; then
    echo 'let a = 1' >secret.mt
    chmod 0 secret.mt
    refused "an unreadable file" secret.mt
elif command -v setpriv >/dev/null 2>&1; then
    # root reads everything: ask as somebody else
    chmod 755 "$WORK"
    echo 'let a = 1' >secret.mt
    chmod 0 secret.mt
    cp "$MTC" "$WORK/mtc" && chmod 755 "$WORK/mtc"
    setpriv --reuid 65534 --regid 65534 --clear-groups "$WORK/mtc" -o - secret.mt >stdout 2>stderr
    orderly "an unreadable file" $?
else
    skip "an unreadable file" "root reads everything"
fi

# ------------------------------------------------------------ nowhere to write
cp "$MTC_SOURCE/samples/raw.mt" good.mt
if [ -e /dev/full ]; then
    limited 20 "$MTC" -o - good.mt >/dev/full 2>stderr
    orderly "a full disk, standard output" $?
    limited 20 "$MTC" --dump graph good.mt >/dev/full 2>stderr
    status=$?
    if [ $status -eq 1 ]; then ok "a full disk, --dump"; else not_ok "a full disk, --dump: exit status $status" stderr; fi
fi
{ sleep 1; limited 20 "$MTC" -o - good.mt 2>stderr; echo $? >status; } | :
orderly "a reader that has gone away" "$(cat status)"
(limited 20 "$MTC" -o - good.mt >&- 2>stderr)
orderly "standard output closed" $?
limited 20 "$MTC" -o missing/folder/good.json good.mt >stdout 2>stderr
orderly "a missing output folder" $?
mkdir out.json
limited 20 "$MTC" -o out.json good.mt >stdout 2>stderr
orderly "a folder where the output file should be" $?

# A file-size limit is a disk that fills up on the way. Nothing of the new file
# may stay, and an older one must be as it was.
for older in none some; do
    rm -rf full
    mkdir full
    if [ $older = some ]; then printf 'the older template\n' >full/good.json; fi
    # dash counts blocks of 512 bytes, and bash of 1024
    (ulimit -f 1; trap '' XFSZ; limited 20 "$MTC" -o full/ good.mt) >stdout 2>stderr
    orderly "a disk that fills up, $older before" $?
    if [ $older = some ]; then
        printf 'the older template\n' >older
        same "a disk that fills up: the older file is whole" older full/good.json
        rm full/good.json
    fi
    ls -A full >left
    same "a disk that fills up, $older before: nothing half" /dev/null left
    # and the way without anybody who ignores the signal
    (ulimit -f 1; limited 20 "$MTC" -o full/ good.mt) >stdout 2>stderr
    orderly "a disk that fills up with its signal, $older before" $?
done

as_nobody=
if [ "$(id -u)" -eq 0 ]; then
    if command -v setpriv >/dev/null 2>&1; then
        chmod 755 "$WORK"
        cp "$MTC" "$WORK/mtc" && chmod 755 "$WORK/mtc"
        as_nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
    else
        as_nobody=none
    fi
fi
if [ "$as_nobody" = none ]; then
    skip "a folder that cannot be written" "root writes everywhere"
else
    program=$MTC
    [ -n "$as_nobody" ] && program=$WORK/mtc
    mkdir closed
    printf 'the older template\n' >closed/good.json
    cp closed/good.json older
    chmod 555 closed
    # shellcheck disable=SC2086 # words
    limited 20 $as_nobody "$program" -o closed/ good.mt >stdout 2>stderr
    orderly "a folder that cannot be written" $?
    same "a folder that cannot be written: the older file is whole" older closed/good.json
    chmod 755 closed
fi
# ------------------------------------------------------ templates as input
# taken NAME FILE: read and written within the time, large or odd as it may be
taken() {
    rm -rf "$WORK/out"
    mkdir "$WORK/out"
    limited 20 "$MTC" -W no-template-limit -f json -o "$WORK/out/" "$2" >"$WORK/stdout" 2>"$WORK/stderr"
    status=$?
    if [ $status -eq 0 ] && [ -n "$(ls -A "$WORK/out")" ]; then ok "$1"
    else { echo "exit status $status"; cat "$WORK/stderr"; } >"$WORK/why"; not_ok "$1" "$WORK/why"; fi
}
one='Resources:\n  A:\n    Type: AWS::SNS::Topic\n'

head -c 300000 /dev/urandom >random.yaml
refused "a template of random bytes" random.yaml
for ending in yaml json; do
    : >empty.$ending
    refused "an empty template, $ending" empty.$ending
    echo 'architecture "shop" {' >program.$ending
    refused "a program called $ending" program.$ending
done
printf '\376\377\000{\000}' >utf16.json
refused "UTF-16 in a template" utf16.json
printf '{"Resources": {"A": {"Type": "AWS::SNS::Topic"}}}' >whole.json
length=$(wc -c <whole.json)
while [ "$length" -gt 1 ]; do
    length=$((length - 1))
    head -c "$length" whole.json >cut.json
    if limited 20 "$MTC" cut.json >/dev/null 2>"$WORK/stderr" || ! grep -q '^1 error' "$WORK/stderr"; then
        not_ok "JSON cut off behind byte $length: one message" "$WORK/stderr"
    fi
done
ok "JSON cut off at each byte"
for open in '[' '{"a":'; do
    { printf '{"Resources":'; repeat 100000 "$open"; } >open.json
    refused "100,000 open $open in JSON" open.json
done
for open in '[' '{a: ' '{? ' '- '; do
    { printf 'Resources: \n '; repeat 100000 "$open"; } >open.yaml
    refused "100,000 open $open in YAML" open.yaml
done
awk 'BEGIN { print "Resources:"; for (i = 0; i < 3000; i++) { printf "%*sa:\n", i + 1, "" } }' >deep.yaml
refused "3,000 levels of indentation" deep.yaml
awk 'BEGIN { printf "Metadata:\n  a0: &a0 [x, x]\n"; for (i = 1; i < 60; i++) printf "  a%d: &a%d [*a%d, *a%d]\n", i, i, i - 1, i - 1
    print "Resources: {}" }' >bomb.yaml
refused "aliases that double sixty times" bomb.yaml
awk 'BEGIN { printf "Metadata:\n  a0: &a0 {x: y}\n"; for (i = 1; i < 60; i++) printf "  a%d: &a%d {<<: [*a%d, *a%d], k%d: [*a%d, *a%d]}\n", i, i, i - 1, i - 1, i, i - 1, i - 1
    print "Resources: {}" }' >merge.yaml
refused "merge keys that double sixty times" merge.yaml
printf 'Resources: &r\n  A: *r\n' >self.yaml
refused "an alias inside its anchor" self.yaml
printf 'Resources:\n  A: {Type: AWS::SNS::Topic, Properties: {Tags: .nan}}\n' >nan.yaml
refused "a number that is none" nan.yaml
printf "$one"'    Properties: {? [a] : b}\n' >key.yaml
refused "a list as a key" key.yaml
printf "$one"'---\nA: b\n' >second.yaml
refused "two documents" second.yaml
awk 'BEGIN { print "Resources:"; for (i = 0; i < 50000; i++) printf "  A:\n    Type: AWS::SNS::Topic\n" }' >twice.yaml
refused "one key 50,000 times" twice.yaml
awk 'BEGIN { print "Resources:"; for (i = 0; i < 20000; i++) printf "  A%d: {Type: AWS::SNS::Topik, DependsOn: B%d, Properties: {DisplayName: !Ref C%d}}\n", i, i, i }' >names.yaml
refused "60,000 unknown names" names.yaml
awk 'BEGIN { print "Conditions:"; for (i = 0; i < 50000; i++) printf "  C%d: !Not [!Condition C%d]\n", i, i + 1
    print "  C50000: !Equals [a, b]\nResources: {A: {Type: AWS::SNS::Topic}}" }' >chain.yaml
refused "50,000 conditions in a chain" chain.yaml
awk 'BEGIN { print "Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::L:\n    - V\n    - [a]\n    - {\""
    for (i = 0; i < 200; i++) printf "${V}x"; print "\": {Type: AWS::SNS::Topic}}"
    printf "  A: {Type: AWS::SNS::Topic, DependsOn: "; for (i = 0; i < 240; i++) printf "x"; print "y}" }' | tr -d '\r' >loops.yaml
refused "a loop with 200 variables in a name" loops.yaml
awk 'BEGIN { printf "%s", "Resources: {A: {Type: AWS::SNS::Topic, Properties: {DisplayName: "
    for (i = 0; i < 50; i++) printf "{\"Fn::Sub\": [\"${a}${a}\", {a: "; printf "!Ref AWS::Region"; for (i = 0; i < 50; i++) printf "}]}"
    print "}}}" }' >subs.yaml
refused "Fn::Sub in Fn::Sub, fifty times doubled" subs.yaml
awk 'BEGIN { printf "%s", "Conditions: {C: !Equals [!Ref AWS::Region, a]}\nResources: {A: {Type: AWS::SNS::Topic, Properties: {DisplayName: "
    for (i = 0; i < 50; i++) printf "{\"Fn::If\": [C, {\"Fn::Sub\": [\"${a}${a}\", {a: "; printf "!Ref AWS::Region"; for (i = 0; i < 50; i++) printf "}]}, x]}"
    print "}}}" }' >choices.yaml
refused "choices in Fn::Sub, fifty times doubled" choices.yaml
{ printf "$one"'    Properties:\n      DisplayName: !Sub "'; repeat 100000 '${AWS::Region}-'; echo '"'; } >variables.yaml
taken "100,000 variables in one text" variables.yaml
{ printf "$one"'    Metadata: "'; repeat 3000000 'x'; echo '"'; } >scalar.yaml
taken "a text of 3 MB" scalar.yaml
printf '\357\273\277Resources:\r\n  A:\r\n    Type: AWS::SNS::Topic\r\n' >bom.yaml
taken "a byte order mark and CRLF, YAML" bom.yaml
printf '\357\273\277 {"Resources":\r\n {"A": {"Type": "AWS::SNS::Topic"}}}\r\n' >bom.json
taken "a byte order mark and CRLF, JSON" bom.json
awk 'BEGIN { print "Resources:"; for (i = 0; i < 5000; i++) printf "  A%d: {Type: AWS::SNS::Topic, Properties: {DisplayName: !If [C, !Ref A%d, x]}}\n", i, i + 1
    print "  A5000: {Type: AWS::SNS::Topic}\nConditions: {C: !Equals [a, !Ref AWS::Region]}" }' >long.yaml
taken "5,000 resources in a chain" long.yaml

tap_end
