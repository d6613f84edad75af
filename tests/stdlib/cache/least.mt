# The least that makes a cache.
azs 2
network main {}
tier cache = cache { network: main }
