# The least that makes a web firewall.
web_firewall firewall {}
