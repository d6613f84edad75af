#!/bin/sh
# Some eighty faults at each request of a deployment; see sweep.py, faults.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python sweep.py
