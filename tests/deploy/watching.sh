#!/bin/sh
# Operations watched to their end: events, failures, states that are stuck, the
# picture on a terminal; see watching.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python watching.py
