"""What each sample's architecture says, as questions to the services; and the mistakes that the answers tell of.

A module for each sample: facts(main, …) yields (fact, what is wanted, a
function that asks), MISTAKES are groups of rows as Mistake of proofs.py reads
them, those of a group deployed together.
"""
