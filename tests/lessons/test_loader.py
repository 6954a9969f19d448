"""Lessons from files: front matter, required boxes, coverage of cited clauses, all faults at once."""

import pytest

from tests.lessons.register import PICTURES, STANDARD
from trainer.lessons.loader import load
from trainer.standard.model import Position, Site

SITE = Site(
    organisation="甲物业",
    department="客服部",
    title="客服培训",
    time_zone="Asia/Shanghai",
    positions=(Position(id="front_desk", title="前台", title_en="Front desk"),),
)
LESSON = """\
---
id: glad
title: 乐于服务
clauses: ["4.5"]
positions: [all]
minutes: 5
---

!!! why "为什么"
    因为。

## 一

[[rule 4.5]]

[[say 4.5]]
[[never 4.5]]

!!! scene "早上"
    境。

    您：好。

    **看点**：好。

!!! check "试"
    问？

    ??? answer "答"
        答。
"""


@pytest.fixture
def read(tmp_path):
    def written(*lessons, folder="4", name="glad"):
        path = tmp_path / "content" / folder
        path.mkdir(parents=True, exist_ok=True)
        for text in lessons:
            (path / f"{name}.md").write_text(text, encoding="utf-8")
        found, faults = load(tmp_path / "content", STANDARD, SITE, PICTURES)
        return found, [str(fault).removeprefix("content/") for fault in faults]

    return written


def test_a_sound_lesson_loads(read):
    lessons, faults = read(LESSON)
    assert faults == []
    lesson = lessons["glad"]
    assert (lesson.section, lesson.minutes, lesson.clauses) == ("4", 5, ("4.5",))
    assert [heading.text for heading in lesson.headings] == ["一"]
    assert len(lesson.blocks) == 6
    assert lesson.for_position("front_desk")
    assert type(lesson).model_validate_json(lesson.model_dump_json()) == lesson


def test_three_faults_three_reports(read):
    text = (
        LESSON.replace("minutes: 5", "minutes: fünf")
        .replace("[[rule 4.5]]", "[[rule 4.6]]")
        .replace("您：好", "您好")
    )
    _lessons, faults = read(text)
    assert faults == [
        "4/glad.md:6: minutes: a whole number was expected, not “fünf”",
        "4/glad.md:14: There is no clause “4.6”.",
        "4/glad.md:22: A line of a scene is written: speaker（action）：words.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("id: glad", "id: sad", "2: The id “sad” and the file name “glad” differ."),
        ("id: glad", "id: Glad!", "2: id: does not have the expected form (^[a-z0-9]+(-[a-z0-9]+)*$)"),
        ('["4.5"]', '["4.5", "9.9"]', "4: There is no clause “9.9”."),
        ('["4.5"]', '["4.5", "4.5"]', "4: “4.5” stands here twice."),
        ('["4.5"]', "[]", "4: clauses: needs at least 1 items"),
        ("[all]", "[front_dask]", "5: There is no position “front_dask”. Did you mean “front_desk”?"),
        ("[all]", "[all, front_desk]", "5: “all” stands alone or not at all."),
        ("minutes: 5", "minutes: 0", "6: minutes: must be at least 1"),
        ("minutes: 5", "minuets: 5", "6: Unknown key “minuets”. Did you mean “minutes”?"),
        ("[[say 4.5]]\n", "", "4: The lesson cites the clause, so it needs [[say 4.5]]"),
        ("[[never 4.5]]\n", "", "4: The lesson cites the clause, so it needs [[never 4.5]]"),
        ('["4.5"]', '["4.5", "4.1"]', "4: The lesson cites the clause, so it needs [[figure 4.1 问候距离]]"),
        ("[[rule 4.5]]", "[[rule 4.7]]", "14: [[rule 4.7]]: the lesson does not cite this clause."),
        ("!!! why", "!!! note", "8: The lesson lacks a box: !!! why"),
        ("!!! scene", "!!! note", "8: The lesson lacks a box: !!! scene"),
        (LESSON[LESSON.index("!!! check") :], "", "8: The lesson lacks a box: !!! check"),
        (LESSON[LESSON.index("\n!!! why") :], "", "8: The lesson has no text."),
        ("因为。", "因为<b>。", "10: HTML is not allowed; use Markdown and the blocks."),
    ],
)
def test_each_fault_has_its_line(read, old, new, expected):
    assert old in LESSON
    assert f"4/glad.md:{expected}" in read(LESSON.replace(old, new, 1))[1]


def test_the_folder_is_a_section(read):
    assert read(LESSON, folder="44")[1] == ["44/glad.md:1: The folder “44” is no section of the standard."]


def test_an_id_stands_once_in_all_sections(read):
    read(LESSON)
    assert "44/glad.md:1: There is a lesson “glad” already: content/4/glad.md" in read(LESSON, folder="44")[1]


def test_a_faulty_lesson_is_still_known_by_its_name(read):
    lessons, faults = read(LESSON.replace("[[say 4.5]]\n", ""))
    assert len(faults) == 1
    assert "glad" in lessons
