"""Forbidden, risky and courteous wordings, and the reading of a reply by them."""
