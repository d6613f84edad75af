#!/bin/sh
# No false alarm about random resources that the facts call valid; see valid.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
"$PYTHON" "$MTC_SOURCE/tests/outside/valid.py"
