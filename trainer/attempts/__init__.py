"""Sittings: start, answers, deadline, submission, grades."""
