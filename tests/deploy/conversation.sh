#!/bin/sh
# Deployments from the user's side, against a CloudFormation on 127.0.0.1 that
# verifies every signature; see conversation.py and cloud.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python conversation.py
