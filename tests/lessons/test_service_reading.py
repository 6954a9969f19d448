"""Noting that a lesson was read, and what is known of it later."""

import shutil
from datetime import UTC, datetime, timedelta

import pytest

from trainer import clock, config
from trainer.editions import service as editions
from trainer.errors import NotFound, Stale
from trainer.lessons import service as lessons
from trainer.lessons.changes import Changes, compare, words
from trainer.lessons.service import State
from trainer.publishing.service import publish

MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.fixture
def edition(session):
    return editions.current(session)


def publish_with(session, folder, *edits, lesson="4/busy-counter.md"):
    """Publish the real content with some words of one lesson replaced."""
    shutil.copytree(config.ROOT / "content", folder / "content")
    path = folder / "content" / lesson
    text = path.read_text(encoding="utf8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, encoding="utf8")
    return publish(session, folder / "content", config.ROOT / "quizzes").edition


def test_a_lesson_is_unread_until_its_reader_says_so(session, edition, cast):
    assert lessons.progress(session, cast.front, edition)["sitting"].state is State.UNREAD
    with clock.travel(MONDAY, ticking=False):
        marked = lessons.mark_read(session, cast.front, edition, "sitting")
    assert (marked.read_at, marked.new) == (MONDAY, True)
    now = lessons.progress(session, cast.front, edition)
    assert (now["sitting"].state, now["sitting"].read_at) == (State.READ, MONDAY)
    assert now["walking"].state is State.UNREAD
    assert lessons.progress(session, cast.keeper, edition)["sitting"].state is State.UNREAD


def test_a_repeat_within_ten_minutes_changes_nothing_and_says_so(session, edition, cast):
    with clock.travel(MONDAY, ticking=False) as forward:
        lessons.mark_read(session, cast.front, edition, "sitting")
        forward(timedelta(minutes=9, seconds=59))
        again = lessons.mark_read(session, cast.front, edition, "sitting")
        assert (again.read_at, again.new) == (MONDAY, False)
        forward(timedelta(seconds=1))
        later = lessons.mark_read(session, cast.front, edition, "sitting")
        assert later.new
    facts = lessons.readings_of(session, cast.front.department_id, ["sitting"])
    assert [fact.read_at for fact in facts] == [MONDAY, MONDAY + timedelta(minutes=10)]


def test_two_lessons_in_a_minute_are_two_readings(session, edition, cast):
    assert lessons.mark_read(session, cast.front, edition, "sitting").new
    assert lessons.mark_read(session, cast.front, edition, "walking").new


def test_an_unknown_lesson_is_not_read(session, edition, cast):
    with pytest.raises(NotFound):
        lessons.mark_read(session, cast.front, edition, "no-such")


def test_what_was_revised_under_the_reader_is_not_noted_as_read(session, edition, cast, tmp_path):
    shown = edition.item_hash("lesson", "busy-counter")
    new = publish_with(session, tmp_path, ("没人理的半分钟", "没有人理的半分钟"))
    with pytest.raises(Stale):
        lessons.mark_read(session, cast.front, new, "busy-counter", shown)
    assert lessons.progress(session, cast.front, new)["busy-counter"].state is State.UNREAD


def test_changed_blocks_are_found_since_the_last_reading(session, edition, cast, tmp_path):
    lessons.mark_read(session, cast.front, edition, "busy-counter")
    reworded = ("没人理的半分钟", "没有人理的半分钟")
    added = ("## 常见的走样", "新的一段。\n\n## 常见的走样")
    new = publish_with(session, tmp_path, reworded, added)
    one = lessons.progress(session, cast.front, new)["busy-counter"]
    assert one.state is State.CHANGED
    blocks = [lessons.lesson(new, "busy-counter").blocks[place] for place in one.changes.blocks]
    assert len(blocks) == 2
    assert "没有人理的半分钟" in blocks[0]
    assert "新的一段。" in blocks[1]
    lessons.mark_read(session, cast.front, new, "busy-counter")
    assert lessons.progress(session, cast.front, new)["busy-counter"].state is State.READ


def test_facts_beside_the_text_do_not_make_a_lesson_revised(session, edition, cast, tmp_path):
    lessons.mark_read(session, cast.front, edition, "busy-counter")
    new = publish_with(session, tmp_path, ("minutes: 5", "minutes: 7"))
    assert new.item_hash("lesson", "busy-counter") != edition.item_hash("lesson", "busy-counter")
    assert lessons.progress(session, cast.front, new)["busy-counter"].state is State.READ


def test_records_name_the_wording_and_the_position_of_the_day(session, edition, cast, tmp_path):
    with clock.travel(MONDAY, ticking=False) as forward:
        lessons.mark_read(session, cast.front, edition, "busy-counter")
        new = publish_with(session, tmp_path, ("minutes: 5", "minutes: 7"))
        forward(timedelta(hours=1))
        lessons.mark_read(session, cast.keeper, new, "busy-counter")
    lessons.mark_read(session, cast.stranger, new, "busy-counter")
    first, second = lessons.readings_of(session, cast.front.department_id)
    assert (first.person_id, first.position, first.minutes) == (cast.front.person_id, "front_desk", 5)
    assert (second.person_id, second.position, second.minutes) == (cast.keeper.person_id, "manager_a", 7)
    assert (first.edition_number, second.edition_number) == (edition.number, new.number)
    assert first.clauses == ("4.9", "4.5")
    hour = MONDAY + timedelta(hours=1)
    assert lessons.readings_of(session, cast.front.department_id, since=hour) == [second]
    assert lessons.readings_of(session, cast.front.department_id, until=hour) == [first]
    assert lessons.readings_of(session, cast.front.department_id, ["walking"]) == []


@pytest.mark.parametrize(
    ("before", "now", "changes"),
    [
        (["<p>a</p>", "<p>b</p>"], ["<p>a</p>", "<p>b</p>"], Changes()),
        (["<p>a</p>", "<p>b</p>"], ["<p>b</p>", "<p>a</p>"], Changes()),
        (["<p>a</p>"], ["<p>a</p>", "<p>b</p>"], Changes((1,))),
        (["<p>a</p>"], ["<p>a</p>", "<p>a</p>"], Changes((1,))),
        (["<p>a</p>", "<p>b</p>"], ["<p>a</p>", "<p>c</p>"], Changes((1,))),
        (["<p>a</p>", "<p>b</p>"], ["<p>a</p>"], Changes((), 1)),
        (['<h2 id="h-1">a</h2>'], ['<h2 id="h-2">a</h2>'], Changes()),
        (['<aside class="x">a</aside>'], ['<aside class="y"><b>a</b></aside>'], Changes()),
        (['<img src="/f.svg?v=1" alt="f">'], ['<img src="/f.svg?v=2" alt="f">'], Changes((0,))),
    ],
)
def test_words_and_drawings_are_compared_and_nothing_else(before, now, changes):
    assert compare(before, now) == changes
    assert bool(compare(before, now)) == bool(changes.blocks or changes.removed)


def test_words_keep_what_is_said():
    assert words('<p>a <b>b</b><img src="/x.svg?v=1"></p>') == "a b[/x.svg?v=1]"


def test_the_lesson_that_teaches_most_of_the_clauses_is_found(edition):
    one = lessons.lesson(edition, "sitting")
    assert lessons.teaching(edition, one.clauses, ["sitting"]).id == "sitting"
    assert set(lessons.teaching(edition, one.clauses[:1]).clauses) & set(one.clauses)
    assert lessons.teaching(edition, ["no such clause"], ["sitting"]) is None
    assert lessons.teaching(edition, []) is None
