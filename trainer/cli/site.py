"""Opening the site for one command."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy.orm import Session

from trainer.app import create_app
from trainer.config import Settings, load
from trainer.db import db


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[tuple[Flask, Session]]:
    """Yield the app and a database session of the site that the settings name."""
    app = create_app(settings or load())
    with app.app_context():
        try:
            yield app, db.session()
        finally:
            db.session.remove()
            db.engine.dispose()
