"""Mending a question after it was sat: a look at who changes and how, then new rows for everybody at once.

All sittings of a department change in one write: either everybody's result follows the mending or nobody's.
Sittings that end later follow it when they are graded (ending.py). Nothing is rewritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from trainer import clock
from trainer.attempts import mended
from trainer.attempts.changing import Change, write
from trainer.attempts.mended import ACT_NAMES, OF_QUESTIONS, Act
from trainer.attempts.paths import is_asked
from trainer.attempts.tables import Attempt, AttemptItem, MendingRow
from trainer.attempts.weighing import Found, Wish, look
from trainer.audit import service as audit
from trainer.db import writing
from trainer.editions import service as editions
from trainer.errors import Conflict, Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people.model import Viewer
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Item
from trainer.scores.model import Kind


@dataclass(frozen=True)
class Preview:
    """Who would change and how; `seen` says later whether somebody else was faster."""

    item: Item
    changes: tuple[Change, ...]
    unchanged: int
    own: int
    """Sittings of the viewer: only somebody else may change these."""
    by_hand: int
    """Sittings whose whole result somebody has set: it stands."""
    seen: int

    @property
    def sat(self) -> int:
        """Return how many ended sittings asked the question."""
        return len(self.changes) + self.unchanged + self.own + self.by_hand


def question(
    session: Session, viewer: Viewer, item_hash: str, departments: Sequence[int]
) -> tuple[Item, list[str]]:
    """Return a question in a wording that was sat in departments the viewer leads, and the quizzes it was in.

    Raises NotFound for any other, and Conflict while the viewer is being asked it.
    """
    reach = [one for one in departments if viewer.sees(one)]
    chosen = (
        select(Attempt.quiz_id, AttemptItem.question_id)
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(AttemptItem.department_id.in_(reach), AttemptItem.item_hash == item_hash)
    )
    asked = session.execute(chosen.distinct().order_by(Attempt.quiz_id)).all() if reach else []
    if not asked:
        raise NotFound(_l("Nobody here was asked this question in this wording."))
    if is_asked(session, viewer, asked[0].question_id):
        raise Conflict(_l("You are being asked this question right now. Please hand that in first."))
    item = Item.from_json(editions.bodies(session, [item_hash])[item_hash])
    return item, [row.quiz_id for row in asked]


def survey(session: Session, viewer: Viewer, wish: Wish) -> Preview:
    """Return who would change by a mending and how, without writing. Raises as `question`, and Invalid."""
    item, _quizzes = question(session, viewer, wish.item_hash, wish.departments)
    found = [look(session, viewer, wish, item, one) for one in _reach(viewer, wish)]
    return _preview(session, wish, item, found)


def mend(session: Session, viewer: Viewer, wish: Wish, quiz_id: str, reason: str, seen: int) -> Preview:
    """Do it, in one write; returns what was changed. `seen` is that of the preview the viewer agreed to.

    Raises as `survey`, Invalid without a reason, and Conflict where somebody has mended it meanwhile or
    nothing would be different.
    """
    if not reason.strip():
        raise Invalid(_l("A correction needs a reason; everybody it concerns will read it."), "reason")
    with writing(session):
        for department_id in _reach(viewer, wish):
            mended.hold_apart(session, department_id, alone=True)
        item, _quizzes = question(session, viewer, wish.item_hash, wish.departments)
        found = {one: look(session, viewer, wish, item, one, lock=True) for one in _reach(viewer, wish)}
        preview = _preview(session, wish, item, list(found.values()))
        if preview.seen != seen:
            raise Conflict(_l("This question was mended meanwhile. Please look at it again."))
        _refuse_the_same(session, wish, preview)
        for department_id, one in found.items():
            _write(session, viewer, wish, item, department_id, quiz_id, reason.strip(), one)
        return preview


def _reach(viewer: Viewer, wish: Wish) -> list[int]:
    """Return the departments in one order, so that two who mend never wait for each other."""
    if wish.act not in OF_QUESTIONS or not wish.departments or not all(map(viewer.sees, wish.departments)):
        raise NotFound(_l("There is no such department here."))
    return sorted(set(wish.departments))


def _preview(session: Session, wish: Wish, item: Item, found: Sequence[Found]) -> Preview:
    newest = select(func.max(MendingRow.id)).where(
        MendingRow.item_hash == wish.item_hash,
        MendingRow.department_id.in_(wish.departments),
        MendingRow.attempt_id.is_(None),
    )
    return Preview(
        item=item,
        changes=tuple(pending.change for one in found for pending in one.pending),
        unchanged=sum(one.unchanged for one in found),
        own=sum(one.own for one in found),
        by_hand=sum(one.by_hand for one in found),
        seen=session.scalar(newest) or 0,
    )


def _refuse_the_same(session: Session, wish: Wish, preview: Preview) -> None:
    if preview.changes:
        return
    for department_id in wish.departments:
        newest = next(iter(mended.of_items(session, department_id, [wish.item_hash]).values()), [])
        now = (newest[0].act, newest[0].key) if newest else (Act.PUBLISHED, None)
        if now != (wish.act, wish.key):
            return
    raise Conflict(_l("That is how the question counts already; nothing would change."))


def _write(
    session: Session,
    viewer: Viewer,
    wish: Wish,
    item: Item,
    department_id: int,
    quiz_id: str,
    reason: str,
    found: Found,
) -> None:
    row = MendingRow(
        department_id=department_id,
        edition_number=editions.current(session).number,
        item_hash=wish.item_hash,
        question_id=item.id,
        quiz_id=quiz_id,
        act=wish.act.value,
        key=wish.key,
        reason=reason,
        author_id=viewer.person_id,
        at=clock.now(),
    )
    session.add(row)
    session.flush()
    write(
        session,
        department_id,
        found.pending,
        kind=Kind.REGRADE,
        reasons=[_said(wish, item, one.change.slot, reason) for one in found.pending],
        author_id=viewer.person_id,
        mending_id=None if wish.act is Act.PUBLISHED else row.id,
    )
    audit.record(
        session,
        "question_mended",
        actor_id=viewer.person_id,
        department_id=department_id,
        question_id=item.id,
        act=wish.act.value,
        changed=len(found.pending),
    )


def _said(wish: Wish, item: Item, slot: int | None, reason: str) -> str:
    act = str(ACT_NAMES[wish.act])
    if wish.act is Act.KEY:
        act = _("key changed to “%(key)s”", key=quizzes.key_words(item, wish.key))
    return _("Question %(number)s, %(act)s: %(reason)s", number=slot, act=act, reason=reason)
