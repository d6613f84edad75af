# Literals that nobody can hold, each at its own place.
let numbers = [9223372036854775808, 1e999, 08, 1.0005s] #~ MT0016 MT0016 MT0016 MT0016
let networks = [10.0.0.256, 10.0.0.0/33, 1.2.3, 1.2.3.4.5] #~ MT0017 MT0017 MT0017 MT0017
let units = [20GB, 5weeks, 3min] #~ MT0018 MT0018 MT0018
