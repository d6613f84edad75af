## Two stacks: what one takes of the other is an output there and a parameter here.
architecture home

param stage: "dev" | "prod" = "dev"
tags { Stage: stage }

resource bucket AWS::S3::Bucket {} with { DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" }
when stage == "prod" { resource alert AWS::SNS::Topic { DisplayName: edge.far.TopicName } }

## Where viewers are near
stack edge in "us-east-1" {
  resource far AWS::SNS::Topic { DisplayName: "fixed" }
  resource second AWS::SNS::Topic {} with { DependsOn: far }
  output here = far
}

stack copy in "eu-west-1" {
  resource mirror AWS::SNS::Topic { DisplayName: "${bucket.Arn} ${bucket}" }
}
