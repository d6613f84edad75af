resource overview AWS::CloudWatch::Dashboard {
  DashboardBody: '{ "widgets": [] }'
}
