## Two services on Fargate behind one load balancer, images of the account's own registry
architecture two_services
azs 2
param certificate: arn
param tag: string = "latest"
network main { endpoints: ["s3"] }
tier lb = load_balancer { network: main, certificate: certificate, routes: [{ to: front }, { path: "/api/*", to: back }] }
tier front = service { network: main, image: "${aws.account}.dkr.ecr.${aws.region}.amazonaws.com/front:${tag}", port: 3000, count: 2..4 }
tier back  = service { network: main, image: "${aws.account}.dkr.ecr.${aws.region}.amazonaws.com/back:${tag}", port: 8080, cpu: 1024, memory: 2048, count: 2..20, scale: { memory: 60% }, environment: { STAGE: "prod" }, secrets: { DB: db.secret }, health: { path: "/ping", codes: "200-299" }, stickiness: 10m }
tier db = database { network: main, engine: "postgres", class: "db.t4g.medium", multi_az: false, backup: 7d, protection: false }
flow internet -> lb
flow lb -> front, back
flow front -> back
flow back -> db
flow front, back -> internet : https

test "two services, one load balancer" {
  expect len(resources(AWS::ECS::Service)) == 2
  expect len(resources(AWS::ElasticLoadBalancingV2::LoadBalancer)) == 1
  expect len(resources(AWS::ElasticLoadBalancingV2::ListenerRule)) == 1
  expect logical("BackScalingTarget").MaxCapacity == 20
  expect logical("DbInstance").MultiAZ == false
}
