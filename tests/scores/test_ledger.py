"""The ledger refuses to be changed, and what is changed behind its back is found; on every engine."""

import json

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.backups.service import DIGESTS
from trainer.db import canonical
from trainer.errors import Conflict, Invalid
from trainer.scores import service as scores
from trainer.scores.model import GENESIS, Correction, Damage, Kind, Result, hash_of
from trainer.scores.service import ScoreEntry

UPSERT = """INSERT INTO score_entries SELECT * FROM score_entries
ON CONFLICT (department_id, number) DO UPDATE SET points = 0"""
TRIGGERS = {
    "sqlite": ["DROP TRIGGER {table}_no_update", "DROP TRIGGER {table}_no_delete"],
    "postgresql": ["ALTER TABLE {table} DISABLE TRIGGER USER"],
}


@pytest.fixture
def chain(ground):
    """Five results of department 1 and one of department 2, each with an answer."""
    for who in ("front", "keeper", "cashier", "front", "keeper", "stranger"):
        viewer = getattr(ground.cast, who)
        attempt_id = attempts.start(ground.session, viewer, "long", Rules(60))
        sitting = attempts.fetch(ground.session, viewer, attempt_id)
        for question in attempts.questions(ground.session, sitting):
            if question.item.type == "single":
                chosen = question.item.body["options"][0]["id"]
                attempts.answer(ground.session, viewer, attempt_id, question.slot, 1, chosen)
        attempts.submit(ground.session, viewer, attempt_id)
    ground.session.rollback()
    return ground


ROW = " WHERE department_id = 1 AND number = "


def forge(ground, statement, table="score_entries", **values):
    """Change rows as somebody with the database file could: without the triggers."""
    with ground.session.get_bind().begin() as connection:
        for drop in TRIGGERS[ground.engine]:
            connection.execute(text(drop.format(table=table)))
        assert connection.execute(text(statement), values).rowcount
    ground.session.expire_all()


def damage(ground, head=None):
    ground.session.rollback()
    found, _heads = scores.verify(ground.session, head, digests=DIGESTS)
    return [(f.department_id, f.number, f.damage) for f in found]


def rows(ground, department=1):
    chosen = select(ScoreEntry).where(ScoreEntry.department_id == department).order_by(ScoreEntry.number)
    return ground.session.scalars(chosen.execution_options(populate_existing=True)).all()


def result(ground, **other):
    row = rows(ground)[0]
    given = {name: getattr(row, name) for name in Result.__dataclass_fields__ if hasattr(row, name)}
    given |= {"red_lines": tuple(row.red_lines), "edition_hash": "e", "responses_digest": "r"}
    return Result(**(given | other))


def test_an_untouched_ledger_is_whole_and_its_heads_are_found(chain):
    head = scores.head(chain.session, 1)
    assert (head.number, scores.head(chain.session, 2).number) == (5, 1)
    found, heads = scores.verify(chain.session, head.hash, digests=DIGESTS)
    assert (found, heads[1]) == ([], head)
    early = rows(chain)[1].hash
    assert damage(chain, early.upper()) == []
    assert damage(chain, GENESIS) == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE score_entries SET points = 3000",
        "DELETE FROM score_entries",
        "DELETE FROM score_entries WHERE number = 5",
        "UPDATE responses SET body = '\"x\"'",
        "DELETE FROM responses",
        "UPDATE grades SET points = 1000",
        "DELETE FROM grades",
        "UPDATE items SET body = '{}'",
        "DELETE FROM edition_items",
    ],
)
def test_the_database_refuses_edits_and_deletions(chain, statement):
    with pytest.raises(DatabaseError, match="append-only"), chain.session.get_bind().begin() as connection:
        connection.execute(text(statement))
    assert damage(chain) == []


def test_the_database_refuses_replacing_and_emptying(chain):
    statements = {
        "sqlite": ["REPLACE INTO score_entries SELECT * FROM score_entries"],
        "postgresql": [
            "TRUNCATE score_entries",
            UPSERT,
        ],
    }
    for statement in statements[chain.engine]:
        with (
            pytest.raises(DatabaseError, match="append-only"),
            chain.session.get_bind().begin() as connection,
        ):
            connection.execute(text(statement))


@pytest.mark.parametrize(
    "edit", ["points = 2999", "passed = NOT passed", "person_id = person_id + 1", "red_lines = '[\"x\"]'"]
)
def test_an_edited_column_is_found(chain, edit):
    forge(chain, "UPDATE score_entries SET " + edit + ROW + "3")
    assert damage(chain) == [(1, 3, Damage.CHANGED)]


def test_an_edited_body_is_found_even_with_a_fitting_hash(chain):
    body = rows(chain)[2].body.replace('"percent":', '"percent": ')
    statement = "UPDATE score_entries SET body = :body WHERE department_id = 1 AND number = 3"
    forge(chain, statement, body=body)
    assert damage(chain) == [(1, 3, Damage.CHANGED)]


def test_a_rewritten_row_breaks_the_next(chain):
    row = rows(chain)[2]
    facts = json.loads(row.body) | {"points": 1}
    body = canonical(facts)
    forge(
        chain,
        "UPDATE score_entries SET body = :body, points = 1, hash = :hash" + ROW + "3",
        body=body,
        hash=hash_of(body),
    )
    assert damage(chain) == [(1, 4, Damage.BROKEN)]


def test_a_deleted_row_is_found(chain):
    forge(chain, "DELETE FROM score_entries WHERE department_id = 1 AND number = 2")
    assert damage(chain) == [(1, 2, Damage.MISSING)]


def test_reordered_rows_are_found(chain):
    for number, other in ((2, 99), (3, 2), (99, 3)):
        with chain.session.get_bind().begin() as connection:
            if number == 2:
                for drop in TRIGGERS[chain.engine]:
                    connection.execute(text(drop.format(table="score_entries")))
            connection.execute(
                text("UPDATE score_entries SET number = :other WHERE department_id = 1 AND number = :number"),
                {"other": other, "number": number},
            )
    assert damage(chain) == [(1, 2, Damage.CHANGED)]


def test_a_cut_tail_is_found_with_the_printed_head_only(chain):
    head = scores.head(chain.session, 1).hash
    forge(chain, "DELETE FROM score_entries WHERE department_id = 1 AND number = 5")
    assert damage(chain) == []
    assert damage(chain, head) == [(0, 0, Damage.TAIL)]


def test_a_changed_answer_is_found(chain):
    attempt_id = rows(chain)[3].attempt_id
    forge(chain, "UPDATE responses SET body = '\"x\"' WHERE attempt_id = :id", "responses", id=attempt_id)
    assert damage(chain) == [(1, 4, Damage.RESPONSES)]


def test_an_answer_slipped_in_or_taken_away_is_found(chain):
    attempt_id = rows(chain)[1].attempt_id
    forge(chain, "DELETE FROM responses WHERE attempt_id = :id", "responses", id=attempt_id)
    assert damage(chain) == [(1, 2, Damage.RESPONSES)]


def test_a_changed_wording_is_found(chain):
    forge(
        chain,
        "UPDATE items SET body = replace(body, '题干', '题目') WHERE kind = 'question' AND key = 'one'",
        "items",
    )
    assert damage(chain) == [(0, 1, Damage.STORE), (1, 1, Damage.EDITION), (2, 1, Damage.EDITION)]


def test_content_that_is_no_json_any_more_is_found(chain):
    forge(chain, "UPDATE items SET body = 'x' WHERE kind = 'clause'", "items")
    assert (0, 1, Damage.STORE) in damage(chain)


def test_findings_are_said_in_words(chain, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    forge(chain, "DELETE FROM score_entries WHERE department_id = 1 AND number = 2")
    found, _heads = scores.verify(chain.session, "f" * 64)
    assert [str(f) for f in found] == [
        "Department 1, row 2: a row is missing here.",
        "the printed head stands in no chain: rows were cut off or the chain was rewritten",
    ]


def test_a_second_result_of_a_sitting_is_refused(chain):
    with pytest.raises(Conflict):
        scores.append(chain.session, result(chain))


def test_a_correction_takes_the_place_of_a_row_once_and_needs_a_reason(chain):
    author = chain.cast.manager.person_id
    row = rows(chain)[0]
    with pytest.raises(Invalid):
        scores.append(chain.session, result(chain), Correction(Kind.OVERRIDE, row.number, " ", author))
    better = result(chain, points=4000, percent=10_000, passed=True)
    why = Correction(Kind.OVERRIDE, row.number, "核对后更正 e\u0301", author)
    assert scores.append(chain.session, better, why) == 6
    with pytest.raises(Conflict):
        scores.append(chain.session, better, why)
    held = scores.of_attempt(chain.session, 1, row.attempt_id)
    assert (held.number, held.kind, held.percent) == (6, "override", 10_000)
    assert [one.number for one in scores.of_person(chain.session, 1, row.person_id)] == [6, 4]
    void = Correction(Kind.VOID, 6, "作废", author)
    scores.append(chain.session, better, void)
    assert scores.of_attempt(chain.session, 1, row.attempt_id) is None
    found, _heads = scores.verify(chain.session)
    assert [f.damage for f in found] == [Damage.EDITION]  # the corrections above name no real edition


def test_rows_of_a_period_and_their_count(chain):
    first, last = rows(chain)[0].at, rows(chain)[-1].at
    assert [row.number for row in scores.of_period(chain.session, 1, first, last)] == [1, 2, 3, 4]
    assert scores.count(chain.session, 1) == 5
    assert set(scores.of_attempts(chain.session, 1, [rows(chain)[0].attempt_id, 10**6])) == {
        rows(chain)[0].attempt_id
    }


def test_every_row_stands_on_the_one_before(chain):
    previous = GENESIS
    for number, row in enumerate(rows(chain), start=1):
        assert (row.number, row.previous_hash, row.hash) == (number, previous, hash_of(row.body))
        previous = row.hash
