# TAP for the shell tests. Sourced, never run:
#
#     . "$MTC_SOURCE/tests/harness/tap.sh"
#     ok NAME  /  not_ok NAME [FILE with what went wrong]
#     check NAME COMMAND...           ok if the command succeeds
#     same NAME EXPECTED ACTUAL       ok if two files have the same bytes
#     golden NAME EXPECTED ACTUAL     the same, with EXPECTED kept in the tree: where
#                                     MTC_BLESS is set, it is rewritten (make bless)
#     skip NAME WHY                   the case means nothing on this machine
#     missing_tool WHY                a skip that counts as a failure where CI is set
#     limited SECONDS COMMAND...      the command, ended when it takes too long
#     tap_end                         the plan; last line of every test
#
# $WORK is an empty folder of the test's own, removed at its end. The
# environment gives MTC (the program), MTC_SOURCE and MTC_BUILD (top folders).

: "${MTC_SOURCE:?run by make check}" "${MTC_BUILD:?run by make check}"
LC_ALL=C
export LC_ALL
unset MTC_FLAGS CDPATH
NO_COLOR=1
export NO_COLOR

tap_count=0
tap_failed=0
WORK=$(mktemp -d "${TMPDIR:-/tmp}/mtc-test.XXXXXX") || exit 99
trap 'chmod -R u+rwx "$WORK" 2>/dev/null; rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM HUP

ok() {
    tap_count=$((tap_count + 1))
    printf 'ok %d - %s\n' "$tap_count" "$1"
}

not_ok() {
    tap_count=$((tap_count + 1))
    tap_failed=$((tap_failed + 1))
    printf 'not ok %d - %s\n' "$tap_count" "$1"
    if [ $# -gt 1 ] && [ -f "$2" ]; then
        head -n 60 "$2" | sed 's/^/# /'
    fi
}

check() {
    check_name=$1
    shift
    if "$@" >"$WORK/.check" 2>&1; then
        ok "$check_name"
    else
        not_ok "$check_name" "$WORK/.check"
    fi
}

same() {
    if cmp -s "$2" "$3"; then
        ok "$1"
    else
        diff -u "$2" "$3" >"$WORK/.diff" 2>&1
        not_ok "$1" "$WORK/.diff"
    fi
}

golden() {
    if [ -n "${MTC_BLESS:-}" ]; then
        cmp -s "$2" "$3" || cp "$3" "$2"
        ok "$1"
    elif [ ! -f "$2" ]; then
        not_ok "$1: there is no ${2#"$MTC_SOURCE"/} (make bless writes it)" "$3"
    else
        same "$1" "$2" "$3"
    fi
}

skip() {
    tap_count=$((tap_count + 1))
    printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

missing_tool() {
    if [ -n "${CI:-}" ]; then
        not_ok "$1"
    else
        skip "$1" "not installed"
    fi
}

# Exit status 124 when the time was up. A shell's own way, since macOS has no
# timeout(1).
limited() {
    limit=$1
    shift
    if command -v timeout >/dev/null 2>&1; then
        timeout -k 2 "$limit" "$@"
    else
        perl -e 'alarm shift; exec @ARGV or exit 127' "$limit" "$@"
    fi
}

tap_end() {
    printf '1..%d\n' "$tap_count"
    # the driver counts the lines; a status of its own would count twice
    [ "$tap_failed" -eq 0 ] || [ -n "${MTC_TAP:-}" ] && exit 0
    exit 1
}
