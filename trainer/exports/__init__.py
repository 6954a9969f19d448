"""Rows for Excel: the appraisal export."""
