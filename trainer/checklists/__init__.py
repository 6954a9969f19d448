"""Checklists: the forms a supervisor observes with, built from the register's do and don't lists."""
