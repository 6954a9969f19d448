"""Every text people read has its Chinese, with the same values, and the catalogue holds nothing else."""

import re
from io import BytesIO

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from trainer.bootstrap import KEYWORDS, ROOT, TRANSLATIONS

METHODS = [("trainer/**.py", "python"), ("templates/**.html", "jinja2")]
VALUE = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


@pytest.fixture(scope="module")
def written():
    """The texts of code and templates: singular, or singular and plural."""
    ours = {key.partition(":")[0]: (1, 2) if ":" in key else None for key in KEYWORDS}
    found = set()
    for folder in ("trainer", "templates"):
        methods = [
            (pattern.partition("/")[2], kind) for pattern, kind in METHODS if pattern.startswith(folder)
        ]
        messages = extract_from_dir(ROOT / folder, method_map=methods, keywords=DEFAULT_KEYWORDS | ours)
        found |= {message[2] if isinstance(message[2], str) else message[2][0] for message in messages}
    return found


@pytest.fixture(scope="module")
def catalogue():
    """The Chinese catalogue by text."""
    source = (TRANSLATIONS / "zh_Hans/LC_MESSAGES/messages.po").read_bytes()
    entries = read_po(BytesIO(source), locale="zh_Hans")
    return {entry.id if isinstance(entry.id, str) else entry.id[0]: entry for entry in entries if entry.id}


def test_every_text_is_in_the_catalogue_and_nothing_else(written, catalogue):
    assert not written - set(catalogue), "run `make words` and translate these"
    assert not set(catalogue) - written, "run `make words`: these are written nowhere any more"


def test_every_text_has_its_chinese_with_the_same_values(catalogue):
    for text, entry in catalogue.items():
        forms = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(forms), f"no Chinese for {text!r}"
        wanted = set(VALUE.findall(text if isinstance(entry.id, str) else entry.id[1]))
        for form in forms:
            assert set(VALUE.findall(form)) <= wanted | {"%(num)s"}, text
            assert wanted - {"%(num)s"} <= set(VALUE.findall(form)) | {"%(num)s"}, text
            assert "！" not in form, f"no cheering: {form}"
