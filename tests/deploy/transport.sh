#!/bin/sh
# Certificates, proxies, addresses, and the credentials of containers and
# instances; see transport.py.
. "$MTC_SOURCE/tests/harness/tap.sh"
. "$MTC_SOURCE/tests/deploy/python.sh"
deploy_python transport.py
