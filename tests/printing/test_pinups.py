"""Pin-ups proof-read as printed: one page on the wall, one card in the pocket, everything on it."""

import pytest

from tests.printing.pages import read, runs, squeezed, text
from trainer.config import ROOT
from trainer.errors import NotFound
from trainer.pinups.loader import load
from trainer.printing import service
from trainer.printing.pinned import beats, whom
from trainer.standard.loader import load as load_standard

STANDARD, SITE, _FAULTS = load_standard(ROOT / "content")
WALLS, FAULTS = load(ROOT / "content", STANDARD, SITE)
MM = 72 / 25.4


def test_the_authored_file_is_without_fault():
    assert [str(fault) for fault in FAULTS] == []
    assert [wall.kind for wall in WALLS.values()] == ["words", "numbers", "flow", "card"]


def said(real, key):
    """Every text that belongs on a pin-up, by clause."""
    wall = service.wall_of(real, key)
    for one in (*wall.facing, *(one for stage in wall.stages for one in stage.entries)):
        yield from (*one.say, *one.do, *one.dont, *one.never)
    for one in wall.spoken:
        yield from one.say
    for beat in wall.beats:
        for one in beat.figures:
            yield one.numeral.before + one.numeral.value + one.numeral.after
    for step in getattr(wall.pinup, "steps", ()):
        yield from (step.text, *step.red_lines, *(way.answer for way in step.next if way.answer))
    for line in wall.lines:
        yield line.title
    yield from wall.clauses


@pytest.mark.parametrize("size", ["a4", "a6"])
@pytest.mark.parametrize("key", WALLS)
def test_a_pin_up_is_one_page_and_one_card_with_everything_on_it(real, key, size):
    made = service.printed(real, key, size)
    assert len(read(made.body).pages) <= (1 if size == "a4" else 2)
    words = text(made.body)
    for one in said(real, key):
        assert squeezed(one) in words, one
    assert made.plain_name == f"cheatsheet-{key}-{size}-3.pdf"


def test_hints_stand_on_the_wall_and_are_called_what_they_are(real):
    words = text(service.printed(real, "entry", "a4").body)
    for step in WALLS["entry"].steps:
        assert squeezed(step.hint or "") in words
    assert squeezed(WALLS["entry"].hints) in words


def test_what_lives_hang_on_stands_in_the_pocket_too(real):
    words = text(service.printed(real, "entry", "a6").body)
    vital = [step.hint for step in WALLS["entry"].steps if step.vital]
    assert len(vital) == 2
    for hint in vital:
        assert squeezed(hint or "") in words
    assert squeezed(WALLS["entry"].hints) in words


@pytest.mark.parametrize("key", ["entry", "phone"])
def test_what_is_needed_at_once_is_on_one_side_of_a_card(real, key):
    assert len(read(service.printed(real, key, "a6").body).pages) == 1


@pytest.mark.parametrize(("size", "width", "margin"), [("a4", 210, 15), ("a6", 105, 7)])
@pytest.mark.parametrize("key", WALLS)
def test_nothing_leaves_the_margins(real, key, size, width, margin):
    for run in runs(service.printed(real, key, size).body):
        assert run.x >= margin * MM - 1, run
        assert run.x + run.width <= (width - margin) * MM + 6, run


def test_every_figure_of_the_register_is_remembered_once():
    made = [one.numeral for beat in beats(STANDARD.clauses, SITE) for one in beat.figures]
    assert len(made) == sum(len(clause.figures) for clause in STANDARD.clauses)
    titles = [beat.title for beat in beats(STANDARD.clauses, SITE)]
    assert titles == ["每天", "每周", "每月", "每季度", "时间", "距离、人数、次数"]


def test_for_whom_is_said_in_few_words():
    assert whom(STANDARD.clause("4.1"), SITE) == ""
    assert whom(STANDARD.clause("6.0"), SITE) == "除收费员外"
    assert whom(STANDARD.clause("7.2"), SITE) == "客服前台、客服主管"


def test_a_stage_takes_only_what_it_names(real):
    stage = next(one for one in service.wall_of(real, "phone").stages if "答得上来" in one.title)
    assert stage.entries[0].never == ("不知道", "不清楚")
    assert all(one.rule == "" for one in stage.entries)


def test_a_pin_up_that_does_not_exist_is_not_found(real):
    with pytest.raises(NotFound):
        service.wall_of(real, "nothing")


def test_equal_editions_print_equal_pin_ups(real):
    for size in ("a4", "a6x8"):
        first = service.printed(real, "entry", size).body
        service._pdf.cache_clear()
        assert service.printed(real, "entry", size).body == first
