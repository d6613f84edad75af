## An inbound rule whose source is another security group.
##
## Makes: one AWS::EC2::SecurityGroupIngress. Rules between groups are resources of their own, because two
## groups that name each other in their own lists wait for each other for ever.
## Written for `flow`, not by hand.
##
## Costs: nothing.
pattern flow_rule_ingress(
  ## The rule's logical ID
  id: string,
  ## Id of the security group that gets the rule
  group: any,
  ## Id of the group that may come in
  source: any,
  ## "tcp", "udp", "icmp", "-1" for all, or a number as text
  protocol: string,
  ## First port, or the ICMP type; null: all
  from: int? = null,
  ## Last port, or the ICMP code; null: all
  to: int? = null,
  ## Which flow wrote it
  description: string
) {
  resource entry AWS::EC2::SecurityGroupIngress {
    GroupId: group
    SourceSecurityGroupId: source
    IpProtocol: protocol
    FromPort: from
    ToPort: to
    Description: description
  } with {
    id: id
  }
}
