"""The README tells the truth about what can be typed and set."""

import re
from pathlib import Path

from click.testing import CliRunner

from trainer.cli.main import root
from trainer.config import PREFIX, Settings

TEXT = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf8")


def test_every_setting_stands_there_with_its_meaning():
    for name, field in Settings.model_fields.items():
        assert f"| `{PREFIX}{name.upper()}` |" in TEXT, name
        assert str(field.description) in TEXT, name


def test_every_command_named_there_exists():
    named = {found.split()[0] for found in re.findall(r"trainer ([a-z][a-z -]*)", TEXT)}
    known = set(root.commands)
    wanted = {"init", "serve", "check", "publish", "verify", "tick", "backup", "restore", "people"}
    assert wanted <= named & known
    for command in root.commands:
        answer = CliRunner().invoke(root, [command, "--help"])
        assert answer.exit_code == 0, command


def test_every_make_target_named_there_exists():
    makefile = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf8")
    for target in set(re.findall(r"make (run|test|lint|format|lock|install|words)", TEXT)):
        assert re.search(rf"^[a-z ]*\b{target}\b.*:", makefile, re.MULTILINE), target
