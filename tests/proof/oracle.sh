#!/bin/sh
# What mtc says of assertions about flows, against packets in random networks;
# see oracle.py. Noticed are, among others: entries of network ACLs read in another
# order, one group of several left out, ranges of ports that end one too early,
# answers without a route, and nodes of load balancers or NAT gateways forgotten.
. "$MTC_SOURCE/tests/harness/tap.sh"
if ! command -v python3 >/dev/null 2>&1; then
    missing_tool "python3"
    tap_end
fi
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 python3 "$MTC_SOURCE/tests/proof/oracle.py"
