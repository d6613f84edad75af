#!/bin/sh
# The samples and examples, deployed to an emulator of AWS whose APIs are then asked what
# stands there; see deploy.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
outside_emulated deploy.py
