## Keys that only the deployment knows, names after values, a stack's region, tags where a type takes them

param domain: string = "example.com"
input extra: map(string) = { static: "files" }

tags { Application: "shop" }

pattern names(records: map(string)) {
  for name, target in records {
    resource record[label(name)] AWS::SSM::Parameter { Type: "String", Name: "/${self.name}/${name}", Value: target }
  }
  resource all AWS::SSM::Parameter { Type: "StringList", Value: join(",", keys(records)) }
  resource here AWS::SSM::Parameter { Type: "String", Value: self.region ?? "wherever the stack goes" }
  resource board AWS::CloudWatch::Dashboard { DashboardBody: json({ widgets: [] }) }
}

names first { records: { "${domain}": "apex", "www.${domain}": "web", mail: "mx", ...extra } }
stack far in "eu-west-1" {
  names second { records: { for part in ["a", "b"]: "${part}.${domain}": part } }
}
stack near in "us-east-1" {
  names third { records: { "${aws.region}.${domain}": "here" } }
}
