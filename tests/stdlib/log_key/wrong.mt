# A deletion that nobody could take back in time.
log_key key { pending: 1d }
