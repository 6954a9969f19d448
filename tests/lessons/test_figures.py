"""Drawings: found, sized, described, and holding nothing that could run or reach outside."""

from datetime import date

import pytest

from trainer.lessons.figures import load
from trainer.standard.model import Section, Standard

STANDARD = Standard(
    title="标准",
    title_en="Standard",
    issued=date(2015, 6, 15),
    sections=(Section(id="2", title="二", title_en="Two"),),
    clauses=(),
)
INDEX = "figures:\n  - {id: sit, title: 坐姿, description: 上身挺直, mark: right}\n"
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 356.4">'
    '<title>坐姿</title><path d="M0 0"/>@</svg>'
)


@pytest.fixture
def read(tmp_path):
    def written(drawing=DRAWING, index=INDEX, name="sit"):
        folder = tmp_path / "content" / "figures"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.yaml").write_text(index, encoding="utf-8")
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
        found, faults = load(tmp_path / "content", STANDARD)
        return found, [str(fault).removeprefix("content/figures/") for fault in faults]

    return written


def test_a_drawing_knows_its_size_and_address(read):
    pictures, faults = read(DRAWING.replace("@", ""))
    assert faults == []
    assert (pictures["sit"].width, pictures["sit"].height) == (300, 356)
    assert pictures["sit"].address == f"/figures/sit.svg?v={pictures['sit'].version}"
    changed, _faults = read(DRAWING.replace("@", "<g/>"))
    assert changed["sit"].version != pictures["sit"].version


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "may not use <script>"),
        ("<style>*{}</style>", "may not use <style>"),
        ("<foreignObject/>", "may not use <foreignObject>"),
        ('<image href="#x"/>', "may not use <image>"),
        ('<a href="#"/>', "may not use <a>"),
        ('<animate attributeName="href"/>', "may not use <animate>"),
        ('<g onload="alert(1)"/>', "attribute onload"),
        ('<g ONCLICK="alert(1)"/>', "attribute onclick"),
        ('<g style="fill:red"/>', "attribute style"),
        ('<use href="https://x.example/#a"/>', "anything outside itself (href)"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="data:,x"/>', "anything outside itself (href)"),
        ('<g fill="url(https://x.example/a)"/>', "anything outside itself (fill)"),
        ('<p xmlns="http://www.w3.org/1999/xhtml"/>', "may not use <{http://www.w3.org/1999/xhtml}p>"),
        ("<?xml-stylesheet href='x.css'?>", "processing instructions"),
        ("<g>", "no valid XML"),
    ],
)
def test_a_drawing_only_draws(read, inside, words):
    _pictures, faults = read(DRAWING.replace("@", inside))
    assert len(faults) == 1
    assert words in faults[0]


def test_inner_references_are_fine(read):
    inside = '<defs><path id="a" d="M0 0"/></defs><use href="#a"/><g fill="url(#a)"/>'
    assert read(DRAWING.replace("@", inside))[1] == []


def test_an_entity_bomb_is_refused_unread(read):
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>' + DRAWING.replace("@", "")
    assert read(bomb)[1] == [
        "sit.svg:1: A drawing may not hold a DOCTYPE, entities or processing instructions."
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<title>坐姿</title>", "", "sit.svg:1: The drawing needs a <title> that says what it shows."),
        (' viewBox="0 0 300 356.4"', "", "sit.svg:1: The drawing needs a viewBox of four numbers."),
        (
            ' xmlns="http://www.w3.org/2000/svg"',
            "",
            "sit.svg:1: The file must hold an <svg> element of the SVG namespace.",
        ),
    ],
)
def test_a_drawing_has_title_size_and_kind(read, old, new, expected):
    assert expected in read(DRAWING.replace("@", "").replace(old, new))[1]


def test_three_faults_in_the_index_make_three_reports(read):
    index = (
        "figures:\n"
        "  - {id: sit, title: 坐, mark: rihgt}\n"
        "  - {id: gone, title: 没, description: 没, mark: wrong, clauses: ['9.9']}\n"
    )
    assert sorted(read(DRAWING.replace("@", ""), index)[1]) == [
        "gone.svg:1: The file is missing.",
        "index.yaml:2: The key “description” is missing.",
        "index.yaml:2: mark: must be one of: 'right', 'wrong', 'neutral'",
        "index.yaml:3: There is no clause “9.9”.",
    ]


def test_a_drawing_nobody_named_is_a_fault(read):
    assert (
        "extra.svg:1: This drawing does not stand in the index."
        in read(DRAWING.replace("@", ""), name="extra")[1]
    )


def test_no_drawings_is_no_fault(tmp_path):
    assert load(tmp_path, STANDARD) == ({}, [])
