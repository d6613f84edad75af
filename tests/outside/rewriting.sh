#!/bin/sh
# Public templates are written again faithfully; see rewriting.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
outside_corpora || exit
"$PYTHON" "$MTC_SOURCE/tests/outside/rewriting.py" "$CORPORA"
