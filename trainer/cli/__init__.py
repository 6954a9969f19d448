"""The `trainer` command."""
