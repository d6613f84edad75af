# A length of time needs its unit.
log_bucket logs { keep: 30 }
