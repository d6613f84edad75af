#!/bin/sh
# The samples and examples, deployed to an emulator of AWS whose APIs are then asked what
# stands there; see deploy.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/deploy.py" "$WORK/emulator.log"
status=$?
if [ $status -ne 0 ]; then
    grep -hv -e '"GET ' -e '"POST ' -e '"PUT ' "$WORK"/emulator.log* | tail -n 40 | sed 's/^/# /'
fi
exit $status
