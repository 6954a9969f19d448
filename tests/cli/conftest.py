"""The command as an operator runs it: a data folder of the test's own, messages in English."""

import pytest
from click.testing import CliRunner, Result

from tests.conftest import SECRET
from trainer.cli.main import root


@pytest.fixture(autouse=True)
def surroundings(monkeypatch, tmp_path):
    """Nothing of the developer's own site reaches a test."""
    for name in ("DATA", "DATABASE_URL", "DEMO_DATA", "DEMO_PASSWORD", "INIT_PASSWORD", "PORT"):
        monkeypatch.delenv(f"TRAINER_{name}", raising=False)
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    monkeypatch.setenv("TRAINER_PASSWORD_COST", "test")
    monkeypatch.setenv("TRAINER_DATA", str(tmp_path / "nowhere"))


@pytest.fixture
def run():
    """A function that runs the command and returns exit code and output."""

    def command(*words: object, answers: str | None = None) -> Result:
        result = CliRunner().invoke(root, [str(word) for word in words], input=answers)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return command


@pytest.fixture
def site(data, monkeypatch):
    """The suite's site as the command's data folder."""
    monkeypatch.setenv("TRAINER_DATA", str(data))
    monkeypatch.setenv("TRAINER_SECRET_KEY", SECRET)
    return data
