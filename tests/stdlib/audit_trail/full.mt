# Every argument of a trail.
log_key key {}
log_bucket logs { keep: 400d }
audit_trail trail { bucket: logs, key: key, logs: 90d, all_regions: false, data_events: true }

output arn       = trail.arn
output log_group = trail.log_group
