resource fraud AWS::FraudDetector::EntityType { #~ MT2022
  Name: "customer"
}
