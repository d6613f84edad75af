#!/bin/sh
# Mistakes in the samples' templates, which the services of an emulator of AWS
# tell of; see proofs.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/outside/tools.sh"
outside_tools || exit
outside_emulated proofs.py
