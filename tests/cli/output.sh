#!/bin/sh
# Which files a run writes, in which format, and when it writes none.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$WORK" || exit 99
cat >shop.mt <<'X'
input size: int = 5
resource jobs AWS::SQS::Queue { DelaySeconds: size }
X
cat >stacks.mt <<'X'
architecture grand
resource jobs AWS::SQS::Queue {}
stack edge in "us-east-1" { resource topic AWS::SNS::Topic {} }
X
echo 'let a = b' >wrong.mt

# made NAME FILES OPTION...: in an empty folder, exactly these files are made
made() {
    name=$1 files=$2
    shift 2
    rm -rf run
    mkdir run
    (cd run && "$MTC" "$@") >out 2>err
    status=$?
    (cd run && find . -type f | sed 's|^\./||' | sort | tr '\n' ' ' | sed 's/ $//') >files
    printf '%s' "$files" >expected
    if [ $status -ne 0 ] || [ -s err ]; then not_ok "$name: exit status $status" err
    else same "$name: ${files:-nothing}" expected files; fi
}

# format NAME json|yaml FILE
format() {
    case $2 in
        json) grep -q '^{$' "$3" && grep -q '^  "Resources": {$' "$3" && ok "$1 is JSON" && return ;;
        yaml) grep -q '^Resources:$' "$3" && ok "$1 is YAML" && return ;;
    esac
    not_ok "$1 is $2" "$3"
}

made "by the input's name" shop.json ../shop.mt
format shop.json json run/shop.json
made "-f yaml" shop.yaml -f yaml ../shop.mt
format shop.yaml yaml run/shop.yaml
made "-fjson" shop.json -fjson ../shop.mt
made "-o file" x.json -o x.json ../shop.mt
made "-ofile, by its ending" x.yaml -ox.yaml ../shop.mt
format x.yaml yaml run/x.yaml
made "-o file.yml" x.yml -o x.yml ../shop.mt
format x.yml yaml run/x.yml
made "-o file.template" x.template -o x.template ../shop.mt
format x.template json run/x.template
made "-f wins over the ending" x.yaml -o x.yaml -f json ../shop.mt
format x.yaml json run/x.yaml
made "-o folder/, which is made" templates/deep/shop.json -o templates/deep/ ../shop.mt
made "-o ." shop.yaml -o . -f yaml ../shop.mt
made "-o - writes no file" "" -o - ../shop.mt
format "standard output" json out
made "-o - -f yaml" "" -o - -f yaml ../shop.mt
format "standard output" yaml out
made "several stacks" "stacks-edge.json stacks.json" ../stacks.mt
check "the further stack has its own resources" grep -q AWS::SNS::Topic run/stacks-edge.json
check "the first stack has its own resources" grep -q AWS::SQS::Queue run/stacks.json
made "several stacks, -o file" "a.b-edge.yaml a.b.yaml" -o a.b.yaml ../stacks.mt
made "several stacks, -o folder/" "t/stacks-edge.yaml t/stacks.yaml" -f yaml -o t/ ../stacks.mt
made "several files" "shop.json stacks-edge.json stacks.json" ../shop.mt ../stacks.mt
made "several files, -o folder/" "t/shop.json t/stacks-edge.json t/stacks.json" -o t/ ../shop.mt ../stacks.mt
made "-- ends the options" shop.json -- ../shop.mt
made "options behind files" x.json ../shop.mt -o x.json
mkdir odd && cp shop.mt odd/-odd.mt
(cd odd && "$MTC" -- -odd.mt) 2>err
check "a file named like an option" test -f odd/-odd.json

# Standard input goes to standard output, unless -o says where
"$MTC" -o - shop.mt >expected
"$MTC" - <shop.mt >out 2>err
same "standard input to standard output" expected out
mkdir in && (cd in && "$MTC" -o t/ - <../shop.mt) 2>err
same "standard input into a folder" expected in/t/stdin.json
echo 'let a = b' | "$MTC" - >out 2>err
check "messages about standard input name it" grep -q '^<stdin>:1:9: error\[MT1001\]' err
same "and nothing is printed" /dev/null out

# -D and --env
"$MTC" -o - -D size=7 shop.mt >out 2>err
check "-D NAME=VALUE" grep -q '"DelaySeconds": 7' out
"$MTC" -o - -Dsize=3+4 shop.mt >out 2>err
check "-DNAME=EXPRESSION" grep -q '"DelaySeconds": 7' out
cat >envs.mt <<'X'
input size: int = 5
env production { size: 9 }
resource jobs AWS::SQS::Queue { DelaySeconds: size }
X
"$MTC" -o - --env production envs.mt >out 2>err
check "--env NAME" grep -q '"DelaySeconds": 9' out
"$MTC" -o - --env=production -D size=1 envs.mt >out 2>err
check "-D wins over --env" grep -q '"DelaySeconds": 1' out
"$MTC" -o - --env prodution envs.mt >out 2>err
[ $? -eq 1 ] && grep -q "MT1010.*'prodution'" err && ok "an unknown environment" || not_ok "an unknown environment" err

# -I: for use, and in place of the library
mkdir -p lib/queues lib2
echo 'pattern box() { resource q AWS::SQS::Queue { DelaySeconds: 11 } }' >lib/boxes.mt
printf '## Another subnet group.\npattern subnet_group() { resource q AWS::SQS::Queue { DelaySeconds: 12 } }\n' >lib/queues/subnet_group.mt
printf 'use "boxes.mt" as boxes\nboxes.box one {}\nsubnet_group two {}\n' >uses.mt
"$MTC" -o - -I lib2 -Ilib uses.mt >out 2>err
check "-I: where use looks" grep -q '"DelaySeconds": 11' out
check "-I: in place of the library" grep -q '"DelaySeconds": 12' out
"$MTC" -o - -I lib2 uses.mt >out 2>err
[ $? -eq 1 ] && grep -q 'MT1017' err && ok "without that folder there is no such file" || not_ok "without that folder" err
"$MTC" -o - -I nowhere shop.mt >out 2>err
[ $? -eq 1 ] && grep -q "MT0001.*'nowhere'" err && ok "a folder that is not there" || not_ok "a folder that is not there" err

# Nothing is written when there was an error, in any of the files
rm -rf run && mkdir run
(cd run && "$MTC" ../shop.mt ../wrong.mt) >out 2>err
status=$?
[ $status -eq 1 ] && [ -z "$(ls -A run)" ] && ok "an error in one file: no file is written" || not_ok "an error in one file: exit $status" err
echo old >run/wrong.json
(cd run && "$MTC" ../wrong.mt) >out 2>err
echo old >expected
same "an error leaves the old file" expected run/wrong.json
# one of several outputs cannot be put there: the others stay as they were
rm -rf run && mkdir -p run/stacks-edge.json
echo old >run/stacks.json
(cd run && "$MTC" ../stacks.mt) >out 2>err
status=$?
same "one output fails: the other stays" expected run/stacks.json
[ $status -eq 1 ] && grep -q "MT0002.*'stacks-edge.json': is a directory" err && ok "and it is told" || not_ok "and it is told: $status" err
(cd run && ls -A) >files
printf 'stacks-edge.json\nstacks.json\n' >expected
same "and nothing else is left" expected files

# Untouched when unchanged; the mode stays; a link stays a link
rm -rf run && mkdir run && cd run || exit 99
"$MTC" ../shop.mt
chmod 640 shop.json
touch -t 200001010000 shop.json
"$MTC" ../shop.mt
find shop.json -newermt 2000-06-01 2>/dev/null >../newer
same "what is the same is not written again" /dev/null ../newer
"$MTC" -D size=6 ../shop.mt
find shop.json -newermt 2000-06-01 2>/dev/null >../newer
check "what changed is written" test -s ../newer
ls -l shop.json | cut -c1-10 >../mode
echo '-rw-r-----' >../expected
same "with the mode that it had" ../expected ../mode
mv shop.json real.json && ln -s real.json shop.json
"$MTC" -D size=8 ../shop.mt
check "a link stays a link" test -h shop.json
check "and its target is written" grep -q '"DelaySeconds": 8' real.json
cd ..

# Closed standard output and standard error
(exec >&-; "$MTC" -o - shop.mt) 2>err
[ $? -eq 1 ] && grep -q "MT0002.*standard output" err && ok "standard output is closed" || not_ok "standard output is closed" err
(exec >&-; "$MTC" --help) 2>err
[ $? -eq 1 ] && grep -q "cannot write to standard output" err && ok "standard output is closed: --help" || not_ok "closed: --help" err
(exec >&-; "$MTC" --dump graph shop.mt) 2>err
[ $? -eq 1 ] && [ -s err ] && ok "standard output is closed: --dump" || not_ok "closed: --dump" err
rm -f shop.json
(exec >&- 2>&- <&-; "$MTC" shop.mt)
[ $? -eq 0 ] && ok "all three closed: a file can be written" || not_ok "all three closed"
"$MTC" -o - shop.mt >expected
same "and it holds the template alone" expected shop.json
(exec 2>&-; "$MTC" wrong.mt) >out
[ $? -eq 1 ] && ok "standard error is closed: still an error" || not_ok "standard error is closed"

# Files do not stay open until all are made
mkdir many && cd many || exit 99
i=0
while [ $i -lt 100 ]; do cp ../shop.mt f$i.mt; i=$((i + 1)); done
(ulimit -n 16; "$MTC" -MD -o out/ f*.mt) >../out 2>../err
ls -A out | wc -l | tr -d ' ' >../count
cd .. && echo 200 >expected
same "a hundred files with sixteen descriptors" expected count

# A crash says that it is a bug of mtc, and what to report
if grep -q __asan_init "$MTC"; then
    skip "a crash" "the sanitizers tell it"
else
    mkfifo waits
    "$MTC" - <waits >out 2>err &
    exec 3>waits
    sleep 1     # until it reads
    kill -SEGV $!
    wait $!
    status=$?
    exec 3>&-
    [ $status -eq 70 ] && ok "a crash: exit status 70" || not_ok "a crash: exit status $status" err
    check "with what to report" grep -q '^mtc: please report .* mtc [0-9.]*$' err
fi
tap_end
