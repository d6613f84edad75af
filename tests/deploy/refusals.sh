#!/bin/sh
# Every code of refusal at every call of its service; see refusals.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python refusals.py
