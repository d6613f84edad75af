## The password of a database's master user, in Secrets Manager.
##
## Makes: the secret, and its attachment to the database, which adds engine, host and port. Written for other patterns.
##
## Promises: generated, in no template; goes with the database.
##
## Costs: the secret by the month.
pattern database_password(
  ## Path of the tier: its logical IDs begin with it
  owner: string,
  ## The tier's name
  tier_name: string,
  ## The master user
  username: string,
  ## The database
  target: any,
  ## Its resource type
  target_type: string
) {
  accepted secret_accepted {
    because: [
      {
        reason: "A password that changes by itself would shut out what read it when it started: password: \"managed\" changes it every week"
        rules: ["AwsSolutions-SMG4", "NIST.800.53.R5-SecretsManagerRotationEnabled"]
      },
      { reason: "Encrypted with Secrets Manager's own key", rules: ["NIST.800.53.R5-SecretsManagerUsingKMSKey", "CKV_AWS_149"] }
    ]
  }
  resource secret AWS::SecretsManager::Secret {
    Description: "Master user of the database ${tier_name}"
    GenerateSecretString: {
      SecretStringTemplate: json({ username: username })
      GenerateStringKey: "password"
      PasswordLength: 32
      ExcludeCharacters: "\"@/\\ '`"
    }
  } with {
    id: "${owner}Secret"
    # It opens this database alone, and goes with it: a database restored from a snapshot gets a new password.
    DeletionPolicy: "Delete"
    UpdateReplacePolicy: "Delete"
    Metadata: secret_accepted.metadata
  }
  # Adds engine, host and port to the secret, once the database has them.
  resource secret_attachment AWS::SecretsManager::SecretTargetAttachment {
    SecretId: secret
    TargetType: target_type
    TargetId: target
  } with {
    id: "${owner}SecretAttachment"
  }

  ## The secret, before the database stands
  export secret = secret
  ## The same, once host and port are in it
  export attachment = secret_attachment
}
