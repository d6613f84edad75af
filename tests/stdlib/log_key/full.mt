# Every argument of a key.
log_key key { pending: 7d }

output id  = key.id
output arn = key.arn
