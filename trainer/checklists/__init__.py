"""Checklists: the forms a supervisor observes with on the floor, built from the register's do and don't lists."""
