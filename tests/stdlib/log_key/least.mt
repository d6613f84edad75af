# The least that makes a key.
log_key key {}
