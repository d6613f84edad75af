## An inbound rule whose source is a network.
##
## Makes: one AWS::EC2::SecurityGroupIngress. For groups that are not made in this template, and so have no list to write into.
## Written for `flow`, not by hand.
##
## Costs: nothing.
pattern flow_rule_ingress_cidr(
  ## The rule's logical ID
  id: string,
  ## Id of the security group that gets the rule
  group: any,
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
  let is_ipv6 = known(cidr) and contains(string(cidr), ":")
  resource entry AWS::EC2::SecurityGroupIngress {
    GroupId: group
    CidrIp: if is_ipv6 then null else cidr
    CidrIpv6: if is_ipv6 then cidr else null
    IpProtocol: protocol
    FromPort: from
    ToPort: to
    Description: description
  } with {
    id: id
  }
}
