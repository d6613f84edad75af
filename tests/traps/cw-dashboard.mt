resource overview AWS::CloudWatch::Dashboard {
  DashboardBody: '{ widgets: [] }' #~ MT2046
}
