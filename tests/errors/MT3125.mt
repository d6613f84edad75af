param acl: string
param number: int = 110
resource a AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 100, Protocol: -1, RuleAction: "allow", CidrBlock: 10.0.0.0/8 }
resource b AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 100, Protocol: -1, RuleAction: "deny", CidrBlock: 0.0.0.0/0, Egress: false } #~ MT3125
resource c AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 100, Protocol: -1, RuleAction: "allow", CidrBlock: 10.0.0.0/8, Egress: true }
resource d AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 100, Protocol: -1, RuleAction: "deny", CidrBlock: 0.0.0.0/0, Egress: true } #~ MT3125
resource e AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: 110, Protocol: -1, RuleAction: "allow", CidrBlock: 10.0.0.0/8 }
resource f AWS::EC2::NetworkAclEntry { NetworkAclId: acl, RuleNumber: number, Protocol: -1, RuleAction: "deny", CidrBlock: 0.0.0.0/0 } #~ MT3125
