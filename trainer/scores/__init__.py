"""The append-only score ledger."""
