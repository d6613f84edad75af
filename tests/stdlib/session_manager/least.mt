# The least that opens sessions.
azs 2
network main {}
session_manager access { network: main }
