resource plain AWS::EC2::LaunchTemplate {
  LaunchTemplateData: { UserData: "#!/bin/sh" } #~ MT2047
}

resource joined AWS::EC2::LaunchTemplate {
  LaunchTemplateData: { UserData: "#!/bin/sh\necho ${aws.region}\n" } #~ MT2047
}

resource right AWS::EC2::LaunchTemplate {
  LaunchTemplateData: { UserData: base64("#!/bin/sh\necho ${aws.region}\n") }
}

resource encoded AWS::EC2::LaunchTemplate {
  LaunchTemplateData: { UserData: "IyEvYmluL3NoCg==" }
}
