#!/bin/sh
# Stands in for the unit tests where cmocka is not installed.
. "$MTC_SOURCE/tests/harness/tap.sh"
missing_tool "unit tests: cmocka is not installed"
tap_end
