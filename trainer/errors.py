"""The one family of errors that people are shown; the edge turns each into a page or JSON."""

from typing import Any


class TrainerError(Exception):
    """Something a person can act on: a message in their language and an HTTP status."""

    status = 400

    def __init__(self, message: object, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.details = details

    def __str__(self) -> str:
        return str(self.message)


class NotFound(TrainerError):
    """It does not exist, or not for the one who asks."""

    status = 404


class Forbidden(TrainerError):
    """The role may never do this."""

    status = 403


class Conflict(TrainerError):
    """Somebody or something was faster; nothing was changed."""

    status = 409


class Stale(Conflict):
    """A request older than what is stored; `details` hold what is stored."""


class Gone(TrainerError):
    """It was there, and has ended."""

    status = 410


class Invalid(TrainerError):
    """A value is not what was expected; `field` says where."""

    status = 422

    def __init__(self, message: object, field: str | None = None, **details: Any) -> None:
        super().__init__(message, **details)
        self.field = field


class Throttled(TrainerError):
    """Too many tries; `details['seconds']` says how long to wait."""

    status = 429
