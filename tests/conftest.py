"""The suite's ground: a database built by the migrations, the real content published, and a small cast."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import ClassVar

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy.orm import Session

from tests.cast import CAST, PASSWORD, move_in
from tests.client import InspectingClient
from trainer import config
from trainer.app import create_app
from trainer.db import db
from trainer.people import service as people
from trainer.people.model import Role, Viewer
from trainer.publishing import service as publishing


class Compiled(BytecodeCache):
    """Templates compiled once a process: a test has a site of its own, and compiling was most of its cost."""

    kept: ClassVar[dict[str, bytes]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled for another site, unless the template has changed since."""
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self.kept[bucket.key] = bucket.bytecode_to_string()


Flask.jinja_options = {"bytecode_cache": Compiled()}
SECRET = "a secret of the tests that is long enough"


def settings(data: Path, **wanted: object) -> config.Settings:
    """Settings of a test site whose files live in a folder of their own."""
    return config.load({}, data=data, secret_key=SECRET, password_cost="test", **wanted)


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Switch off pytest-flask's fixture of this name: it keeps one context, so one `g`, for a test."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with schema, content and cast, copied for each test."""
    data = tmp_path_factory.mktemp("template")
    app = create_app(settings(data))
    with app.app_context():
        upgrade()
        session = db.session()
        publishing.publish(session, config.ROOT / "content", config.ROOT / "quizzes")
        move_in(session)
        db.session.remove()
        db.engine.dispose()
    return data


@pytest.fixture
def data(template: Path, tmp_path: Path) -> Path:
    """A data folder of this test's own."""
    return Path(shutil.copytree(template, tmp_path / "data"))


@pytest.fixture
def app(data: Path) -> Iterator[Flask]:
    """A site over the test's own data."""
    app = create_app(settings(data))
    app.testing = True
    app.test_client_class = InspectingClient
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A database session beside the requests: in no app context, whose `g` they would share."""
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that nobody has signed in with."""
    return app.test_client()


@pytest.fixture
def browse(app: Flask):
    """A function that gives the signed-in browser of a member of the cast."""

    def signed_in(name: str) -> FlaskClient:
        browser = app.test_client()
        browser.sign_in(CAST[name].number, PASSWORD)
        return browser

    return signed_in


@pytest.fixture
def cast(session: Session) -> SimpleNamespace:
    """The cast as viewers, for calling services."""
    found = {name: people.find(session, member.number) for name, member in CAST.items()}
    names = people.departments(session)
    viewers = {
        name: Viewer(
            person_id=row.id,
            session_id=0,
            staff_number=row.staff_number,
            name=row.name,
            role=Role(row.role),
            position=row.position,
            department_id=row.department_id,
            department=names[row.department_id],
            must_change_password=False,
            locale=None,
        )
        for name, row in found.items()
    }
    session.rollback()
    return SimpleNamespace(**viewers)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests measured (`record_property("measured", …)`); reports bring it from workers."""
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    measured = [
        text
        for report in reports
        for name, text in getattr(report, "user_properties", ())
        if name == "measured"
    ]
    if measured:
        terminalreporter.section("measured")
        terminalreporter.write_line("\n".join(sorted(measured)))
