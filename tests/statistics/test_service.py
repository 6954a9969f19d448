"""What the pages show of real sittings: by wording, with n, in few queries, of one's own department."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.attempts.ground import ITEMS, QUIZZES, options, question, stored
from tests.queries import queries
from tests.statistics.acting import hash_of, hire, sit
from trainer import clock
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.attempts.service import Act, Among, Wish
from trainer.editions import service as editions
from trainer.editions.model import Item as Stored
from trainer.errors import NotFound
from trainer.quizzes import types
from trainer.quizzes.model import Draw
from trainer.statistics import service as statistics
from trainer.statistics.hints import Hint

ONE = ITEMS[0]
WRONG = [option["id"] for option in ONE.body["options"] if not option["right"]]
HALF = types.get("multiple").key(ITEMS[1])[:1]
ZONE = ZoneInfo("Asia/Shanghai")


def shown(ground, quiz="plain", who="supervisor", **limits):
    found = statistics.statistics(ground.session, getattr(ground.cast, who), Among(1, quiz, **limits))
    ground.session.rollback()
    return found


def of(found, name):
    return next(one for one in found.figures.questions if one.item.id == name)


def test_each_question_has_its_figures_and_what_was_chosen(ground):
    people = hire(ground, 4)
    sit(ground, people[0])
    sit(ground, people[1], one=WRONG[0])
    sit(ground, people[2], one=WRONG[0], many=HALF)
    sit(ground, people[3], one=None, many=HALF, order=None)
    found = shown(ground)
    one, many = of(found, "one"), of(found, "many")
    assert (one.n, one.facility, one.unanswered) == (4, 25, 1)
    assert many.facility == pytest.approx(75)
    by_label = {choice.label: choice for choice in one.choices}
    assert [by_label["做法甲0"].count, by_label["做法乙0"].count, by_label["做法乙1"].count] == [1, 2, 0]
    assert (by_label["做法甲0"].right, by_label["做法甲0"].upper, by_label["做法甲0"].lower) == (True, 1, 0)
    assert one.index == pytest.approx(1)
    assert found.figures.n == 4
    assert sum(found.figures.histogram) == 4
    assert found.figures.alpha is not None and found.figures.error is not None
    assert one.hints == () and not found.figures.enough


def test_first_sittings_count_unless_all_are_wanted(ground):
    person = hire(ground, 1)[0]
    sit(ground, person, one=WRONG[0])
    sit(ground, person)
    assert (of(shown(ground), "one").n, of(shown(ground), "one").facility) == (1, 0)
    every = of(shown(ground, first_only=False), "one")
    assert (every.n, every.facility) == (2, 50)


def test_a_changed_question_has_separate_figures(ground):
    first, second = hire(ground, 2)
    sit(ground, first, one=WRONG[0])
    anew = question("one", "single", options=[*options(1, 2), {"text": "别的", "feedback": "别的理由"}])
    editions.store(ground.session, stored((anew, *ITEMS[1:])), types.grader_version(), {})
    sit(ground, second, one=types.get("single").key(anew))
    found = shown(ground)
    rows = [one for one in found.figures.questions if one.item.id == "one"]
    assert sorted((one.n, one.facility, one.current) for one in rows) == [(1, 0, False), (1, 100, True)]
    assert found.figures.alpha is None
    assert "same questions" in str(found.figures.why) or "同" in str(found.figures.why)
    assert found.editions == (2, 1)
    assert shown(ground, edition_number=2).figures.n == 1


def test_thirty_responses_bring_hints_and_twenty_nine_do_not(small):
    people = hire(small, 30)
    for person in people[:29]:
        sit(small, person, one=WRONG[0])
    before = of(shown(small), "one")
    assert (before.n, before.hints) == (29, ())
    sit(small, people[29], many=None, order=None)
    found = shown(small)
    one = of(found, "one")
    assert found.figures.enough
    assert set(one.hints) == {Hint.KEY, Hint.HARD, Hint.UNUSED}
    assert found.figures.questions[0].item.id == "one", "the worst comes first"


def test_a_voided_question_keeps_its_figures_and_leaves_those_of_the_quiz(ground):
    people = hire(ground, 3)
    for person, answer in zip(people, (WRONG[0], WRONG[0], None), strict=True):
        sit(ground, person, one=answer)
    wish = Wish(hash_of(ground, "one"), Act.FULL_MARKS, (1,))
    attempts.mend(ground.session, ground.cast.supervisor, wish, "plain", "题干有歧义", 0)
    found = shown(ground)
    one = of(found, "one")
    assert one.voided and one.hints == ()
    assert (one.facility, one.n) == (0, 3)
    assert found.figures.mean == 100
    assert found.mendings[0].reason == "题干有歧义"
    assert found.figures.questions[-1] is one
    line = statistics.lines(ground.session, ground.cast.supervisor, 1)[0]
    assert (line.n, line.mean, line.passed) == (3, 100, 100)


def test_a_new_key_counts_in_the_figures(ground):
    people = hire(ground, 2)
    for person in people:
        sit(ground, person, one=WRONG[0])
    wish = Wish(hash_of(ground, "one"), Act.KEY, (1,), [WRONG[0]])
    attempts.mend(ground.session, ground.cast.supervisor, wish, "plain", "答案有误", 0)
    one = of(shown(ground), "one")
    assert one.facility == 100
    assert [choice.count for choice in one.choices if choice.right] == [2]


def test_the_list_has_the_same_mean_and_alpha_as_the_page(ground):
    people = hire(ground, 5)
    for place, person in enumerate(people):
        sit(ground, person, one=WRONG[0] if place % 2 else None, many=HALF if place > 2 else None)
        sit(ground, person, "typed", metres="5 米" if place else "3 米")
    lines = {line.quiz_id: line for line in statistics.lines(ground.session, ground.cast.supervisor, 1)}
    assert list(lines) == sorted(lines, key=lambda quiz: lines[quiz].mean)
    for quiz, line in lines.items():
        page = shown(ground, quiz).figures
        assert line.n == page.n == 5
        assert line.mean == pytest.approx(page.mean)
        assert (line.alpha is None) == (page.alpha is None)
        assert page.alpha is None or line.alpha == pytest.approx(page.alpha)


def test_a_drawn_quiz_has_no_alpha_and_says_so(small):
    drawn = replace(QUIZZES[0], draw=(Draw(2, tags=("t",)),)).to_json()
    content = [Stored("quiz", "plain", drawn) if one.key == "plain" else one for one in stored()]
    editions.store(small.session, content, types.grader_version(), {})
    for person in hire(small, 8):
        sit(small, person, one=WRONG[0])
    found = shown(small).figures
    assert found.alpha is None or {one.n for one in found.questions} == {8}
    assert all(one.n <= 8 for one in found.questions)


def test_the_time_of_a_question_is_that_since_the_save_before(small):
    person = hire(small, 1)[0]
    began = datetime(2026, 12, 1, 8, tzinfo=UTC)
    with clock.travel(began, ticking=False) as forward:
        attempt_id = attempts.start(small.session, person, "plain", Rules(60))
        sitting = attempts.fetch(small.session, person, attempt_id)
        asked = {q.item.id: q for q in attempts.questions(small.session, sitting)}
        for name, seconds in (("many", 40), ("one", 12), ("order", 0.2)):
            forward(timedelta(seconds=seconds))
            kind = types.get(asked[name].item.type)
            attempts.answer(
                small.session, person, attempt_id, asked[name].slot, 1, kind.key(asked[name].item)
            )
        attempts.submit(small.session, person, attempt_id)
        found = shown(small)
    assert (of(found, "many").seconds, of(found, "one").seconds) == (40, 12)
    assert (of(found, "order").seconds, of(found, "order").timed) == (None, 0), "it came with another"


def test_trends_by_month_and_section(ground):
    first, second, third = hire(ground, 3)
    for day, person, answer in ((5, first, WRONG[0]), (6, second, None)):
        with clock.travel(datetime(2026, 12, day, tzinfo=UTC)):
            sit(ground, person, "once", one=answer)
    with clock.travel(datetime(2027, 2, 3, tzinfo=UTC)):
        sit(ground, third, "once")
    months = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]
    found, sections = statistics.trends(ground.session, ground.cast.supervisor, 1, months, ZONE)
    assert [(month.n, month.mean) for month in found] == [(2, 50), (0, None), (1, 100)]
    assert [(one.section, one.shares, one.answers) for one in sections] == [("4", (50, None, 100), (4, 0, 2))]


def test_departments_are_guarded(small):
    sit(small, hire(small, 1)[0])
    for who in ("other_supervisor", "front"):
        with pytest.raises(NotFound):
            shown(small, who=who)
        with pytest.raises(NotFound):
            statistics.lines(small.session, getattr(small.cast, who), 1)
        with pytest.raises(NotFound):
            statistics.trends(small.session, getattr(small.cast, who), 1, [date(2026, 12, 1)], ZONE)
    assert statistics.lines(small.session, small.cast.manager, 1)[0].n == 1
    assert statistics.lines(small.session, small.cast.manager, 2) == []
    with pytest.raises(NotFound):
        shown(small, "no-such-quiz")


def test_queries_do_not_grow_with_people(small):
    engine, months = small.session.get_bind(), [date(2026, 11, 1), date(2026, 12, 1)]

    def asked():
        counts = []
        for ask in (
            lambda: shown(small, "long"),
            lambda: statistics.lines(small.session, small.cast.manager, 1),
            lambda: statistics.trends(small.session, small.cast.manager, 1, months, ZONE),
        ):
            with queries(engine) as seen:
                ask()
            counts.append(len(seen))
        return counts

    people = hire(small, 12)
    sit(small, people[0], "long")
    first = asked()
    for person in people[1:]:
        sit(small, person, "long", one=WRONG[1])
    assert asked() == first
    assert max(first) <= 10


def test_what_the_viewer_is_being_asked_is_named(small):
    sit(small, hire(small, 1)[0])
    attempts.start(small.session, small.cast.supervisor, "red", Rules(60))
    assert shown(small).closed == {"one", "red"}
    assert shown(small, who="manager").closed == set()
    assert replace(shown(small), closed=frozenset()).title == "普通测验"
