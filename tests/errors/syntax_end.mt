# By the way it stands, the bracket of line 4 was forgotten: a note says so.
#~@7 MT0014
resource jobs AWS::SQS::Queue {
  RedriveAllowPolicy: {
    redrivePermission: "denyAll"
}
