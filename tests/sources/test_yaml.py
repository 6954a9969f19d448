"""YAML: every scalar a string, every fault with its line, nothing clever let through."""

import unicodedata

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trainer.sources.service import parse_yaml, read_front_matter, read_text, read_yaml


def said(faults):
    return [str(fault) for fault in faults]


def test_scalars_are_strings_and_know_their_lines():
    node, faults = parse_yaml("a: 5.10\nb:\n  - no\n  - 8:30\n  - 2026-01-01\n", "x.yaml")
    assert faults == []
    assert node.plain() == {"a": "5.10", "b": ["no", "8:30", "2026-01-01"]}
    assert node.line_of("b", 1) == 4
    assert node.line_of("a") == 1


def test_a_key_with_nothing_is_none_and_quotes_are_empty_text():
    node, _faults = parse_yaml('a:\nb: ""\n', "x.yaml")
    assert node.plain() == {"a": None, "b": ""}


def test_three_faults_come_out_at_once():
    _node, faults = parse_yaml("a: 1\na: 2\nb: &x 3\nc: !!python/object:os.system 4\n", "x.yaml")
    assert [(fault.file, fault.line) for fault in faults] == [("x.yaml", 2), ("x.yaml", 3), ("x.yaml", 4)]
    assert "stands here twice; first on line 1" in faults[0].message


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b: c", 1, "quote the text"),
        ("a:\n\t- b", 2, "tab"),
        ("a: 'x", 1, "never closed"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("", 1, "empty"),
        ("[" * 100, 1, "nested too deeply"),
        ("? [a]\n: b", 1, "key must be a short text"),
        ("a: *b", 1, "aliases"),
        ("- a\nb: c", 2, "indentation"),
    ],
)
def test_syntax_errors_are_said_in_plain_words(text, line, words):
    _node, faults = parse_yaml(text, "x.yaml")
    assert faults[0].line == line
    assert words in faults[0].message


def test_an_alias_bomb_is_refused_before_it_grows():
    text = "a: &a [x]\n" + "".join(
        f"{c}: &{c} [{', '.join(['*' + b] * 9)}]\n" for b, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    node, faults = parse_yaml(text, "x.yaml")
    assert faults
    assert len(str(node.plain())) < 2000


@pytest.mark.parametrize("bad", ["\x00", "\x07", "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028", "\x85"])
def test_what_cannot_be_seen_is_refused(tmp_path, bad):
    path = tmp_path / "x.yaml"
    path.write_text(f"a: 1\nb: x{bad}y\n", encoding="utf-8")
    node, faults = read_yaml(path, "x.yaml")
    assert node is None
    assert said(faults) == [f"x.yaml:2: The invisible character U+{ord(bad):04X} is not allowed."]


def test_bytes_that_are_no_utf8_are_refused_on_their_line(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_bytes("a: 1\nb: 客服".encode("gb18030"))
    assert [fault.line for fault in read_yaml(path, "x.yaml")[1]] == [2]


def test_a_byte_order_mark_crlf_and_split_letters_are_set_right(tmp_path):
    path = tmp_path / "x.txt"
    path.write_bytes(b"\xef\xbb\xbfa\r\n" + "e\u0301".encode())
    assert read_text(path, "x.txt") == ("a\n\u00e9", [])


def test_a_missing_file_is_a_fault(tmp_path):
    assert said(read_yaml(tmp_path / "none", "none")[1]) == ["none:1: The file is missing."]


def test_front_matter_lines_count_from_the_top_of_the_file(tmp_path):
    path = tmp_path / "x.md"
    path.write_text("---\nid: a\nid: b\n---\n\nText\n", encoding="utf-8")
    node, body, line, faults = read_front_matter(path, "x.md")
    assert node.plain() == {"id": "a"}
    assert [fault.line for fault in faults] == [3]
    assert (body, line) == ("\nText\n", 5)


@pytest.mark.parametrize("text", ["no front matter", "---\nid: a\nnever closed"])
def test_front_matter_must_be_there(tmp_path, text):
    path = tmp_path / "x.md"
    path.write_text(text, encoding="utf-8")
    assert len(read_front_matter(path, "x.md")[3]) == 1


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)
values = st.recursive(words, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=12)


@given(st.dictionaries(words, values))
def test_what_yaml_wrote_is_read_back(value):
    text = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    node, faults = parse_yaml(text, "x.yaml")
    assert faults == []
    assert node.plain() == value


@given(st.text())
def test_any_text_gives_a_value_or_faults_and_never_an_exception(text):
    node, faults = parse_yaml(unicodedata.normalize("NFC", text), "x.yaml")
    assert node is not None or faults
    assert all(fault.line >= 1 for fault in faults)
