#!/bin/sh
# The README's table of the reference architecture is true: each resource type
# in it stands in a sample's template, each pattern and each of its arguments in
# the library, each test in the tree.
. "$MTC_SOURCE/tests/harness/tap.sh"
cd "$MTC_SOURCE" || exit 99

sed -n '/^| アーキテクチャ · architecture | pattern/,/^$/p' README.md | sed '1,2d' >"$WORK/table"
check "the table is there" test "$(wc -l <"$WORK/table")" -gt 50

# its columns; "|" stands in no cell
column() {
    awk -F' *[|] *' -v column="$1" '$3 != "" { print $(column + 1) }' "$WORK/table"
}

column 3 | grep -o '`[A-Z][A-Za-z0-9]*::[A-Za-z0-9]*`' | tr -d '`' | LC_ALL=C sort -u >"$WORK/types"
check "it names types" test "$(wc -l <"$WORK/types")" -gt 40
while read -r type; do
    if cat samples/*.json | grep -q "\"Type\": \"AWS::$type\""; then ok "a sample has AWS::$type"
    else not_ok "a sample has AWS::$type"; fi
done <"$WORK/types"

# `pattern { argument: …, argument }`: names that a pattern's file declares
column 2 | grep -o '`[a-z_]* {[^`]*}`' | tr -d '`' >"$WORK/uses"
check "it names patterns" test "$(wc -l <"$WORK/uses")" -gt 30
while read -r use; do
    pattern=${use%% *}
    case $pattern in when) continue ;; esac
    file=$(find stdlib -name "$pattern.mt")
    if [ -z "$file" ]; then
        not_ok "there is a pattern '$pattern'"
        continue
    fi
    # the outer names: what stands in inner braces and brackets, and values, goes
    arguments=$(echo "$use" | sed 's/^[a-z_]* {//; s/}$//; s/{[^{}]*}//g; s/\[[^]]*\]//g; s/:[^,]*//g; s/[,…]/ /g')
    for argument in $arguments; do
        if grep -q "^  $argument: \|^  $argument = " "$file"; then ok "$pattern takes $argument"
        else not_ok "$pattern takes $argument"; fi
    done
done <"$WORK/uses"

column 4 | tr ',' '\n' | tr -d ' ' | grep . | LC_ALL=C sort -u >"$WORK/tests"
while read -r name; do
    case $name in
        deploy) file=tests/outside/deploy.sh ;;
        nag) file=tests/outside/nag.sh ;;
        stable) file=tests/stdlib/stable.sh ;;
        stdlib) file=tests/stdlib/run.sh ;;
        *) file=$name ;;
    esac
    check "there is a test '$name'" test -f "$file"
done <"$WORK/tests"
tap_end
