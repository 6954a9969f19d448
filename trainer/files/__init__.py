"""Attachments: photos and documents kept by their hash, outside the static files."""
