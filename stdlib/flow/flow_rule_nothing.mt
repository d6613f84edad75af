## The rule of a security group from which nothing may go out.
##
## Makes: no resource. EC2 adds a rule that allows everything to a group that lists no outbound rule, and takes an empty
## list for none; so "nothing" is said by one rule that matches no packet: ICMP type 252, which does not exist, to
## 255.255.255.255/32, which nobody has.
##
## Costs: nothing.
pattern flow_rule_nothing() {
  ## The rule, as SecurityGroupEgress wants it
  export rule = {
    CidrIp: "255.255.255.255/32"
    IpProtocol: "icmp"
    FromPort: 252
    ToPort: 86
    Description: "Nothing goes out"
  }
}
