# The least that makes a group of instances.
azs 2

network main {}
tier web = auto_scaling { network: main }
