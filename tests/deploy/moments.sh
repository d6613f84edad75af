#!/bin/sh
# A deployment that is killed, stopped or overtaken at each of its requests; see
# moments.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python moments.py
