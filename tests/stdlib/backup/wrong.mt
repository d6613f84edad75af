# What holds no data is not backed up, and nothing is kept for a day only.
azs 2
network main {}
tier web = auto_scaling { network: main }
tier db  = database     { network: main, engine: "mysql" }
backup first  { tiers: [web] }
backup second { tiers: [db], keep: 1d }
backup third  {}
