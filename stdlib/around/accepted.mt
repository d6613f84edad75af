## What is known and accepted: findings of security scanners, each with its reason.
##
## Makes: no resource. 'metadata' goes into a resource's Metadata, where each scanner looks for its own rules, and a reviewer
## too: cdk-nag (cdk_nag.rules_to_suppress), cfn-guard (guard.SuppressedRules), Checkov (checkov.skip), cfn_nag
## (cfn_nag.rules_to_suppress).
##
## Promises: each rule once. What several reasons name has all of them.
##
## Costs: nothing.
pattern accepted(
  ## Reasons, and the rules that each is about, under their own names: "AwsSolutions-EC23", "NIST.800.53.R5-ALBWAFEnabled",
  ## "CT.RDS.PR.20", "CKV_AWS_91", "W28"; of a rule that finds several things, one: "AwsSolutions-IAM5[Resource::*]"
  because: list({ reason: string, rules: list(string) })
) {
  let all   = flatten([for one in because: [for rule in one.rules: {
    rule: split("[", rule)[0]
    of: if contains(rule, "[") then replace(split("[", rule)[1], "]", "") else null
    reason: one.reason
  }]])
  let rules = [for rule in distinct([for one in all: one.rule]): {
    id: rule
    reason: join("; ", distinct([for one in all if one.rule == rule: one.reason]))
    findings: distinct([for one in all if one.rule == rule: one.of])
  }]

  let checkov = [for rule in rules if contains(rule.id, "CKV"): rule]
  let guard   = [for rule in rules if not contains(rule.id, "CKV") and (contains(rule.id, "CT.") or contains(rule.id, "_")): rule]
  let nag     = [for rule in rules if not contains(rule.id, "CT.") and (contains(rule.id, "-") or contains(rule.id, ".")): rule]
  let cfn_nag = [for rule in rules if not contains(rule.id, "_") and not contains(rule.id, "-") and not contains(rule.id, "."): rule]

  ## For 'with { Metadata: … }'; null where nothing is accepted
  export metadata = if len(all) == 0 then null else {
    cdk_nag: if len(nag) == 0 then null else {
      rules_to_suppress: [for rule in nag: {
        id: rule.id
        reason: rule.reason
        applies_to: if contains(rule.findings, null) then null else rule.findings
      }]
    }
    guard: if len(guard) == 0 then null else {
      SuppressedRules: [for rule in guard: rule.id]
      Reasons: { for rule in guard: "${rule.id}": rule.reason }
    }
    checkov: if len(checkov) == 0 then null else {
      skip: [for rule in checkov: { id: rule.id, comment: rule.reason }]
    }
    cfn_nag: if len(cfn_nag) == 0 then null else {
      rules_to_suppress: [for rule in cfn_nag: { id: rule.id, reason: rule.reason }]
    }
  }
}
