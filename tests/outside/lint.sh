#!/bin/sh
# cfn-lint has nothing to say, warnings and informational rules included, about
# any sample and any program of tests/programs in any of its environments, in
# JSON and in YAML; nor about the examples of the standard library's patterns.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit

# Lints a folder in one call (its start-up is most of a run). The findings go
# to FOLDER.findings, one a line, the file first.
lint() {
    (cd "$1" && find . -type f | sed 's,^\./,,' | LC_ALL=C sort >"$1.files" &&
        PYTHONUTF8=1 xargs "$PYTHON" -c 'import sys; from cfnlint.runner import main; sys.exit(main())' --include-checks I --format parseable -- <"$1.files") \
        >"$1.findings" 2>"$1.error"
    lint_status=$?
}

# compile SOURCE FOLDER OPTION...: in both formats
compile() {
    source=$1 into=$2
    shift 2
    mkdir -p "$into"
    for form in json yaml; do
        limited 20 "$MTC" "$@" -f "$form" -o "$into/" "$source" >"$WORK/messages" 2>&1 ||
            not_ok "$source $* compiles to $form" "$WORK/messages"
    done
}

all=$WORK/all
mkdir -p "$all"
cd "$MTC_SOURCE" || exit 99
for source in samples/*.mt tests/programs/*.mt; do
    name=$(basename "$(dirname "$source")")-$(basename "$source" .mt)
    compile "$source" "$all/$name"
    for env in $(sed -n 's/^env  *\([A-Za-z0-9_]*\).*/\1/p' "$source"); do
        compile "$source" "$all/$name-$env" --env "$env"
    done
done
for source in tests/stdlib/*/*.mt; do
    case $source in *wrong.mt) continue ;; esac
    name=${source#tests/stdlib/}
    compile "$source" "$all/stdlib-$(echo "${name%.mt}" | tr / -)"
done

lint "$all"
# 2, 4 and 8 stand for errors, warnings and information; xargs makes 123 of them
case $lint_status in
    0 | 123) ok "cfn-lint read $(wc -l <"$all.files" | tr -d ' ') templates" ;;
    *) not_ok "cfn-lint ran (exit status $lint_status)" "$all.error" ;;
esac
while read -r file; do
    if grep -F "$file:" "$all.findings" >"$WORK/findings"; then
        not_ok "$file: cfn-lint is silent" "$WORK/findings"
    else
        ok "$file: cfn-lint is silent"
    fi
done <"$all.files"
if [ $lint_status -ne 0 ] && [ ! -s "$all.findings" ]; then
    not_ok "cfn-lint says what it found" "$all.error"
fi

# A check that cannot fail proves nothing: an error, a warning, an information.
bad=$WORK/bad
mkdir "$bad"
sample=$all/samples-three_tier/three_tier.json
sed 's/"CidrBlock"/"CidrBlok"/' "$sample" >"$bad/error.json"
sed 's/"DependsOn": "MainGatewayAttachment"/"DependsOn": ["MainGatewayAttachment", "MainInternetGateway"]/' "$sample" >"$bad/warning.json"
sed '/"DeletionPolicy": "Snapshot"/d' "$sample" >"$bad/information.json"
lint "$bad"
for finding in error.json:E3002 warning.json:W3005 information.json:I3011; do
    if grep -q "^${finding%:*}:.*${finding#*:}" "$bad.findings"; then
        ok "a bad template is noticed: ${finding#*:}"
    else
        not_ok "a bad template is noticed: ${finding#*:}" "$bad.findings"
    fi
done
tap_end
