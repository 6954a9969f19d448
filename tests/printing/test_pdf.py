"""The printed sheets of the real register, and of registers nobody has written yet."""

from datetime import UTC, datetime

import pytest

from tests.printing.pages import heads, place, read, runs, squeezed, text
from trainer.config import ROOT
from trainer.editions.model import Edition
from trainer.errors import Invalid
from trainer.paper.model import PaperError
from trainer.printing import service
from trainer.standard.loader import load

STANDARD, SITE, _FAULTS = load(ROOT / "content")
SECTIONS = [section.id for section in STANDARD.sections]
POSITIONS = [position.id for position in SITE.positions]


def edition(number=3, **changed):
    """An edition of the real register, clauses changed as {id: {field: value}}; each hash its own."""
    clauses = {one.id: one.model_dump(mode="json") for one in STANDARD.clauses}
    for key, fields in changed.items():
        clauses[key.replace("_", ".")[1:]].update(fields)
    items = {
        "site": {"site": SITE.model_dump(mode="json")},
        "document": {"standard": STANDARD.model_dump(mode="json", exclude={"sections", "clauses"})},
        "section": {one.id: one.model_dump(mode="json") for one in STANDARD.sections},
        "clause": clauses,
    }
    moment = datetime(2026, 10, 7, 23, 30, tzinfo=UTC)
    return Edition(number, f"{number:08x}" + "ab" * 28, moment, "g", {}, items, {})


@pytest.mark.parametrize("size", ["a4", "a6"])
@pytest.mark.parametrize("key", [*SECTIONS, "front_desk", "supervisor"])
def test_everything_on_the_sheet_is_on_the_paper(key, size):
    real = edition()
    made = service.printed(real, key, size)
    said = text(made.body)
    assert made.body.startswith(b"%PDF")
    assert f"版本{squeezed(real.name)}·2026-10-08" in said  # the day in Shanghai, not in UTC
    for one in service.of(real, key).entries:
        assert squeezed(one.clause + one.title) in said, one.clause
        for words in (one.rule, *one.do, *one.dont, *one.say, *one.never, *one.red_lines, *one.who):
            assert squeezed(words) in said, (one.clause, words)
        for figure in one.figures:
            assert squeezed(figure.before + figure.value + figure.after + figure.name) in said, figure


@pytest.mark.parametrize("size", ["a4", "a6"])
@pytest.mark.parametrize("key", [*SECTIONS, *POSITIONS])
def test_clauses_come_in_the_order_of_the_register_and_none_is_torn(key, size):
    real = edition()
    some = runs(service.printed(real, key, size).body)
    before = 0
    for group in service.of(real, key).groups:
        for one in group.entries:
            start, _end = place(some, one.clause + one.title, before)
            last = [*one.never, *one.say, *one.dont, *one.do, one.rule][0]
            _start, end = place(some, last, start)
            assert some[start].page == some[end].page, f"torn: {one.clause}"
            before = start


@pytest.mark.parametrize("size", ["a4", "a6"])
@pytest.mark.parametrize("key", POSITIONS)
def test_no_heading_is_left_alone_at_the_foot_of_a_column(key, size):
    real = edition()
    some = runs(service.printed(real, key, size).body)
    after = 0
    for group in service.of(real, key).groups:
        stands, after = heads(some, group.section + group.title + group.entries[0].clause, after)
        first, _end = place(some, group.section + group.title, after)
        entry, _end = place(some, group.entries[0].clause + group.entries[0].title, first)
        assert some[first].page == some[entry].page, group.title
        assert some[first].y > some[entry].y, group.title
        assert stands, group.title


def starts(page):
    """Where each run of text on a page begins, in points from its left lower corner."""
    spots = []

    def seen(words, cm, tm, _font, _size):
        if words.strip():
            spots.append((tm[4] * cm[0] + tm[5] * cm[2] + cm[4], tm[4] * cm[1] + tm[5] * cm[3] + cm[5]))

    page.extract_text(visitor_text=seen)
    return spots


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("a6", 298, 420)])
@pytest.mark.parametrize("key", ["4", "6", "cashier"])
def test_nothing_leaves_the_paper(key, size, width, height):
    for page in read(service.printed(edition(), key, size).body).pages:
        assert abs(float(page.mediabox.width) - width) < 1
        assert abs(float(page.mediabox.height) - height) < 1
        spots = starts(page)
        assert len(spots) > 10
        assert all(20 <= x < width - 20 and 10 < y < height - 10 for x, y in spots)


@pytest.mark.parametrize("key", SECTIONS)
def test_a_section_to_pin_up_is_one_page_or_two(key):
    assert len(read(service.printed(edition(), key, "a4").body).pages) == (2 if key == "11" else 1)


@pytest.mark.parametrize("key", POSITIONS)
def test_a_position_is_a_few_pages(key):
    assert len(read(service.printed(edition(), key, "a4").body).pages) <= 5
    assert len(read(service.printed(edition(), key, "a6").body).pages) <= 11


def test_equal_editions_print_equal_bytes():
    first = service.printed(edition(), "5", "a6").body
    service._pdf.cache_clear()
    assert service.printed(edition(), "5", "a6").body == first
    assert service.printed(edition(4), "5", "a6").body != first


def test_markup_and_endless_texts_in_the_register_come_out_literally():
    words = '#import "x" *粗* $x$ \\ @a <b>'
    strange = edition(
        11,
        c5_1_1={"title": words, "rule": "鼎" * 6000, "do": [words, "长" * 400, "w" * 400], "never": [words]},
        c5_1_2={"say": [words], "dont": ["-"] * 300},
    )
    for size in ("a4", "a6"):
        said = text(service.printed(strange, "5", size).body)
        assert said.count(squeezed(words)) >= 4
        assert said.count("鼎") == 6000
        assert said.count("w") >= 400


def test_a_section_without_clauses_still_prints():
    bare = edition(12)
    bare.items("clause").clear()
    assert "档案管理" in text(service.printed(bare, "9", "a4").body)


def test_a_character_no_font_has_is_named():
    with pytest.raises(PaperError, match=r"U\+1F511"):
        service.printed(edition(13, c7_1={"do": ["看好\U0001f511"]}), "7", "a4")


def test_a_wrong_size_says_what_was_expected():
    assert service.wanted_size("A6") == "a6"
    with pytest.raises(Invalid, match="a4"):
        service.wanted_size("a5")
