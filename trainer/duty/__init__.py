"""The training duty record, folded from facts."""
