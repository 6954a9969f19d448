"""A department of as many people as a test wants, with two months of record.

One person does everything once, by the services. Their rows are then copied for the others, with ledger rows
of their own: what takes one person a second takes hundreds a few more.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from itertools import cycle

from sqlalchemy import Table, func, insert, select
from sqlalchemy.orm import Session

from tests.cast import PASSWORD
from tests.duty.story import ZONE, assign, at, came, hold, plan, sit
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.assignments.rules import RuleKind, Target, Wanted
from trainer.attempts.tables import Attempt, AttemptItem, GradeRow, Response
from trainer.certificates import service as certificates
from trainer.classes import service as classes
from trainer.classes.tables import ClassResult
from trainer.db import writing
from trainer.duty import service as duty
from trainer.duty.closed import Lack
from trainer.duty.model import Month
from trainer.editions import service as editions
from trainer.lessons import service as lessons
from trainer.lessons.tables import Reading
from trainer.mastery import service as mastery
from trainer.observations import service as observations
from trainer.observations.tables import MarkRow, Observation, SignatureRow
from trainer.people.model import Role, Viewer
from trainer.people.service import SignInRules
from trainer.people.tables import Person
from trainer.scores import service as scores
from trainer.scores.model import Result
from trainer.scores.tables import ScoreEntry

BEGIN, NOW = "2027-10-05 09:00", "2027-11-20 10:00"
CLOSED, RUNNING = Month(2027, 10), Month(2027, 11)
POSITIONS = ("front_desk", "manager_a", "manager_b", "cashier")
LINE = "使用禁语"
RULES = SignInRules(idle=None, lifetime=None, failures=5, password_cost="test")


@dataclass(frozen=True)
class Crowd:
    """What pages are asked for: somebody with a record, and things everybody took part in."""

    person: int
    quiz: str
    held: int
    planned: int
    task: int
    observation: int
    closing: int


def _table(kind) -> Table:
    return kind.__table__


def _rows(session: Session, kind, **wanted) -> list[dict]:
    table = _table(kind)
    chosen = select(table).where(*(table.c[name] == value for name, value in wanted.items()))
    return [dict(row) for row in session.execute(chosen).mappings()]


def _next(session: Session, kind) -> int:
    return (session.scalar(select(func.max(_table(kind).c.id))) or 0) + 1


def _put(session: Session, kind, rows: list[dict]) -> None:
    if rows:
        session.execute(insert(_table(kind)), rows)


def hire(session: Session, number: int) -> list[Viewer]:
    """Let so many people begin, of every position."""
    begun, first = clock.now(), _next(session, Person)
    like = _rows(session, Person, staff_number="0101")[0]
    rows = [
        like
        | {
            "id": first + n,
            "staff_number": f"8{n:04}",
            "name": f"员工{n:03}",
            "position": position,
            "hired_on": (begun - timedelta(days=n % 900)).date(),
            "password_hash": None,
            "created_at": begun,
        }
        for n, position in zip(range(number), cycle(POSITIONS), strict=False)
    ]
    with writing(session):
        _put(session, Person, rows)
    return [
        Viewer(
            row["id"],
            0,
            row["staff_number"],
            row["name"],
            Role.STAFF,
            row["position"],
            row["department_id"],
            "客服部",
            must_change_password=False,
            locale=None,
        )
        for row in rows
    ]


class Copier:
    """Copies what somebody did for others; `more` is changed in the ledger's row of each."""

    def __init__(self, session: Session) -> None:
        self.session = session

    def sitting(
        self, attempt_id: int, whom: Sequence[Viewer], *, red: bool = False, confirmed: bool = False
    ) -> None:
        """Copy a sitting; with `red` they crossed a line in their first answer.

        With `confirmed` nothing waits for a leader.
        """
        whole = _rows(self.session, Attempt, id=attempt_id)[0]
        parts = {kind: _rows(self.session, kind, attempt_id=attempt_id) for kind in _PARTS}
        with writing(self.session):
            ids = range(_next(self.session, Attempt), 10**9)
            made = list(zip(whom, ids, strict=False))
            people_of = [self._of(one) | {"id": id_, "open_key": None} for one, id_ in made]
            _put(self.session, Attempt, [whole | new for new in people_of])
            for kind, rows in parts.items():
                settled = {"final": True} if confirmed and kind is GradeRow else {}
                crossed = {"red_lines": [LINE], "points": 0} if red and kind is GradeRow else {}
                _put(
                    self.session,
                    kind,
                    [
                        row | {"attempt_id": id_} | settled | (crossed if row["slot"] == 1 else {})
                        for _who, id_ in made
                        for row in rows
                    ],
                )
            more = {"red_lines": (LINE,), "passed": False} if red else {}
            more |= {"provisional": False} if confirmed else {}
            self._append("attempt_id", attempt_id, [(who, {"attempt_id": id_} | more) for who, id_ in made])

    def observation(self, observation_id: int, whom: Sequence[Viewer]) -> None:
        """Copy an observation with its marks and signatures."""
        whole = _rows(self.session, Observation, id=observation_id)[0]
        marks = _rows(self.session, MarkRow, observation_id=observation_id)
        signed = _rows(self.session, SignatureRow, observation_id=observation_id)
        with writing(self.session):
            ids = range(_next(self.session, Observation), 10**9)
            made = list(zip(whom, ids, strict=False))
            _put(
                self.session,
                Observation,
                [whole | self._of(who) | {"id": id_, "open_key": None} for who, id_ in made],
            )
            _put(
                self.session, MarkRow, [row | {"observation_id": id_} for _who, id_ in made for row in marks]
            )
            own = whole["person_id"]
            _put(
                self.session,
                SignatureRow,
                [
                    row
                    | {"observation_id": id_}
                    | ({"person_id": who.person_id} if row["person_id"] == own else {})
                    for who, id_ in made
                    for row in signed
                ],
            )
            self._append("observation_id", observation_id, [(w, {"observation_id": i}) for w, i in made])

    def class_result(self, class_id: int, like: Viewer, whom: Sequence[Viewer]) -> None:
        """Copy somebody's oral result for others who came."""
        row = _rows(self.session, ClassResult, class_id=class_id, person_id=like.person_id)[0]
        with writing(self.session):
            first = scores.head(self.session, like.department_id).number + 1
            ids = range(_next(self.session, ClassResult), 10**9)
            _put(
                self.session,
                ClassResult,
                [
                    row | self._of(who) | {"id": id_, "entry_number": first + n}
                    for n, (who, id_) in enumerate(zip(whom, ids, strict=False))
                ],
            )
            self._append("class_id", class_id, [(who, {}) for who in whom])

    def reading(self, like: Viewer, whom: Sequence[Viewer]) -> None:
        """Copy what somebody read."""
        rows = _rows(self.session, Reading, person_id=like.person_id)
        with writing(self.session):
            first = _next(self.session, Reading)
            new = [row | self._of(who) for who in whom for row in rows]
            _put(self.session, Reading, [row | {"id": first + n} for n, row in enumerate(new)])

    @staticmethod
    def _of(who: Viewer) -> dict:
        return {"person_id": who.person_id, "position": who.position}

    def _append(self, column: str, key: int, made: Sequence[tuple[Viewer, dict]]) -> None:
        """Append a row of the ledger for each, chained to the one before."""
        where = (_table(ScoreEntry).c[column] == key, _table(ScoreEntry).c.supersedes.is_(None))
        body = self.session.scalar(select(_table(ScoreEntry).c.body).where(*where).limit(1))
        said = json.loads(body)
        like = Result(**{one.name: said.get(one.name) for one in fields(Result)})
        like = replace(like, red_lines=tuple(like.red_lines))
        head = scores.head(self.session, like.department_id)
        number, previous, now = head.number, head.hash, clock.now()
        rows = []
        for who, more in made:
            number += 1
            row = scores._row(number, now, previous, replace(like, **self._of(who), **more), None)
            rows.append({name: getattr(row, name) for name in _table(ScoreEntry).c.keys()})  # noqa: SIM118 - columns, not a mapping
            previous = row.hash
        _put(self.session, ScoreEntry, rows)


_PARTS = (AttemptItem, Response, GradeRow)


def fill(session: Session, cast, number: int, to) -> Crowd:
    """Let so many people work from October to the 20th of November; `to` lets time pass."""
    boss, one = cast.supervisor, cast.front
    copier = Copier(session)
    rest = hire(session, number)
    everybody = [one, *rest]
    task, held = _october(session, copier, boss, everybody, to)
    closing = _close(session, boss)
    planned, seen = _november(session, copier, boss, everybody, to)
    with writing(session):
        certificates.refresh(session, 1)
    mastery.refresh(session, 1)
    session.rollback()
    return Crowd(rest[0].person_id, "posture", held, planned, task, seen, closing)


def _october(session, copier, boss, everybody, to) -> tuple[int, int]:
    one, rest = everybody[0], everybody[1:]
    quiz = assign(session, boss, *everybody, due="2027-10-25 18:00")
    reading = {"target": "sitting", "kind": Kind.LESSON}
    assign(session, boss, *everybody, due="2027-10-25 18:00", **reading)
    planned = plan(session, boss, *everybody, starts="2027-10-06 14:00")
    to("2027-10-06 15:00")
    came(session, boss, planned, *everybody)
    classes.enter(session, boss, planned, one.person_id, 85)
    copier.class_result(planned, one, rest)
    lessons.mark_read(session, one, editions.current(session), "sitting")
    copier.reading(one, rest)
    copier.sitting(sit(session, one, quiz), rest[: len(rest) * 2 // 3])
    to("2027-10-07 15:00")
    copier.sitting(sit(session, one, quiz, right=0.5), rest[len(rest) // 2 :])
    seen = _watch(session, boss, one)
    shown = observations.fetch(session, one, seen).shown_hash
    observations.sign(session, one, seen, shown, PASSWORD, RULES)
    copier.observation(seen, rest)
    to("2027-11-01 09:00")
    return quiz, planned


def _november(session, copier, boss, everybody, to) -> tuple[int, int]:
    one, rest = everybody[0], everybody[1:]
    _rules(session, boss)
    entry = assign(session, boss, *everybody, due="2027-11-15 18:00", target="emergency-entry")
    assign(session, boss, *everybody, due="2027-11-30 18:00", target="keys")
    ending = [one, *rest[::4]]
    final = assign(session, boss, *ending, due="2027-11-28 18:00", target="final-front-desk")
    words = assign(session, boss, *everybody, due="2027-11-22 18:00", target="own-words")
    hold(session, boss, *everybody, on=clock.today(ZONE))
    to("2027-11-08 11:00")
    copier.sitting(sit(session, one, entry, quiz_id="emergency-entry", right=0.3), rest[::2])
    copier.sitting(sit(session, one, words, quiz_id="own-words"), rest[::3])
    ended = sit(session, one, final, quiz_id="final-front-desk")
    copier.sitting(ended, ending[1:], confirmed=True)
    to("2027-11-10 11:00")
    copier.sitting(sit(session, one, entry, quiz_id="emergency-entry"), rest[::4], red=True)
    failed = _watch(session, boss, one, unmet=6)
    copier.observation(failed, rest[::2])
    objected = _watch(session, boss, one, unmet=2, form="telephone")
    shown = observations.fetch(session, one, objected).shown_hash
    observations.object_(session, one, objected, shown, "当时正在接另一个电话。")
    copier.observation(objected, rest[1::4])
    planned = plan(session, boss, *everybody, starts="2027-11-25 14:00", topic="带看与指引")
    to(NOW)
    return planned, failed


def _watch(session, boss, one, *, unmet: int = 0, form: str = "counter-reception") -> int:
    edition = editions.current(session)
    id_, _new = observations.start(session, boss, edition, one.person_id, form)
    for n, item in enumerate(edition.item("checklist", form)["items"]):
        mark = "unmet" if n < unmet else "met"
        observations.save_mark(session, boss, id_, item["id"], 1, {"": [mark]})
    observations.finish(session, boss, id_)
    return id_


def _rules(session, boss) -> None:
    edition = editions.current(session)
    for kind, target, name in (
        (RuleKind.NEW_HIRE, Target.FINAL, ""),
        (RuleKind.QUARTERLY, Target.QUIZ, "courtesy-words"),
    ):
        assignments.write_rule(session, boss, 1, Wanted(kind, "front_desk", target, name, 30), edition)


def _close(session: Session, boss: Viewer) -> int:
    """Close October with a paper that says nothing: how it is printed is another test's."""
    answers = dict.fromkeys(Lack, "已当面补课")

    def paper(_kept) -> tuple[str, bytes]:
        return "record.pdf", b"%PDF-1.7\n%%EOF\n"

    return duty.close(session, boss, 1, CLOSED, answers, zone=ZONE, print_=paper).id


def begin() -> object:
    """Return the moment at which the crowd begins."""
    return at(BEGIN)
