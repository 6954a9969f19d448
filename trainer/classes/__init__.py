"""Classes held."""
