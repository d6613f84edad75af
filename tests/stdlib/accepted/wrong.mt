# A finding without a reason.
accepted open { because: [{ rules: ["AwsSolutions-S1"] }] }
