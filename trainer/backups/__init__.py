"""Backups of the database: made while people write, checked before they are trusted, restored with care."""
