## Of the file: parted from what follows, and yet of something.

resource jobs AWS::SQS::Queue { ## behind #~ MT0019
  ## of a property #~ MT0019
  DelaySeconds: 5
}
## parted #~ MT0019

## of the output
output url = jobs
## of nothing #~ MT0019
