#!/bin/sh
# No secret in a message, a list of processes, a file or a core; see secrets.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python secrets.py
