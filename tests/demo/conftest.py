"""The demonstration, made once for all tests of the room."""

import shutil

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from tests.client import InspectingClient
from trainer.app import create_app
from trainer.cli.main import root
from trainer.db import db
from trainer.demo.folder import settings_of

PASSWORD = "demo-password-1"


def environment(folder, **more: str) -> dict[str, str]:
    return {
        "TRAINER_DEMO_DATA": str(folder),
        "TRAINER_DEMO_PASSWORD": PASSWORD,
        "TRAINER_PASSWORD_COST": "test",
        "TRAINER_LANGUAGE": "en",
        "TRAINER_DATABASE_URL": "sqlite:////nowhere/real-site.sqlite3",
        **more,
    }


def demo(folder, *words: str, **more: str):
    """Run `trainer demo` over a folder."""
    result = CliRunner().invoke(root, ["demo", *words], env=environment(folder, **more))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    """The folder of a demonstration after its first run, and what that run printed; not to be changed."""
    folder = tmp_path_factory.mktemp("demo")
    result = demo(folder)
    assert result.exit_code == 0, result.output
    return folder, result.output


@pytest.fixture(scope="session")
def app(made, tmp_path_factory):
    """A site over a copy that people may visit."""
    folder = shutil.copytree(made[0], tmp_path_factory.mktemp("visited") / "demo")
    app = create_app(settings_of(environment(folder)))
    app.testing = True
    app.test_client_class = InspectingClient
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def session(made):
    """A session on the demonstration as it was made."""
    engine = create_engine(f"sqlite:///{made[0] / 'trainer.sqlite3'}")
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def copied(made, tmp_path):
    """A demonstration of the test's own."""
    return shutil.copytree(made[0], tmp_path / "demo")
