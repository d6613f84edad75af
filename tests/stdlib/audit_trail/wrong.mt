# A key is no bucket, and CloudWatch keeps no log for 100 days.
log_key key {}
log_bucket logs {}
audit_trail first  { bucket: key }
audit_trail second { bucket: logs, logs: 100d }
