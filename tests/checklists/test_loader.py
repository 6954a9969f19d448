"""Forms as their authors write them: a sound one loads, and every fault has its line."""

import pytest

from tests.lessons.register import STANDARD
from trainer.checklists.loader import load
from trainer.standard.model import Position, Site

SITE = Site(
    organisation="甲物业",
    department="客服部",
    title="客服培训",
    time_zone="Asia/Shanghai",
    positions=(
        Position(id="front_desk", title="前台", title_en="Front desk"),
        Position(id="cashier", title="收费员", title_en="Cashier"),
    ),
)
LESSONS = {"voice": ("all",), "fees": ("cashier",)}
QUIZZES = {"calls": ("all",), "money": ("cashier",)}
FORM = """\
id: telephone
title: 电话接听
title_en: Telephone
positions: [front_desk]
pass_mark: 80
intro: 听两通电话。
lessons: [voice]
quiz: calls
groups:
  - title: 接起
    items:
      - id: opening
        text: 开口说“您好，{organisation}{name}为您服务”
        clauses: ["4.9"]
        weight: 4
        look: 听第一句话
  - title: 交谈
    items:
      - id: never
        text: 没有说禁语
        clauses: ["4.5", "4.4"]
        weight: 5
        look: 听被催促时的回答
        red_line: 说出禁语
"""


@pytest.fixture
def read(tmp_path):
    def written(text=FORM, name="telephone.yaml"):
        folder = tmp_path / "content" / "checklists"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf8")
        found, faults = load(tmp_path / "content", STANDARD, SITE, LESSONS, QUIZZES)
        return found, [str(fault).removeprefix("content/checklists/") for fault in faults]

    return written


def test_a_sound_form_loads(read):
    found, faults = read()
    assert faults == []
    form = found["telephone"]
    assert form.item("opening").text == "开口说“您好，甲物业（员工姓名）为您服务”"
    assert form.item("never").red_line == "说出禁语"
    assert list(form.groups) == ["接起", "交谈"]
    assert (form.lessons, form.quiz_id, form.clauses) == (("voice",), "calls", ("4.9", "4.5", "4.4"))
    assert form.for_position("front_desk")
    assert not form.for_position("cashier")


def test_a_content_without_forms_has_none(tmp_path):
    assert load(tmp_path, STANDARD, SITE, LESSONS, QUIZZES) == ({}, [])


def test_three_faults_three_reports(read):
    text = FORM.replace('"4.9"', '"4.99"').replace("red_line: 说出禁语", "red_line: 说禁语")
    found, faults = read(text.replace("[voice]", "[voise]"))
    assert found == {}
    assert faults == [
        "telephone.yaml:7: There is no lesson “voise”. Did you mean “voice”?",
        "telephone.yaml:14: There is no clause “4.99”. Did you mean “4.9”?",
        "telephone.yaml:24: site.yaml draws no red line “说禁语” in these clauses. Did you mean “说出禁语”?",
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: telephone", "id: phone", "1: The id must be the file's name, “telephone”."),
        ("[front_desk]", "[front_dek]", "4: There is no position “front_dek”. Did you mean “front_desk”?"),
        ("[front_desk]", "[all, cashier]", "4: “all” stands alone or not at all."),
        ("[front_desk]", "[front_desk, front_desk]", "4: “front_desk” stands here twice."),
        ("pass_mark: 80", "pass_mark: 180", "5: pass_mark: must be at most 100"),
        ("[voice]", "[fees]", "7: “fees” is not meant for the position “front_desk”."),
        ("quiz: calls", "quiz: cals", "8: There is no quiz “cals”. Did you mean “calls”?"),
        ("quiz: calls", "quiz: money", "8: “money” is not meant for the position “front_desk”."),
        ("title: 交谈", "title: 接起", "17: “接起” stands here twice."),
        ("id: never", "id: opening", "19: “opening” stands here twice."),
        ("weight: 4", "weight: 6", "15: weight: must be at most 5"),
        ("weight: 4", "wieght: 4", "15: Unknown key “wieght”. Did you mean “weight”?"),
        ('["4.5", "4.4"]', "[]", "21: clauses: needs at least 1 items"),
        ('["4.5", "4.4"]', '["4.5", "4.5"]', "21: “4.5” stands here twice."),
        ('["4.5", "4.4"]', '["4.1", "4.4", "4.5", "4.7"]', "21: clauses: may hold at most 3 items"),
        ("{name}", "{nmae}", "13: Nothing is filled in for “{nmae}”."),
        ("look: 听第一句话", "look: ''", "16: look: must not be empty"),
        ("text: 没有说禁语", "text:", "20: text: a text was expected, but nothing is written"),
    ],
)
def test_what_an_author_may_get_wrong(read, old, new, fault):
    found, faults = read(FORM.replace(old, new, 1))
    assert f"telephone.yaml:{fault}" in faults
    assert found == {}


def test_a_clause_of_other_positions_is_refused(read, monkeypatch):
    other = STANDARD.model_copy(
        update={
            "clauses": tuple(
                one.model_copy(update={"positions": ("cashier",)}) if one.id == "4.9" else one
                for one in STANDARD.clauses
            )
        }
    )
    monkeypatch.setattr("tests.checklists.test_loader.STANDARD", other)
    assert read()[1] == ["telephone.yaml:14: “4.9” is not meant for the position “front_desk”."]


def test_the_other_ending_is_told(read):
    assert read(FORM, "telephone.yml")[1] == [
        "telephone.yml:1: Checklists are read from files that end in .yaml."
    ]
