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
  description: string
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
}
