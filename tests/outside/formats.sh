#!/bin/sh
# JSON and YAML say the same; see formats.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 "$PYTHON" "$MTC_SOURCE/tests/outside/formats.py"
