## A VPC with one public and one private subnet in each zone, and isolated subnets where asked for.
##
## Makes: the VPC with DNS; subnets; an internet gateway; one public route table, shared; NAT with fixed addresses;
## private route tables; where asked for, flow logs, VPC endpoints, IPv6.
##
## Promises: without lists of networks, each zone owns a sixteenth of the network and each kind of subnet an eighth of
## its zone's share (public 0, private 1, isolated 2, further groups from 3): adding a zone, a kind or a group moves no
## other subnet. A /16 gives subnets of /23, a /20 subnets of /27. Nothing gets a public address by itself. Isolated
## subnets have no route but the network's own.
##
## Costs: a NAT gateway by the hour and by the gigabyte: one with "single" (which takes the way out of all zones with it
## when its zone fails), one for each zone with "per_az". An interface endpoint costs by the hour in each zone. The rest
## of the network is free.
pattern network(
  ## The network's addresses, /16 to /28
  cidr: cidr = 10.0.0.0/16,
  ## Public subnets, one network for each zone; null: allocated; []: none
  public: list(cidr)? = null,
  ## Private subnets (out through NAT), one network for each zone; null: allocated; []: none
  private: list(cidr)? = null,
  ## Isolated subnets (no way out), one network for each zone; null: allocated; []: none
  isolated: list(cidr)? = [],
  ## How private subnets reach the internet: one NAT gateway, one for each zone, one that spans the region, or not at all
  nat: "single" | "per_az" | "regional" | "none" = "single",
  ## Names resolve inside the network, and instances have names
  dns: bool = true,
  ## Keeps a log of all connections for so long; null: no flow logs
  flow_logs: duration? = null,
  ## KMS key (ARN) that encrypts the flow logs; null: the key of CloudWatch Logs
  flow_logs_key: arn? = null,
  ## AWS services reached without NAT: "s3" and "dynamodb" through gateways (free), others ("ssm", "ecr.api") through interfaces
  endpoints: list(string) = [],
  ## Gives the network an IPv6 range beside the IPv4 one, and each subnet a /64 of it
  ipv6: bool = false
) {
  let label = "${aws.stack_name}-${self.name}"

  # An eighth of a sixteenth: 4 bits for the zone, 3 bits for the kind of subnet.
  let slot_prefix    = cidr.prefix + 7
  let public_cidrs   = public   ?? [for az in azs: subnet(cidr, slot_prefix, az.index * 8 + 0)]
  let private_cidrs  = private  ?? [for az in azs: subnet(cidr, slot_prefix, az.index * 8 + 1)]
  let isolated_cidrs = isolated ?? [for az in azs: subnet(cidr, slot_prefix, az.index * 8 + 2)]
  let has_public     = len(public_cidrs) > 0
  let has_private    = len(private_cidrs) > 0
  let has_isolated   = len(isolated_cidrs) > 0
  let public_zones   = if has_public then azs else []
  let private_zones  = if has_private then azs else []
  let isolated_zones = if has_isolated then azs else []

  # NAT is made for the private subnets: without them there is none, whatever was asked for.
  let way_out        = if has_private then nat else "none"
  let nat_zones      = if way_out == "per_az" then azs else if way_out == "single" then [azs[0]] else []
  let address_zones  = if way_out == "regional" then azs else nat_zones
  let has_gateway    = has_public or way_out == "regional"

  assert cidr.prefix in 16..28 else "a VPC's network is between /16 and /28, and ${cidr} is not"
  assert len(azs) <= 16 else "a network has room for 16 zones"
  assert not has_public or len(public_cidrs) == len(azs) else "'public' lists ${len(public_cidrs)} networks for ${len(azs)} zones"
  assert not has_private or len(private_cidrs) == len(azs) else "'private' lists ${len(private_cidrs)} networks for ${len(azs)} zones"
  assert not has_isolated or len(isolated_cidrs) == len(azs) else "'isolated' lists ${len(isolated_cidrs)} networks for ${len(azs)} zones"
  assert has_public or not (way_out in ["single", "per_az"]) else "nat: \"${nat}\" puts NAT gateways in public subnets, and this network has none"
  assert (public != null and private != null and isolated != null) or slot_prefix <= 28 else "${cidr} is too small to be divided: give the subnets' networks, or a /21 and larger"

  accepted vpc_accepted {
    because: flatten([
      {
        reason: "CloudFormation cannot change the default group; no tier stands in it"
        rules: ["NIST.800.53.R5-VPCDefaultSecurityGroupClosed"]
      },
      if flow_logs != null then [] else [{
        reason: "No flow logs were asked for: flow_logs: 365d keeps them"
        rules: ["AwsSolutions-VPC7", "NIST.800.53.R5-VPCFlowLogsEnabled"]
      }]
    ])
  }
  resource vpc AWS::EC2::VPC {
    CidrBlock: cidr
    EnableDnsSupport: dns
    EnableDnsHostnames: dns
    Tags: [{ Key: "Name", Value: label }]
  } with {
    Metadata: vpc_accepted.metadata
  }

  if ipv6 {
    resource ipv6_block AWS::EC2::VPCCidrBlock {
      VpcId: vpc
      AmazonProvidedIpv6CidrBlock: true
    }
  }

  if has_gateway {
    resource internet_gateway AWS::EC2::InternetGateway {
      Tags: [{ Key: "Name", Value: label }]
    }
    resource gateway_attachment AWS::EC2::VPCGatewayAttachment {
      VpcId: vpc
      InternetGatewayId: internet_gateway
    }
  }

  accepted subnet_accepted {
    because: if not ipv6 then [] else [{
      reason: "IPv6 knows no private addresses: the egress-only gateway and the security groups keep others out"
      rules: ["NIST.800.53.R5-VPCSubnetAutoAssignPublicIpDisabled"]
    }]
  }

  # Public: to the internet gateway, one table for all zones.
  for az, i in public_zones {
    resource public_subnet[az] AWS::EC2::Subnet {
      VpcId: vpc
      AvailabilityZone: az
      CidrBlock: public_cidrs[i]
      Ipv6CidrBlock: if ipv6 then fn.Select(az.index * 8 + 0, fn.Cidr(vpc.Ipv6CidrBlocks[0], 256, 64)) else null
      AssignIpv6AddressOnCreation: if ipv6 then true else null
      MapPublicIpOnLaunch: false
      Tags: [{ Key: "Name", Value: "${label}-public-${az.letter}" }]
    } with {
      DependsOn: [if ipv6 then ipv6_block else null]
      Metadata: subnet_accepted.metadata
    }
  }
  if has_public {
    resource public_route_table AWS::EC2::RouteTable {
      VpcId: vpc
      Tags: [{ Key: "Name", Value: "${label}-public" }]
    }
    accepted public_route_accepted {
      because: [{ reason: "The way to the internet is what makes a subnet public", rules: ["NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW"] }]
    }
    resource public_route AWS::EC2::Route {
      RouteTableId: public_route_table
      DestinationCidrBlock: "0.0.0.0/0"
      GatewayId: internet_gateway
    } with {
      DependsOn: [gateway_attachment]
      Metadata: public_route_accepted.metadata
    }
    if ipv6 {
      resource public_ipv6_route AWS::EC2::Route {
        RouteTableId: public_route_table
        DestinationIpv6CidrBlock: "::/0"
        GatewayId: internet_gateway
      } with {
        DependsOn: [gateway_attachment]
        Metadata: public_route_accepted.metadata
      }
    }
  }
  for az in public_zones {
    resource public_association[az] AWS::EC2::SubnetRouteTableAssociation {
      SubnetId: public_subnet[az]
      RouteTableId: public_route_table
    }
  }

  # NAT. A gateway is of use once its own subnet has a way out, so it waits for that.
  for az in address_zones {
    resource nat_address[az] AWS::EC2::EIP {
      Domain: "vpc"
      Tags: [{ Key: "Name", Value: "${label}-nat-${az.letter}" }]
    } with {
      DependsOn: [gateway_attachment]
    }
  }
  for az in nat_zones {
    resource nat_gateway[az] AWS::EC2::NatGateway {
      SubnetId: public_subnet[az]
      AllocationId: nat_address[az].AllocationId
      Tags: [{ Key: "Name", Value: "${label}-${az.letter}" }]
    } with {
      DependsOn: [public_route, public_association[az]]
    }
  }
  if way_out == "regional" {
    # With addresses of its own for each zone, so that they are known and stay.
    resource regional_nat_gateway AWS::EC2::NatGateway {
      VpcId: vpc
      AvailabilityMode: "regional"
      AvailabilityZoneAddresses: [for az in azs: { AvailabilityZone: az, AllocationIds: [nat_address[az].AllocationId] }]
      Tags: [{ Key: "Name", Value: label }]
    }
  }

  if ipv6 and way_out != "none" {
    resource egress_only_gateway AWS::EC2::EgressOnlyInternetGateway { VpcId: vpc }
  }

  # Private: one table for all zones, or one for each zone where each has its own NAT gateway.
  for az, i in private_zones {
    resource private_subnet[az] AWS::EC2::Subnet {
      VpcId: vpc
      AvailabilityZone: az
      CidrBlock: private_cidrs[i]
      Ipv6CidrBlock: if ipv6 then fn.Select(az.index * 8 + 1, fn.Cidr(vpc.Ipv6CidrBlocks[0], 256, 64)) else null
      AssignIpv6AddressOnCreation: if ipv6 then true else null
      MapPublicIpOnLaunch: false
      Tags: [{ Key: "Name", Value: "${label}-private-${az.letter}" }]
    } with {
      DependsOn: [if ipv6 then ipv6_block else null]
      Metadata: subnet_accepted.metadata
    }
  }
  let private_tables_zonal = way_out == "per_az"
  if has_private and not private_tables_zonal {
    resource private_route_table AWS::EC2::RouteTable {
      VpcId: vpc
      Tags: [{ Key: "Name", Value: "${label}-private" }]
    }
    if way_out != "none" {
      resource private_route AWS::EC2::Route {
        RouteTableId: private_route_table
        DestinationCidrBlock: "0.0.0.0/0"
        NatGatewayId: if way_out == "regional" then regional_nat_gateway else nat_gateway[azs[0]]
      }
      if ipv6 {
        resource private_ipv6_route AWS::EC2::Route {
          RouteTableId: private_route_table
          DestinationIpv6CidrBlock: "::/0"
          EgressOnlyInternetGatewayId: egress_only_gateway
        }
      }
    }
  }
  for az in if private_tables_zonal then azs else [] {
    resource private_zone_route_table[az] AWS::EC2::RouteTable {
      VpcId: vpc
      Tags: [{ Key: "Name", Value: "${label}-private-${az.letter}" }]
    }
    resource private_zone_route[az] AWS::EC2::Route {
      RouteTableId: private_zone_route_table[az]
      DestinationCidrBlock: "0.0.0.0/0"
      NatGatewayId: nat_gateway[az]
    }
    if ipv6 {
      resource private_zone_ipv6_route[az] AWS::EC2::Route {
        RouteTableId: private_zone_route_table[az]
        DestinationIpv6CidrBlock: "::/0"
        EgressOnlyInternetGatewayId: egress_only_gateway
      }
    }
  }
  let private_tables = if not has_private then []
                       else if private_tables_zonal then [for az in azs: private_zone_route_table[az]]
                       else [private_route_table]
  let private_defaults = if way_out == "none" then []
                         else if private_tables_zonal then [for az in azs: private_zone_route[az]]
                         else [private_route]
  for az, i in private_zones {
    resource private_association[az] AWS::EC2::SubnetRouteTableAssociation {
      SubnetId: private_subnet[az]
      RouteTableId: if private_tables_zonal then private_tables[i] else private_tables[0]
    }
  }
  # Isolated: a table of their own without a route, so that the VPC's main table never speaks for them.
  for az, i in isolated_zones {
    resource isolated_subnet[az] AWS::EC2::Subnet {
      VpcId: vpc
      AvailabilityZone: az
      CidrBlock: isolated_cidrs[i]
      Ipv6CidrBlock: if ipv6 then fn.Select(az.index * 8 + 2, fn.Cidr(vpc.Ipv6CidrBlocks[0], 256, 64)) else null
      AssignIpv6AddressOnCreation: if ipv6 then true else null
      MapPublicIpOnLaunch: false
      Tags: [{ Key: "Name", Value: "${label}-isolated-${az.letter}" }]
    } with {
      DependsOn: [if ipv6 then ipv6_block else null]
      Metadata: subnet_accepted.metadata
    }
  }
  if has_isolated {
    resource isolated_route_table AWS::EC2::RouteTable {
      VpcId: vpc
      Tags: [{ Key: "Name", Value: "${label}-isolated" }]
    }
  }
  for az in isolated_zones {
    resource isolated_association[az] AWS::EC2::SubnetRouteTableAssociation {
      SubnetId: isolated_subnet[az]
      RouteTableId: isolated_route_table
    }
  }

  let public_subnets   = [for az in public_zones: public_subnet[az]]
  let private_subnets  = [for az in private_zones: private_subnet[az]]
  let isolated_subnets = [for az in isolated_zones: isolated_subnet[az]]
  let public_tables    = if has_public then [public_route_table] else []
  let isolated_tables  = if has_isolated then [isolated_route_table] else []

  # Endpoints: gateways stand in the route tables, interfaces in a subnet of each zone behind one group.
  let gateways   = [for service in endpoints if service in ["s3", "dynamodb"]: service]
  let interfaces = [for service in endpoints if not (service in ["s3", "dynamodb"]): service]
  assert len(interfaces) == 0 or dns else "interface endpoints answer under the services' own names, which needs dns: true"
  for service in gateways {
    resource gateway_endpoint[service] AWS::EC2::VPCEndpoint {
      VpcId: vpc
      VpcEndpointType: "Gateway"
      ServiceName: "com.amazonaws.${aws.region}.${service}"
      RouteTableIds: flatten([public_tables, private_tables, isolated_tables])
    }
  }
  if len(interfaces) > 0 {
    flow_rule_nothing endpoint_egress {}
    resource endpoint_security_group AWS::EC2::SecurityGroup {
      GroupDescription: "Interface endpoints of the network ${self.name}"
      VpcId: vpc
      SecurityGroupIngress: [{ CidrIp: cidr, IpProtocol: "tcp", FromPort: 443, ToPort: 443, Description: "HTTPS from the network" }]
      SecurityGroupEgress: [endpoint_egress.rule]
      Tags: [{ Key: "Name", Value: "${label}-endpoints" }]
    }
  }
  for service in interfaces {
    resource interface_endpoint[service] AWS::EC2::VPCEndpoint {
      VpcId: vpc
      VpcEndpointType: "Interface"
      ServiceName: "com.amazonaws.${aws.region}.${service}"
      PrivateDnsEnabled: true
      SubnetIds: if has_private then private_subnets else if has_isolated then isolated_subnets else public_subnets
      SecurityGroupIds: [endpoint_security_group.GroupId]
    }
  }

  # Flow logs, to a log group of their own.
  if flow_logs != null {
    accepted flow_log_group_accepted {
      because: flatten([
        if flow_logs_key != null then [] else [{
          reason: "Encrypted with CloudWatch Logs' own key: 'flow_logs_key' names another"
          rules: ["NIST.800.53.R5-CloudWatchLogGroupEncrypted", "CT.CLOUDWATCH.PR.3", "CKV_AWS_158"]
        }],
        if flow_logs.days >= 365 then [] else [{ reason: "Kept as long as was asked for, ${flow_logs}", rules: ["CT.CLOUDWATCH.PR.2"] }]
      ])
    }
    resource flow_log_group AWS::Logs::LogGroup {
      RetentionInDays: flow_logs.days
      KmsKeyId: flow_logs_key
    } with {
      DeletionPolicy: "Retain"
      UpdateReplacePolicy: "Retain"
      Metadata: flow_log_group_accepted.metadata
    }
    resource flow_log_policy AWS::IAM::ManagedPolicy {
      Description: "Writes the flow logs of the network ${self.name}"
      PolicyDocument: {
        Version: "2012-10-17"
        Statement: [{
          Sid: "WriteFlowLogs"
          Effect: "Allow"
          Action: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"]
          Resource: [flow_log_group.Arn]
        }]
      }
    }
    resource flow_log_role AWS::IAM::Role {
      Description: "Delivers the flow logs of the network ${self.name}"
      AssumeRolePolicyDocument: {
        Version: "2012-10-17"
        Statement: [{
          Effect: "Allow"
          Principal: { Service: "vpc-flow-logs.amazonaws.com" }
          Action: "sts:AssumeRole"
          Condition: { StringEquals: { "aws:SourceAccount": aws.account } }
        }]
      }
      ManagedPolicyArns: [flow_log_policy]
    }
    resource flow_log AWS::EC2::FlowLog {
      ResourceType: "VPC"
      ResourceId: vpc
      TrafficType: "ALL"
      LogDestinationType: "cloud-watch-logs"
      LogGroupName: flow_log_group
      DeliverLogsPermissionArn: flow_log_role.Arn
      Tags: [{ Key: "Name", Value: label }]
    }
  }

  ## The VPC
  export vpc = vpc
  ## Its addresses
  export cidr = cidr
  ## Public subnets, one for each zone, in order
  export public = public_subnets
  ## Private subnets, one for each zone, in order
  export private = private_subnets
  ## Isolated subnets, one for each zone, in order
  export isolated = isolated_subnets
  ## What must stand before public subnets reach the internet: for DependsOn
  export public_routes = flatten([if has_public then [public_route] else [], [for az in public_zones: public_association[az]]])
  ## What must stand before private subnets reach the internet: for DependsOn
  export private_routes = flatten([private_defaults, [for az in private_zones: private_association[az]]])
  ## The public subnets' route table
  export public_route_tables = public_tables
  ## The private subnets' route tables: one, or one for each zone
  export private_route_tables = private_tables
  ## The addresses under which private subnets are seen from outside
  export nat_addresses = [for az in address_zones: nat_address[az].PublicIp]
}
