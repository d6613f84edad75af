# A size that Fargate has not, more to begin with than there may be, and requests that nobody counts.
azs 2
network main {}
tier big    = service { network: main, image: "x", cpu: 256, memory: 4096 }
tier odd    = service { network: main, image: "x", cpu: 300 }
tier eager  = service { network: main, image: "x", count: 1..2, desired: 5 }
tier alone  = service { network: main, image: "x", balanced: false, scale: { requests: 10 } }
