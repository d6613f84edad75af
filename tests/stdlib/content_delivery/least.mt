# The least that delivers content: a bucket, under CloudFront's own name.
content_delivery site {}
