"""Evidence from the floor, and from questions that were mended: what counts, what is taken back."""

from tests.attempts.test_mending import mend
from tests.attempts.test_mending import sit as sit_wrong
from tests.observations.ground import floor, postgresql_floor, seen_hash, sqlite_floor, watch
from trainer.attempts.service import Act
from trainer.mastery import service as mastery
from trainer.mastery.model import EVERYTHING, From
from trainer.observations import service as observations
from trainer.observations.model import Decision

__all__ = ["floor", "postgresql_floor", "sqlite_floor"]
MARKS = {"greets": "met", "stands": "unmet", "words": "unmet", "hands": "unobserved"}


def cells(site):
    site.session.rollback()
    front = site.cast.front.person_id
    found = mastery.of_person(site.session, site.cast.manager, front)
    return {clause: (cell.percent, cell.n, cell.red_lines) for clause, cell in found.items()}


def test_marks_count_item_by_item_and_what_was_not_observed_not_at_all(floor):
    watch(floor.session, floor.cast.supervisor, floor.cast.front, MARKS)
    assert cells(floor) == {"4.5": (33, 3, 1), EVERYTHING: (33, 3, 1)}
    found = mastery.evidence(floor.session, floor.cast.supervisor, floor.cast.front.person_id, "4.5")
    assert {one.source for one in found} == {From.OBSERVATION}
    assert {one.text for one in found} == {"做到greets", "做到stands", "做到words"}
    assert mastery.compare(floor.session, 1) == []


def test_an_objection_that_changed_marks_changes_the_cells_and_one_that_undid_it_empties_them(floor):
    session, cast = floor.session, floor.cast
    first = watch(session, cast.supervisor, cast.front, MARKS)
    assert cells(floor)["4.5"] == (33, 3, 1)
    observations.object_(session, cast.front, first, seen_hash(session, cast.front, first), "当时站着")
    better = {**MARKS, "stands": "met", "words": "met"}
    observations.answer(session, cast.manager, first, Decision.CHANGED, "录像为证", better)
    assert cells(floor)["4.5"] == (100, 3, 0)
    second = watch(session, cast.supervisor, cast.front, MARKS)
    observations.object_(session, cast.front, second, seen_hash(session, cast.front, second), "那是演习")
    observations.answer(session, cast.manager, second, Decision.WITHDRAWN, "考核时在演习")
    assert cells(floor)["4.5"] == (100, 3, 0)
    assert mastery.compare(session, 1) == []


def test_a_voided_question_is_no_evidence_whichever_way_it_was_voided(ground):
    sit_wrong(ground)
    assert cells(ground)["4.5"][:2] == (50, 2)
    mend(ground, Act.FULL_MARKS)
    assert cells(ground)["4.5"][:2] == (100, 1)
    mend(ground, Act.PUBLISHED)
    assert cells(ground)["4.5"][:2] == (50, 2)
    mend(ground, Act.LEFT_OUT)
    assert cells(ground)["4.5"][:2] == (100, 1)
    assert mastery.compare(ground.session, 1) == []
