#!/bin/sh
# mtc --deploy against moto, which recomputes signatures and enforces policies;
# see signed.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
if [ ! -x "$(dirname "$MTC")/mtc-deploy" ]; then
    skip "signed" "this build has no mtc-deploy"
    tap_end
fi
outside_tools || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/signed.py" 2>"$WORK/log"
status=$?
[ $status -eq 0 ] || tail -n 30 "$WORK/log" | sed 's/^/# /'
exit $status
