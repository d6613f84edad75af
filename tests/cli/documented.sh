#!/bin/sh
# Help, manual page and completions tell of the same options, and the shells
# read their completions.
. "$MTC_SOURCE/tests/harness/tap.sh"
cli=$MTC_SOURCE/compiler/cli

"$MTC" --help | grep -oE '(^| |,)-(-[a-z][a-z-]*|[A-Za-z][A-Z]?)\b' | tr -d ' ,' | sort -u >"$WORK/options"
check "the help has options" test "$(wc -l <"$WORK/options")" -gt 15
sed 's/\\-/-/g; s/\\fR//g' "$cli/mtc.1" >"$WORK/page"
while read -r option; do
    check "$option is in the manual page" grep -qE "^\.(B|BI)( .*)? $option([ ]|\$)" "$WORK/page"
    check "$option is completed by bash" grep -qE -- "(^|[ '])$option([ ')]|\$)" "$cli/completions/mtc.bash"
    check "$option is completed by zsh" grep -qE -- "[*'\")]$option\[" "$cli/completions/_mtc"
    case $option in
        --*) form="-l ${option#--}" ;;
        -?) form="-s ${option#-}" ;;
        *) form="-o ${option#-}" ;;
    esac
    check "$option is completed by fish" grep -qE -- "^complete -c mtc $form( |\$)" "$cli/completions/mtc.fish"
done <"$WORK/options"
# and no others
grep -oE '^complete -c mtc -[slo] [A-Za-z-]+' "$cli/completions/mtc.fish" | awk '
    { print ($4 == "-l" ? "--" : "-") $5 }' | sort -u >"$WORK/fish"
same "fish completes what the help tells" "$WORK/options" "$WORK/fish"
grep -oE "[*'\")]--?[A-Za-z-]+\[" "$cli/completions/_mtc" | sed "s/^[*'\")]*//; s/\[//" | sort -u >"$WORK/zsh"
same "zsh completes what the help tells" "$WORK/options" "$WORK/zsh"

# What a deployment calls is what its user must be allowed to.
{
    grep -rhoE 'cf_begin\([^"]*"[A-Za-z]+"' "$MTC_SOURCE/compiler/deploy"
    grep -oE '"(Cancel|Continue|Rollback)[A-Za-z]+" }' "$MTC_SOURCE/compiler/deploy/cancel.c"
} | grep -oE '[A-Za-z]+" ?}?$' | tr -d '" }' | sort -u >"$WORK/actions"
check "deployments call actions" test "$(wc -l <"$WORK/actions")" -gt 20
sed -n '/^\.SH PERMISSIONS/,/^\.SH "/p' "$WORK/page" | grep -oE '[A-Z][a-z]+[A-Za-z]+' | sort -u >"$WORK/allowed"
for action in $(comm -23 "$WORK/actions" "$WORK/allowed"); do
    check "the manual page tells that $action has to be allowed" false
done

if command -v man >/dev/null 2>&1 && man --version 2>/dev/null | grep -q '^man '; then
    man --warnings -l "$cli/mtc.1" >"$WORK/shown" 2>"$WORK/warnings"
    same "the manual page has no mistakes" /dev/null "$WORK/warnings"
    check "the manual page has a name" grep -q '^ *mtc - ' "$WORK/shown"
fi

if ! command -v bash >/dev/null 2>&1; then
    missing_tool "bash"
    tap_end
fi
# complete WORD...: what bash offers for the last one
complete_line() {
    PATH="$(dirname "$MTC"):$PATH" bash -c '
        . "$1"; shift
        COMP_WORDS=("$@"); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        compopt() { :; }
        _mtc 2>&1
        printf "%s\n" "${COMPREPLY[@]}"' bash "$cli/completions/mtc.bash" "$@" >"$WORK/offered"
}
cd "$MTC_SOURCE/samples" || exit 99
offers() {
    offered=$1
    shift
    complete_line "$@"
    check "bash offers $offered for: $*" grep -qxF -e "$offered" "$WORK/offered"
}
offers three_tier.mt mtc thr
offers --explain mtc --ex
offers yaml mtc -f y
offers graph mtc --dump ''
offers production mtc three_tier.mt --env p
offers web_size= mtc three_tier.mt -D web
offers MT2003 mtc --explain MT200
offers no-unused-parameter mtc -W no-unu
offers unknown-name mtc -W unknown-n
offers network mtc --stdlib net
offers sarif mtc --diagnostics s
complete_line mtc --dump xyz
printf '\n' >"$WORK/nothing"
same "bash offers nothing where there is nothing" "$WORK/nothing" "$WORK/offered"
tap_end
