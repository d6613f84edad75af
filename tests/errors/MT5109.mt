# flags: -W practice-operation
resource cluster AWS::ECS::Cluster {} #~ MT5109
