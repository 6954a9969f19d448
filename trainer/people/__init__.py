"""Departments, persons, sign-in and server-side sessions."""
