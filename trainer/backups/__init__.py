"""Backups that are verified, and restoring them."""
