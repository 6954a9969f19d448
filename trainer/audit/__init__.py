"""The audit trail: who did what, in a closed vocabulary."""
