#!/bin/sh
# What mtc says of assertions about flows, against packets in random networks;
# see oracle.py. Entries of network ACLs read the other way or in another order,
# answers that nobody asks for, and a group's rule of its own left out are noticed.
. "$MTC_SOURCE/tests/harness/tap.sh"
if ! command -v python3 >/dev/null 2>&1; then
    missing_tool "python3"
    tap_end
fi
PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1 python3 "$MTC_SOURCE/tests/proof/oracle.py"
