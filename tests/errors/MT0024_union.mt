# Of a union of records, the message is about the one that was meant.
pattern group(scale: {cpu: percent} | {cpu_above: percent, cpu_below: percent} | {requests: int}) {
  resource note AWS::SNS::Topic { DisplayName: if "cpu_above" in scale then "steps" else "other" }
}
group web {
  scale: { cpu_abov: 70%, cpu_below: 30% } #~ MT0024
}
