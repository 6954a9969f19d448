from tests.attempts.ground import ground, postgresql_ground, small, sqlite_ground

__all__ = ["ground", "postgresql_ground", "small", "sqlite_ground"]
