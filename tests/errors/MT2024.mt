stack bahrain in "me-south-1" {
  resource logs AWS::Logs::LogGroup {
    RetentionInDays: 30
    BearerTokenAuthenticationEnabled: true #~ MT2024
  }
}
