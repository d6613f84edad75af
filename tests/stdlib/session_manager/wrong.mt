# A bucket is no network.
log_bucket logs {}
session_manager access { network: logs }
