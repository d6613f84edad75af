# The least that makes a bastion: reached through Session Manager, for which it needs a way out.
azs 2

network main {}
tier jump = bastion { network: main }

flow jump -> internet : https
