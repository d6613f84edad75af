stack edge in "us-esat-1" { #~ MT1052
  resource jobs AWS::SQS::Queue {}
}
stack loud in "EU-WEST-1" { #~ MT1052
  resource jobs AWS::SQS::Queue {}
}
stack none in "" { #~ MT1052
  resource jobs AWS::SQS::Queue {}
}
stack zone in "eu-west-1a" { #~ MT1052
  resource jobs AWS::SQS::Queue {}
}
stack newer in "eu-west-9" { #~ MT1052
  resource jobs AWS::SQS::Queue {}
}
stack farther in "sa-west-1" { #~ MT1052
  resource jobs AWS::SQS::Queue {}
}
stack known in "us-gov-west-1" {
  resource jobs AWS::SQS::Queue {}
}
