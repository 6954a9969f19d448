"""Appraisal: the scheme of a department and period, and what it makes of facts."""
