#!/bin/sh
# Wrong use of the command: exit status 2, one line that says what is wrong,
# a hint, nothing on standard output, and no file. And what is told instead of
# compiling: help, version, topics.
. "$MTC_SOURCE/tests/harness/tap.sh"
mkdir "$WORK/here" && cd "$WORK/here" || exit 99
cat >shop.mt <<'X'
resource jobs AWS::SQS::Queue {}
X
cp shop.mt other.mt
cat >stacks.mt <<'X'
resource jobs AWS::SQS::Queue {}
stack edge in "us-east-1" { resource topic AWS::SNS::Topic {} }
X
ls >"$WORK/before"

# wrong LINE OPTION...: refused with exactly this line
wrong() {
    printf 'mtc: %s\nmtc: try %s\n' "$1" "'mtc --help'" >"$WORK/expected"
    line=$1
    shift
    "$MTC" "$@" >"$WORK/out" 2>"$WORK/err"
    status=$?
    ls >"$WORK/after"
    if [ $status -ne 2 ]; then
        not_ok "mtc $*: exit status $status instead of 2" "$WORK/err"
    elif [ -s "$WORK/out" ] || ! cmp -s "$WORK/before" "$WORK/after"; then
        not_ok "mtc $*: something was written" "$WORK/after"
    else
        same "mtc $*" "$WORK/expected" "$WORK/err"
    fi
}

wrong "no file to compile"
wrong "no file to compile" -f yaml
wrong "there is no option '--chek'; did you mean '--check'?" --chek shop.mt
wrong "there is no option '-check'; did you mean '--check'?" -check shop.mt
wrong "there is no option '--Explain'; did you mean '--explain'?" --Explain MT2003
wrong "there is no option '--diag'; did you mean '--diagnostics'?" --diag=json shop.mt
wrong "there is no option '--frobnicate'" --frobnicate shop.mt
wrong "there is no option '-x'" shop.mt -x
wrong "-o needs a path" shop.mt -o
wrong "-o needs a path" -o '' shop.mt
wrong "-f needs json or yaml" shop.mt -f
wrong "-f takes json or yaml, not 'jsn'; did you mean 'json'?" -f jsn shop.mt
wrong "-f takes json or yaml, not 'toml'" -f toml shop.mt
wrong "-D takes NAME=VALUE, not 'size'" -D size shop.mt
wrong "-D takes NAME=VALUE, not '=3'" -D=3 shop.mt
wrong "-I needs a folder" shop.mt -I
wrong "-MF needs a file" shop.mt -MF
wrong "-W needs the name of a warning" shop.mt -W
wrong "--env needs the name of an environment" shop.mt --env
wrong "--check takes no value" --check=yes shop.mt
wrong "--dump takes tokens, syntax, graph or template, not 'tokns'; did you mean 'tokens'?" --dump tokns shop.mt
wrong "--color takes auto, always or never, not 'red'" --color red shop.mt
wrong "--diagnostics takes text, json or sarif, not 'xml'" --diagnostics=xml shop.mt
wrong "--check and --test do not go together" --check --test shop.mt
wrong "--dump and --check do not go together" --dump graph --check shop.mt
wrong "--list-checks takes no file, and 'shop.mt' is one too many" --list-checks shop.mt
wrong "--explain takes no file, and 'shop.mt' is one too many" --explain MT2003 shop.mt
wrong "--stdlib takes no file, and 'other' is one too many" --stdlib network other
wrong "several files need a folder, such as -o 'all.json/'" -o all.json shop.mt other.mt
wrong "several files need a folder, such as -o 'templates/'" -o - shop.mt other.mt
wrong "-MF takes the dependencies of one file; -MD writes one beside each template" -MF all.d shop.mt other.mt
wrong "standard input can be read only once" - -
wrong "a file's name is empty" ''
wrong "-MD does not go with --check, which writes nothing" -MD --check shop.mt
wrong "-MF does not go with --test, which writes nothing" -MF x --test shop.mt
wrong "-o does not go with --test, which writes no template" -o x --test shop.mt
wrong "-o does not go with --dump, which writes no template" -o x --dump graph shop.mt
wrong "-f does not go with --dump, which writes no template" -f yaml --dump graph shop.mt
wrong "--check compares with a file, and -o - is none" --check -o - shop.mt
wrong "--check of standard input needs -o, the file to compare with" --check -
wrong "--region goes with --deploy and its kin, and there is none" shop.mt --region x
wrong "--yes goes with --deploy and its kin, and there is none" --yes shop.mt
wrong "--monitor goes with --deploy and its kin, and there is none" --monitor 0 shop.mt
wrong "--delete and --deploy do not go together" --delete --deploy shop.mt
wrong "--check and --deploy do not go together" --check --deploy shop.mt
wrong "-o does not go with --deploy, which writes no template" -o x --deploy shop.mt
wrong "-MD does not go with --deploy, which writes nothing" -MD --deploy shop.mt
wrong "--parameter takes NAME=VALUE, not 'x'" --deploy shop.mt --parameter x
wrong "--on-failure takes rollback, nothing or delete, not 'x'" --deploy shop.mt --on-failure x
wrong "--termination-protection takes on or off, not 'yes'" --deploy shop.mt --termination-protection yes
wrong "--monitor takes minutes, not '181'" --deploy shop.mt --monitor 181
wrong "--timeout takes a time such as 15m, not '1d'" --deploy shop.mt --timeout 1d
wrong "--timeout takes a time such as 15m, not '0'" --deploy shop.mt --timeout 0
wrong "--stack needs the name of a stack" --deploy shop.mt --stack ''
wrong "--stack names the stack of one file" --deploy --stack x shop.mt other.mt
wrong "--direct does not go with --revert-drift, which needs a change set" --deploy --direct --revert-drift shop.mt
wrong "there is no option '--deplyo'; did you mean '--deploy'?" --deplyo shop.mt
wrong "no file to compile" --deploy
wrong "there is no warning 'unused-paramete'; did you mean 'unused-parameter'?" -W unused-paramete shop.mt
wrong "there is no warning 'unused-paramete'; did you mean 'no-unused-parameter'?" -Wno-unused-paramete shop.mt
wrong "there is no warning 'zzz'; --list-checks prints them" -W zzz shop.mt
wrong "-W no-unknown-property: MT2003 is an error, which cannot be turned off" -W no-unknown-property shop.mt
wrong "'stacks.mt' makes 2 templates, and standard output takes one; use -o FOLDER/" -o - stacks.mt
wrong "'shop.mt' would be written over, and it is what is compiled" -o shop.mt shop.mt
mkdir ../deep && cp shop.mt ../deep/
wrong "stack 'shop' of 'shop.mt' and stack 'shop' of '../deep/shop.mt' would both be written to 'shop.json'" shop.mt ../deep/shop.mt
wrong "there is no message or resource type 'AWS::EC2::Subnett'; did you mean 'AWS::EC2::Subnet'?" --explain AWS::EC2::Subnett
wrong "there is no message or resource type 'MT20088'; did you mean 'MT2008'?" --explain MT20088
wrong "there is no message or resource type 'unknown-proprety'; did you mean 'unknown-property'?" --explain=unknown-proprety
wrong "there is no pattern 'netwerk'; did you mean 'network'?" --stdlib netwerk

# told NAME PATTERN OPTION...: exit status 0, the pattern on standard output, no message
told() {
    told_name=$1 pattern=$2
    shift 2
    "$MTC" "$@" >"$WORK/out" 2>"$WORK/err"
    status=$?
    if [ $status -ne 0 ] || [ -s "$WORK/err" ]; then
        not_ok "$told_name: exit status $status" "$WORK/err"
    elif grep -q -- "$pattern" "$WORK/out"; then
        ok "$told_name"
    else
        not_ok "$told_name: no '$pattern'" "$WORK/out"
    fi
}

told "--version" '^mtc [0-9][0-9.]*$' --version
told "--help" '^usage: mtc' --help
told "-h" '^usage: mtc' -h
told "help is given however wrong the rest is" '^usage: mtc' --help --frobnicate
"$MTC" --help | awk 'length > 80' >"$WORK/wide"
same "--help fits 80 columns" /dev/null "$WORK/wide"
for option in --assert -o -f -D -I -W -MD -MF --env --check --test --list-checks --explain --diagnostics --color --dump --stdlib \
    --version --help; do
    check "--help names $option" sh -c '"$1" --help | grep -qe "^  .*$2\b"' sh "$MTC" "$option"
done
told "--list-checks" '^MT2003  error    unknown-property' --list-checks
"$MTC" --list-checks | wc -l | tr -d ' ' >"$WORK/count"
grep -c '^MESSAGE(' "$MTC_SOURCE/compiler/report/messages.def" >"$WORK/rows"
same "--list-checks prints the whole table" "$WORK/rows" "$WORK/count"
told "--explain CODE" '^# MT2003: unknown-property' --explain MT2003
told "--explain in small letters" '^# MT2003: unknown-property' --explain mt2003
told "--explain NAME" '^# MT2003: unknown-property' --explain=unknown-property
told "--explain TYPE" 'CidrBlock' --explain AWS::EC2::Subnet
told "--explain PROPERTY" 'CidrBlock' --explain AWS::EC2::Subnet.CidrBlock
told "--stdlib" '^  load_balancer ' --stdlib
for pattern in network load_balancer; do
    "$MTC" --stdlib $pattern >"$WORK/out" 2>&1
    same "--stdlib $pattern" "$(find "$MTC_SOURCE/stdlib" -name $pattern.mt)" "$WORK/out"
done
told "--stdlib=NAME" '^pattern network(' --stdlib=network
tap_end
