#!/bin/sh
# What mtc's client makes of random machines, beside what botocore makes of them;
# see client.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
if [ ! -x "$MTC_BUILD/tests/outside/client_world" ]; then
    skip "client" "this build has no mtc-deploy"
    tap_end
fi
outside_tools || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/client.py"
