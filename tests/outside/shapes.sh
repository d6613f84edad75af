#!/bin/sh
# What mtc sends, and what the CloudFormation of the tests answers, against AWS's
# own model of its API; see shapes.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
if [ ! -x "$(dirname "$MTC")/mtc-deploy" ]; then
    skip "shapes" "this build has no mtc-deploy"
    tap_end
fi
outside_tools || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/shapes.py"
