# NAT gateways stand in public subnets, and here are none; and a network for one zone of two.
azs 2

network main { public: [], private: [10.0.1.0/24] }
