## One rule in a security group's own list: a network on the other side.
##
## Makes: no resource; the compiler puts 'rule' into the group that a tier exports. Written for `flow`, not by hand.
##
## Costs: nothing.
pattern flow_rule_inline(
  ## "ingress" or "egress": on which side of the group the network stands
  direction: "ingress" | "egress",
  ## The network: IPv4 or IPv6, known or deployed
  cidr: any,
  ## "tcp", "udp", "icmp", "-1" for all, or a number as text
  protocol: string,
  ## First port, or the ICMP type; null: all
  from: int? = null,
  ## Last port, or the ICMP code; null: all
  to: int? = null,
  ## Which flow wrote it
  description: string,
  ## Why the tier may be open to everybody, which it exports as 'public_reason'; null: a scanner's finding stands
  reason: string? = null
) {
  # A network that only the deployment knows is taken for IPv4: a parameter for IPv6 cannot be told apart.
  let is_ipv6 = known(cidr) and contains(string(cidr), ":")
  ## The rule, as SecurityGroupIngress and SecurityGroupEgress want it
  export rule = {
    CidrIp: if is_ipv6 then null else cidr
    CidrIpv6: if is_ipv6 then cidr else null
    IpProtocol: protocol
    FromPort: from
    ToPort: to
    Description: description
  }

  let everywhere = known(cidr) and contains(["0.0.0.0/0", "::/0"], string(cidr))
  let holds_http = protocol == "-1" or (protocol == "tcp" and from != null and from <= 80 and to >= 80)
  ## For the group's Metadata: why what a scanner finds in the rule is accepted; null where there is nothing to find
  export metadata =
    if everywhere and direction == "ingress" and reason != null then {
      cdk_nag: { rules_to_suppress: [{ id: "AwsSolutions-EC23", reason: reason }] }
      ...if holds_http then { checkov: { skip: [{ id: "CKV_AWS_260", comment: reason }] } } else {}
    } else if everywhere and direction == "egress" and protocol == "-1" then {
      cfn_nag: { rules_to_suppress: [
        { id: "W5", reason: "As its flow says: ${description}" }, { id: "W40", reason: "As its flow says: ${description}" }
      ] }
    } else null
}
