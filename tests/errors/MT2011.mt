resource orders AWS::Events::EventBus {
  Name: "shop orders" #~ MT2011
}

# Text that is not all known is not judged.
resource returns AWS::Events::EventBus {
  Name: "${aws.stack_name} returns"
}

resource complaints AWS::Events::EventBus {
  Name: ssm("/bus name")
}
