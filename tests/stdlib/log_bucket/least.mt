# The least that makes a bucket for logs.
log_bucket logs {}
