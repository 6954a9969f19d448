"""Use cases of a sitting, on every engine."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import func, select

from tests.attempts.ground import ITEMS, SECRET
from trainer import clock
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules, State
from trainer.attempts.tables import Attempt, GradeRow, Response
from trainer.backups.service import DIGESTS
from trainer.db import db
from trainer.editions import service as editions
from trainer.errors import Conflict, Gone, Invalid, NotFound, Stale
from trainer.quizzes import types
from trainer.quizzes.model import Feedback
from trainer.scores import service as scores
from trainer.scores.tables import ScoreEntry

RULES = Rules(pass_mark=60, time_limit=15, attempts=2)
KEYS = {item.id: types.get(item.type).key(item) for item in ITEMS}
MINUTE = timedelta(minutes=1)


def begin(ground, who="front", quiz="plain", rules=RULES, **more):
    return attempts.start(ground.session, getattr(ground.cast, who), quiz, rules, **more)


def slots(ground, attempt_id, who="front"):
    """The questions of a sitting by id."""
    sitting = attempts.fetch(ground.session, getattr(ground.cast, who), attempt_id)
    return {q.item.id: q for q in attempts.questions(ground.session, sitting)}


def save(ground, attempt_id, slot, seq, response, who="front"):
    return attempts.answer(ground.session, getattr(ground.cast, who), attempt_id, slot, seq, response)


def entries(ground):
    ground.session.rollback()
    return ground.session.scalars(select(ScoreEntry).order_by(ScoreEntry.number)).all()


def test_a_sitting_from_start_to_result(ground):
    attempt_id = begin(ground)
    laid = slots(ground, attempt_id)
    assert sorted(laid) == ["many", "one", "order"]
    for key, question in laid.items():
        saved = save(ground, attempt_id, question.slot, 1, KEYS[key])
        assert (saved.seq, saved.late) == (1, False)
    assert attempts.submit(ground.session, ground.cast.front, attempt_id) is State.SUBMITTED
    (entry,) = entries(ground)
    assert (entry.percent, entry.passed, entry.points, entry.maximum) == (10_000, True, 3000, 3000)
    assert (entry.person_id, entry.attempt_id, entry.position) == (
        ground.cast.front.person_id,
        attempt_id,
        "front_desk",
    )
    assert ground.session.scalar(select(func.count()).select_from(GradeRow)) == 3
    sitting = attempts.fetch(ground.session, ground.cast.front, attempt_id)
    assert (sitting.state, sitting.number) == (State.SUBMITTED, 1)


def test_starting_again_resumes_and_attempts_run_out(ground):
    first = begin(ground)
    assert begin(ground) == first
    assert begin(ground, "keeper") != first
    attempts.submit(ground.session, ground.cast.front, first)
    second = begin(ground)
    assert second != first
    attempts.submit(ground.session, ground.cast.front, second)
    with pytest.raises(Conflict):
        begin(ground)
    assert [s.number for s in attempts.of_person(ground.session, 1, ground.cast.front.person_id)] == [2, 1]


def test_two_starts_at_once_give_one_sitting(ground):
    barrier, got = Barrier(4), []

    def press():
        with ground.app.app_context():
            barrier.wait()
            got.append(attempts.start(db.session(), ground.cast.front, "plain", RULES))
            db.session.remove()

    threads = [Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == 4
    assert len(set(got)) == 1
    assert ground.session.scalar(select(func.count()).select_from(Attempt)) == 1


def test_two_hand_ins_at_once_give_one_result(ground):
    attempt_id = begin(ground)
    barrier, got = Barrier(3), []

    def press():
        with ground.app.app_context():
            barrier.wait()
            got.append(attempts.submit(db.session(), ground.cast.front, attempt_id))
            db.session.remove()

    threads = [Thread(target=press) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [State.SUBMITTED] * 3
    assert len(entries(ground)) == 1


def test_an_unpublished_quiz_cannot_be_started(ground):
    with pytest.raises(NotFound):
        begin(ground, quiz="nothing")


def test_a_repeated_answer_changes_nothing_and_a_stale_one_says_what_is_held(ground):
    attempt_id = begin(ground)
    slot = slots(ground, attempt_id)["one"].slot
    ids = [option["id"] for option in ITEMS[0].body["options"]]
    first = save(ground, attempt_id, slot, 1, ids[0])
    assert save(ground, attempt_id, slot, 1, ids[0]) == first
    assert save(ground, attempt_id, slot, 2, ids[1]).seq == 2
    for seq, body in ((1, ids[0]), (2, ids[0])):
        with pytest.raises(Stale) as caught:
            save(ground, attempt_id, slot, seq, body)
        assert (caught.value.details["seq"], caught.value.details["response"]) == (2, ids[1])
    assert slots(ground, attempt_id)["one"].held.body == ids[1]
    assert ground.session.scalar(select(func.count()).select_from(Response)) == 2


def test_an_emptied_answer_is_held_as_open(ground):
    attempt_id = begin(ground)
    slot = slots(ground, attempt_id)["many"].slot
    save(ground, attempt_id, slot, 1, KEYS["many"])
    save(ground, attempt_id, slot, 2, [])
    question = slots(ground, attempt_id)["many"]
    assert (question.answered, question.held.seq) == (False, 2)
    attempts.submit(ground.session, ground.cast.front, attempt_id)
    assert entries(ground)[0].points == 0


@pytest.mark.parametrize("seq", [0, -1, True, "1", None, 10**9])
def test_a_number_that_is_none(small, seq):
    attempt_id = begin(small)
    with pytest.raises(Invalid):
        save(small, attempt_id, 1, seq, None)


def test_an_answer_the_question_cannot_have(ground):
    attempt_id = begin(ground)
    slot = slots(ground, attempt_id)["one"].slot
    for body in ("nothing", ["x"], 7, {"a": 1}, "\x00"):
        with pytest.raises(Invalid):
            save(ground, attempt_id, slot, 1, body)
    with pytest.raises(NotFound):
        save(ground, attempt_id, 99, 1, "x")


def test_nobody_answers_or_submits_for_another(ground):
    attempt_id = begin(ground)
    for who in ("keeper", "supervisor", "manager", "stranger", "other_supervisor"):
        with pytest.raises(NotFound):
            save(ground, attempt_id, 1, 1, None, who)
        with pytest.raises(NotFound):
            attempts.submit(ground.session, getattr(ground.cast, who), attempt_id)
        with pytest.raises(NotFound):
            attempts.answer_form(ground.session, getattr(ground.cast, who), attempt_id, {})


def test_who_may_look(ground):
    attempt_id = begin(ground)
    for who in ("front", "supervisor", "manager", "administrator"):
        assert attempts.fetch(ground.session, getattr(ground.cast, who), attempt_id).id == attempt_id
    for who in ("keeper", "stranger", "other_supervisor"):
        with pytest.raises(NotFound):
            attempts.fetch(ground.session, getattr(ground.cast, who), attempt_id)


def test_the_deadline_ends_the_sitting_and_late_answers_do_not_count(ground):
    with clock.travel(clock.now()) as forward:
        attempt_id = begin(ground)
        deadline = attempts.fetch(ground.session, ground.cast.front, attempt_id).deadline_at
        slot = slots(ground, attempt_id)["one"].slot
        wrong = next(o["id"] for o in ITEMS[0].body["options"] if not o["right"])
        save(ground, attempt_id, slot, 1, wrong)
        forward(15 * MINUTE)
        late = save(ground, attempt_id, slot, 2, KEYS["one"])
        assert late.late
        assert save(ground, attempt_id, slot, 2, KEYS["one"]) == late
        sitting = attempts.fetch(ground.session, ground.cast.front, attempt_id)
        assert (sitting.state, sitting.ended_at) == (State.EXPIRED, deadline)
        assert entries(ground)[0].points == 0
        assert attempts.with_late_answers(ground.session, 1, [attempt_id]) == {attempt_id}
        (one,) = [r for r in attempts.review(ground.session, sitting) if r.question.slot == slot]
        assert (one.question.held.body, one.late.body) == (wrong, KEYS["one"])
        forward(2 * MINUTE)
        with pytest.raises(Gone):
            save(ground, attempt_id, slot, 3, KEYS["one"])
        assert attempts.submit(ground.session, ground.cast.front, attempt_id) is State.EXPIRED
        assert len(entries(ground)) == 1


def test_a_first_answer_after_the_grace_time_ends_the_sitting_all_the_same(ground):
    with clock.travel(clock.now()) as forward:
        attempt_id = begin(ground)
        forward(20 * MINUTE)
        with pytest.raises(Gone):
            save(ground, attempt_id, 1, 1, None)
        assert len(entries(ground)) == 1


def test_after_submission_nothing_is_taken(ground):
    attempt_id = begin(ground)
    attempts.submit(ground.session, ground.cast.front, attempt_id)
    for _ in range(2):
        assert attempts.submit(ground.session, ground.cast.front, attempt_id) is State.SUBMITTED
    with pytest.raises(Gone):
        save(ground, attempt_id, 1, 1, None)
    assert len(entries(ground)) == 1


def test_settling_ends_what_is_over_and_nothing_else(ground):
    with clock.travel(clock.now()) as forward:
        one, two = begin(ground), begin(ground, "stranger")
        open_end = begin(ground, "keeper", "long", Rules(60))
        forward(14 * MINUTE)
        assert attempts.settle(ground.session) == 0
        forward(MINUTE)
        assert attempts.settle(ground.session, department_id=2) == 1
        assert attempts.settle(ground.session) == 1
        assert attempts.settle(ground.session) == 0
        states = dict(ground.session.execute(select(Attempt.id, Attempt.state)).all())
        assert states == {one: "expired", two: "expired", open_end: "open"}
        assert begin(ground) not in states


def test_self_study_waits_while_the_same_quiz_is_sat_as_a_task(small):
    assigned = begin(small, assignment_id=assignment(small))
    with pytest.raises(Conflict):
        begin(small)
    attempts.submit(small.session, small.cast.front, assigned)
    study = begin(small)
    assert study != assigned
    sitting = attempts.fetch(small.session, small.cast.front, assigned)
    assert attempts.sits_same_questions(small.session, sitting)


def test_questions_of_an_open_assessment_stay_closed_in_every_other_quiz(small):
    before = begin(small, quiz="red")
    attempts.submit(small.session, small.cast.front, before)
    elsewhere = begin(small, quiz="plain")
    attempts.submit(small.session, small.cast.front, elsewhere)
    final = begin(small, quiz="final", assignment_id=assignment(small))
    asked = {question.item.id for question in questions_of(small, final)}
    assert len(asked) == 2
    assert "red" in asked
    with pytest.raises(Conflict):
        begin(small, quiz="red")
    red = attempts.fetch(small.session, small.cast.front, before)
    assert attempts.sits_same_questions(small.session, red)
    shared = asked & {"one", "many", "order"}
    sitting = attempts.fetch(small.session, small.cast.front, elsewhere)
    assert attempts.sits_same_questions(small.session, sitting) == bool(shared)
    attempts.submit(small.session, small.cast.front, final)
    assert not attempts.sits_same_questions(small.session, sitting)


def questions_of(ground, attempt_id):
    sitting = attempts.fetch(ground.session, ground.cast.front, attempt_id)
    return attempts.questions(ground.session, sitting)


def assignment(ground):
    from trainer.assignments.tables import Assignment  # noqa: PLC0415 - a row is enough here
    from trainer.db import writing  # noqa: PLC0415 - as above

    with writing(ground.session):
        row = Assignment(
            department_id=1,
            kind="quiz",
            target_id="plain",
            title="任务",
            opens_at=clock.now(),
            due_at=clock.now() + MINUTE,
            counting="best",
            created_by=ground.cast.supervisor.person_id,
            created_at=clock.now(),
        )
        ground.session.add(row)
        ground.session.flush()
        return row.id


def test_at_once_shows_the_reasons_and_locks_the_answer(ground):
    attempt_id = begin(ground, quiz="once", rules=Rules(50, feedback=Feedback.AT_ONCE))
    slot = slots(ground, attempt_id)["one"].slot
    assert not slots(ground, attempt_id)["one"].released
    save(ground, attempt_id, slot, 1, KEYS["one"])
    laid = slots(ground, attempt_id)
    assert (laid["one"].released, laid["yes"].released) == (True, False)
    wrong = next(o["id"] for o in ITEMS[0].body["options"] if not o["right"])
    with pytest.raises(Stale):
        save(ground, attempt_id, slot, 2, wrong)
    assert save(ground, attempt_id, slot, 2, KEYS["one"]).seq == 1


def test_after_the_deadline_means_after_the_deadline(ground):
    with clock.travel(clock.now()) as forward:
        due = clock.now() + 60 * MINUTE
        rules = Rules(50, time_limit=10, feedback=Feedback.AFTER_DEADLINE, deadline=due)
        attempt_id = begin(ground, quiz="later", rules=rules)
        attempts.submit(ground.session, ground.cast.front, attempt_id)
        assert not any(q.released for q in slots(ground, attempt_id).values())
        forward(60 * MINUTE)
        assert all(q.released for q in slots(ground, attempt_id).values())


def test_an_open_red_line_fails_and_is_first_in_the_review(ground):
    attempt_id = begin(ground, quiz="red", rules=Rules(50))
    save(ground, attempt_id, slots(ground, attempt_id)["one"].slot, 1, KEYS["one"])
    attempts.submit(ground.session, ground.cast.front, attempt_id)
    (entry,) = entries(ground)
    assert (entry.percent, entry.passed, entry.red_lines) == (5000, False, ["Not answered"])
    sitting = attempts.fetch(ground.session, ground.cast.front, attempt_id)
    assert [r.question.item.id for r in attempts.review(ground.session, sitting)] == ["red", "one"]


def test_a_new_edition_leaves_a_running_sitting_as_it_was(ground):
    from tests.attempts.ground import question, stored  # noqa: PLC0415 - only here

    attempt_id = begin(ground)
    other = question(
        "one", "true_false", answer=True, feedback={"true": f"{SECRET}是", "false": f"{SECRET}非"}
    )
    editions.store(ground.session, stored((other, *ITEMS[1:])), types.grader_version(), {})
    laid = slots(ground, attempt_id)
    assert laid["one"].item.type == "single"
    save(ground, attempt_id, laid["one"].slot, 1, KEYS["one"])
    attempts.submit(ground.session, ground.cast.front, attempt_id)
    assert entries(ground)[0].edition_number == 1
    fresh = begin(ground)
    assert slots(ground, fresh)["one"].item.type == "true_false"
    assert scores.verify(ground.session, digests=DIGESTS)[0] == []


def test_a_form_saves_every_question_in_it(ground):
    attempt_id = begin(ground)
    laid = slots(ground, attempt_id)
    form = {}
    for key, question in laid.items():
        body = KEYS[key]
        form[f"seq-{question.slot}"] = ["0"]
        form[f"s{question.slot}"] = [body] if isinstance(body, str) else body
    posted = attempts.answer_form(ground.session, ground.cast.front, attempt_id, form)
    assert {saved.slot for saved in posted.saved} == {question.slot for question in laid.values()}
    assert attempts.answer_form(ground.session, ground.cast.front, attempt_id, form).saved == ()
    slot = laid["one"].slot
    save(ground, attempt_id, slot, 5, KEYS["one"])
    wrong = next(o["id"] for o in ITEMS[0].body["options"] if not o["right"])
    form[f"s{slot}"] = [wrong]
    posted = attempts.answer_form(ground.session, ground.cast.front, attempt_id, form)
    assert isinstance(posted.refused[slot], Stale)
    form[f"s{slot}"] = ["nothing"]
    assert isinstance(
        attempts.answer_form(ground.session, ground.cast.front, attempt_id, form).refused[slot], Invalid
    )


def test_a_form_s_button_moves_a_step(ground):
    attempt_id = begin(ground)
    question = slots(ground, attempt_id)["order"]
    shown = list(question.arrangement)
    name = f"s{question.slot}"
    form = {f"seq-{question.slot}": ["0"], name: shown, f"{name}.shown": [",".join(shown)]}
    assert attempts.answer_form(ground.session, ground.cast.front, attempt_id, form).saved == ()
    press = attempts.Press(question.slot, f"{name}:{shown[1]}:up")
    attempts.answer_form(ground.session, ground.cast.front, attempt_id, form, press)
    assert slots(ground, attempt_id)["order"].held.body == [shown[1], shown[0], *shown[2:]]
