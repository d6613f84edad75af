"""What networks have and moto's CloudFormation lacks or leaves out: IPv6, tags, routes
of every kind, rules that go out.

network(api) gives rows as emulator_around.py does: the type, what creates it,
what Ref gives, what Fn::GetAtt gives. cidr() is Fn::Cidr.
"""
import ipaddress
import itertools


def tagged(kind, properties):
    """Tags as the EC2 API takes them."""
    tags = properties.get('Tags')
    return {'TagSpecifications': [{'ResourceType': kind, 'Tags': tags}]} if tags else {}


def chosen(properties, *keys):
    return {key: properties[key] for key in keys if key in properties}


def cidr(block, count, bits):
    """The first COUNT networks of so many host bits."""
    network = ipaddress.ip_network(block)
    return [str(part) for part in itertools.islice(network.subnets(new_prefix=network.max_prefixlen - int(bits)), int(count))]


def permission(rule):
    """A rule of a template as the EC2 API wants it."""
    answer = {'IpProtocol': str(rule['IpProtocol'])}
    if 'FromPort' in rule:
        answer.update(FromPort=int(rule['FromPort']), ToPort=int(rule['ToPort']))
    note = {'Description': rule['Description']} if 'Description' in rule else {}
    if 'CidrIp' in rule:
        answer['IpRanges'] = [{'CidrIp': rule['CidrIp'], **note}]
    if 'CidrIpv6' in rule:
        answer['Ipv6Ranges'] = [{'CidrIpv6': rule['CidrIpv6'], **note}]
    for peer in ('SourceSecurityGroupId', 'DestinationSecurityGroupId'):
        if peer in rule:
            answer['UserIdGroupPairs'] = [{'GroupId': rule[peer], **note}]
    return answer


lost_default = set()        # groups whose allow-all egress rules are gone


def add_egress(api, group, rules):
    """The first rule that a template gives takes the place of the allow-all rules."""
    ec2 = api('ec2')
    if group not in lost_default:
        lost_default.add(group)
        found = ec2.describe_security_groups(GroupIds=[group])['SecurityGroups'][0]['IpPermissionsEgress']
        ec2.revoke_security_group_egress(GroupId=group, IpPermissions=found)
    return ec2.authorize_security_group_egress(GroupId=group, IpPermissions=[permission(rule) for rule in rules])


def network(api):
    ec2 = api('ec2')

    def subnet(properties, name):
        made = ec2.create_subnet(**chosen(properties, 'VpcId', 'CidrBlock', 'AvailabilityZone', 'Ipv6CidrBlock'),
                                 **tagged('subnet', properties))['Subnet']
        for key in ('MapPublicIpOnLaunch', 'AssignIpv6AddressOnCreation'):
            if key in properties:
                ec2.modify_subnet_attribute(SubnetId=made['SubnetId'], **{key: {'Value': str(properties[key]).lower() == 'true'}})
        return made

    def nat_gateway(properties, name):
        return ec2.create_nat_gateway(**chosen(properties, 'SubnetId', 'AllocationId', 'ConnectivityType'),
                                      **tagged('natgateway', properties))['NatGateway']

    def ipv6_block(properties, name):
        answer = ec2.associate_vpc_cidr_block(**properties)
        return answer.get('Ipv6CidrBlockAssociation') or answer['CidrBlockAssociation']

    yield ('AWS::EC2::Subnet', subnet, lambda made: made.answer['SubnetId'],
           {'SubnetId': lambda made: made.answer['SubnetId'], 'AvailabilityZone': lambda made: made.answer['AvailabilityZone']})
    yield ('AWS::EC2::EIP', lambda properties, name: ec2.allocate_address(Domain=properties['Domain'], **tagged('elastic-ip', properties)),
           lambda made: made.answer['PublicIp'],
           {'AllocationId': lambda made: made.answer['AllocationId'], 'PublicIp': lambda made: made.answer['PublicIp']})
    yield ('AWS::EC2::NatGateway', nat_gateway, lambda made: made.answer['NatGatewayId'],
           {'NatGatewayId': lambda made: made.answer['NatGatewayId']})
    yield 'AWS::EC2::Route', lambda properties, name: ec2.create_route(**properties), lambda made: 'route', {}
    yield ('AWS::EC2::VPCCidrBlock', ipv6_block, lambda made: made.answer['AssociationId'], {})
    yield ('AWS::EC2::EgressOnlyInternetGateway',
           lambda properties, name: ec2.create_egress_only_internet_gateway(
               VpcId=properties['VpcId'], **tagged('egress-only-internet-gateway', properties))['EgressOnlyInternetGateway'],
           lambda made: made.answer['EgressOnlyInternetGatewayId'], {})
