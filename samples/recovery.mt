# Two regions: in the first, a load balancer, instances and MySQL with a standby, backed up each day to a vault, and copied to
# one in the second; there, a network, a load balancer and one instance that serve an excuse. The name leads to the first
# region while Route 53's health check finds it well, and to the second when not.
#
# After a disaster, `--env disaster` adds to the second region the database, restored from the newest copy, and as many
# instances as the first had. Time to recover: minutes for the excuse, the restoring of a snapshot for the application;
# what is lost: what was written since the last backup.
#
# What costs most, by the hour: two NAT gateways, two load balancers, three instances, the database and its standby; two
# backups of each day by the gigabyte.

## An application in one region, and what it takes to go on in another
architecture recovery

azs 2

## Host name of the application
param domain: string = "shop.example.com"
## Hosted zone of the name
param zone: AWS::Route53::HostedZone::Id
## ACM certificate for the name, in the first region
param certificate: arn
## ACM certificate for the name, in the second region
param far_certificate: arn

input far_region: string = "ap-northeast-3"
## Snapshot (ARN) in the second region, from which the database is restored there; empty: it is not
input snapshot: string = ""
env disaster { snapshot: "arn:aws:rds:ap-northeast-3:123456789012:snapshot:newest" }

tags { Application: "shop", ManagedBy: "mtc" }

network main { cidr: 10.3.0.0/16 }

tier lb  = load_balancer { network: main, certificate: certificate, routes: [{ to: web }] }
tier web = auto_scaling  { network: main, size: 2..6, reads: [db.secret], health: { path: "/health" } }
tier db  = database      { network: main, engine: "mysql", backup: 14d }

flow internet -> lb : http, https
flow lb       -> web
flow web      -> db
flow web      -> internet : https

backup vault { tiers: [db], keep: 14d, copy_to: far.copies, copy_keep: 35d }
dns names {
  zone: zone
  records: { "${domain}": lb }
  secondary: far.lb
  health: { host: lb.dns_name, path: "/health" }
}

stack far in far_region {
  resource copies AWS::Backup::BackupVault {
    BackupVaultName: "shop-copies"
  } with {
    DeletionPolicy: "Retain"
    UpdateReplacePolicy: "Retain"
    Metadata: { checkov: { skip: [{ id: "CKV_AWS_166", comment: "Encrypted with AWS Backup's own key, as copies are" }] } }
  }

  network main { cidr: 10.4.0.0/16 }
  tier lb  = load_balancer { network: main, certificate: far_certificate, routes: [{ to: web }] }
  tier web = auto_scaling {
    network: main
    size: if snapshot == "" then 1..2 else 2..6
    reads: if snapshot == "" then [] else [db.secret]
  }

  flow internet -> lb : http, https
  flow lb       -> web
  flow web      -> internet : https

  if snapshot != "" {
    tier db = database { network: main, engine: "mysql", backup: 14d }
    flow web -> db
    override db.instance { DBSnapshotIdentifier: snapshot, MasterUsername: null }
  }
}

output url = "https://${domain}"

test "the second region is ready" {
  expect len(resources(AWS::Backup::BackupVault)) == 2 else "one in each region"
  expect logical("NamesRecordDomainASecondary").Failover == "SECONDARY"
}
