"""The codes of AWS's refusals and the status that each comes with: of botocore's models (which tests/outside/signed.py
compares), of "Common Error Types" (AWS CloudFormation API Reference) and of "Error responses" (Amazon S3 API Reference)."""

COMMON = {
    'AccessDenied': 403, 'AccessDeniedException': 400, 'AuthFailure': 403, 'ExpiredToken': 403, 'ExpiredTokenException': 403,
    'IncompleteSignature': 403, 'InternalError': 500, 'InternalFailure': 500, 'InvalidAction': 400, 'InvalidClientTokenId': 403,
    'InvalidParameterCombination': 400, 'InvalidParameterValue': 400, 'InvalidQueryParameter': 400,
    'InvalidSignatureException': 403, 'MalformedHttpRequestException': 400, 'MalformedQueryString': 404, 'MissingAction': 400,
    'MissingAuthenticationToken': 403, 'MissingParameter': 400, 'NotAuthorized': 401, 'OptInRequired': 403,
    'RequestAbortedException': 400, 'RequestEntityTooLargeException': 413, 'RequestExpired': 400, 'RequestInTheFuture': 403,
    'RequestTimeout': 400, 'RequestTimeoutException': 408, 'RequestTimeTooSkewed': 403, 'ServiceUnavailable': 503,
    'SignatureDoesNotMatch': 403, 'UnknownOperationException': 404, 'UnrecognizedClientException': 403, 'ValidationError': 400,
    # "Retry behavior", AWS SDKs and Tools Reference Guide
    'BandwidthLimitExceeded': 509, 'EC2ThrottledException': 400, 'PriorRequestNotComplete': 400,
    'ProvisionedThroughputExceededException': 400, 'RequestLimitExceeded': 503, 'RequestThrottled': 400,
    'RequestThrottledException': 400, 'SlowDown': 503, 'ThrottledException': 400, 'Throttling': 400, 'ThrottlingException': 400,
    'TooManyRequestsException': 429, 'TransactionInProgressException': 400,
}

CLOUDFORMATION = {
    'AlreadyExistsException': 400, 'CFNRegistryException': 400, 'ChangeSetNotFound': 404, 'ConcurrentResourcesLimitExceeded': 429,
    'ConditionalCheckFailed': 400, 'CreatedButModifiedException': 409, 'GeneratedTemplateNotFound': 404, 'HookResultNotFound': 404,
    'InsufficientCapabilitiesException': 400, 'InvalidChangeSetStatus': 400, 'InvalidOperationException': 400,
    'InvalidStateTransition': 400, 'LimitExceededException': 400, 'NameAlreadyExistsException': 409,
    'OperationIdAlreadyExistsException': 409, 'OperationInProgressException': 409, 'OperationNotFoundException': 404,
    'ResourceScanInProgress': 400, 'ResourceScanLimitExceeded': 400, 'ResourceScanNotFound': 400,
    'StackInstanceNotFoundException': 404, 'StackNotFoundException': 404, 'StackRefactorNotFoundException': 404,
    'StackSetNotEmptyException': 409, 'StackSetNotFoundException': 404, 'StaleRequestException': 409,
    'TokenAlreadyExistsException': 400, 'TypeConfigurationNotFoundException': 404, 'TypeNotFoundException': 404,
}

STS = {
    'ExpiredTradeInTokenException': 400, 'IDPCommunicationError': 400, 'IDPRejectedClaim': 403,
    'InvalidAuthorizationMessageException': 400, 'InvalidIdentityToken': 400, 'JWTPayloadSizeExceededException': 400,
    'MalformedPolicyDocument': 400, 'OutboundWebIdentityFederationDisabledException': 403, 'PackedPolicyTooLarge': 400,
    'RegionDisabledException': 403, 'SessionDurationEscalationException': 403,
}

S3 = {
    'AccountProblem': 403, 'AllAccessDisabled': 403, 'AuthorizationHeaderMalformed': 400, 'BadDigest': 400,
    'BucketAlreadyExists': 409, 'BucketAlreadyOwnedByYou': 409, 'BucketNotEmpty': 409, 'EncryptionTypeMismatch': 400,
    'EntityTooLarge': 400, 'EntityTooSmall': 400, 'IdempotencyParameterMismatch': 400, 'IllegalLocationConstraintException': 400,
    'IllegalVersioningConfigurationException': 400, 'IncompleteBody': 400, 'InvalidAccessKeyId': 403, 'InvalidArgument': 400,
    'InvalidBucketName': 400, 'InvalidBucketState': 409, 'InvalidDigest': 400, 'InvalidLocationConstraint': 400,
    'InvalidObjectState': 403, 'InvalidPayer': 403, 'InvalidRequest': 400, 'InvalidSecurity': 403, 'InvalidToken': 400,
    'InvalidURI': 400, 'InvalidWriteOffset': 400, 'KeyTooLongError': 400, 'KMS.DisabledException': 400, 'MalformedXML': 400,
    'MaxMessageLengthExceeded': 400, 'MetadataTooLarge': 400, 'MethodNotAllowed': 405, 'MissingContentLength': 411,
    'MissingSecurityHeader': 400, 'NoSuchBucket': 404, 'NoSuchKey': 404, 'NoSuchUpload': 404, 'NotImplemented': 501,
    'NotSignedUp': 403, 'ObjectAlreadyInActiveTierError': 403, 'ObjectNotInActiveTierError': 403, 'OperationAborted': 409,
    'PermanentRedirect': 301, 'PreconditionFailed': 412, 'RequestIsNotMultiPartContent': 400, 'TemporaryRedirect': 307,
    'TokenRefreshRequired': 400, 'TooManyBuckets': 400, 'TooManyParts': 400, 'UnexpectedContent': 400,
    'XAmzContentSHA256Mismatch': 400,
}
