from tests.observations.ground import data, floor, postgresql_floor, sqlite_floor, with_forms

__all__ = ["data", "floor", "postgresql_floor", "sqlite_floor", "with_forms"]
