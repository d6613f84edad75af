# Sourced after harness/tap.sh, never run. Nothing but Python's own library is
# needed.
#
#     deploy_python PROGRAM       runs a program of this folder, which prints TAP,
#                                 in place of the shell; or skips, and says why

deploy_python() {
    if [ ! -x "$(dirname "$MTC")/mtc-deploy" ]; then
        skip "$1" "this build has no mtc-deploy"
        tap_end
    fi
    if ! command -v python3 >/dev/null 2>&1; then
        missing_tool "python3"
        tap_end
    fi
    PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 python3 "$MTC_SOURCE/tests/deploy/$1"
    exit $?
}
