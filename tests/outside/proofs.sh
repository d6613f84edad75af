#!/bin/sh
# Mistakes in the samples' templates, which the services of an emulator of AWS
# tell of; see proofs.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/proofs.py" "$WORK/emulator.log"
status=$?
if [ $status -ne 0 ]; then
    grep -hv -e '"GET ' -e '"POST ' -e '"PUT ' -e '"HEAD ' "$WORK"/emulator.log* | tail -n 40 | sed 's/^/# /'
fi
exit $status
