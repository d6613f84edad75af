# The least that keeps a record of calls: a bucket for it.
log_bucket logs {}
audit_trail trail { bucket: logs }
