## What is known and accepted: findings of security scanners, each with its reason.
##
## Makes: no resource. 'metadata' goes into a resource's Metadata, where cdk-nag (cdk_nag.rules_to_suppress) and cfn-guard
## (guard.SuppressedRules) look for it, and a reviewer too.
##
## Costs: nothing.
pattern accepted(
  ## Reasons, and the rules that each is about, under their own names: "AwsSolutions-EC23", "NIST.800.53.R5-ALBWAFEnabled",
  ## "CT.RDS.PR.20"; of a rule that finds several things, one: "AwsSolutions-IAM5[Resource::*]"
  because: list({ reason: string, rules: list(string) })
) {
  let all   = flatten([for one in because: [for rule in one.rules: { rule: rule, reason: one.reason }]])
  let nag   = [for one in all if not contains(one.rule, "CT."): one]
  let guard = [for one in all if contains(one.rule, "CT."): one]

  ## For 'with { Metadata: … }'; null where nothing is accepted
  export metadata = if len(all) == 0 then null else {
    cdk_nag: if len(nag) == 0 then null else {
      rules_to_suppress: [for one in nag: {
        id: split("[", one.rule)[0]
        reason: one.reason
        applies_to: if contains(one.rule, "[") then [replace(split("[", one.rule)[1], "]", "")] else null
      }]
    }
    guard: if len(guard) == 0 then null else {
      SuppressedRules: [for one in guard: one.rule]
      Reasons: { for one in guard: "${one.rule}": one.reason }
    }
  }
}
