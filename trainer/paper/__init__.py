"""Bytes of PDF from a print template and JSON."""
