resource q AWS::SQS::Queue {}
#~@3 MT0004
# Shift_JIS: è§ìX
