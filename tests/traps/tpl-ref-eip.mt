resource address AWS::EC2::EIP {
  Domain: "vpc"
}
resource link AWS::EC2::EIPAssociation {
  AllocationId: address #~ MT2019
  NetworkInterfaceId: "eni-0123456789abcdef0"
}
