#!/bin/sh
# What a deployment knows, shows and refuses before it changes anything; see
# planning.py and cloud.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python planning.py
