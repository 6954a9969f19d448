"""Database migrations (Alembic, run by Flask-Migrate)."""
