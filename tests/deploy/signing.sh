#!/bin/sh
# What verifies the signatures of mtc's requests can fail; see signing.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python signing.py
