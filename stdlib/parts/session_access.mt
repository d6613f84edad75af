## What an instance or a container may do so that Session Manager reaches it.
##
## Makes: no resource. Written for other patterns.
##
## Promises: Session Manager's own actions (which take no resource), without the right to read every parameter of the account
## that AWS's ready-made policy would add.
##
## Costs: nothing.
pattern session_access(
  ## The statement's name
  sid: string,
  ## An instance, which says itself that it is there; false: a container, for which ECS does
  instance: bool
) {
  ## The statement, for a policy
  export statement = {
    Sid: sid
    Effect: "Allow"
    Action: flatten([
      if instance then ["ssm:UpdateInstanceInformation"] else [],
      "ssmmessages:CreateControlChannel",
      "ssmmessages:CreateDataChannel",
      "ssmmessages:OpenControlChannel",
      "ssmmessages:OpenDataChannel"
    ])
    Resource: "*"
  }
  ## Why a scanner's finding about it is accepted
  export because = { reason: "Session Manager's actions take no resource", rules: ["AwsSolutions-IAM5[Resource::*]", "CKV_AWS_111"] }
}
