"""Publishing what content/ and quizzes/ say as an edition."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from trainer.audit import service as audit
from trainer.checklists import service as checklists
from trainer.db import writing
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy as _l
from trainer.lessons import service as lessons
from trainer.paths import service as paths
from trainer.publishing.coverage import Covered, coverage
from trainer.publishing.model import Content, changed_clauses
from trainer.publishing.reading import read
from trainer.quizzes import service as quizzes
from trainer.quizzes import types
from trainer.quizzes.model import Item as Question
from trainer.sources.model import Fault
from trainer.standard import service as standards
from trainer.standard.service import once_per_edition

InUse = Callable[[], Mapping[str, str]]
"""Returns what open assignments stand on, as {quiz or lesson id: title of an assignment}; from above."""


class ContentRefused(Invalid):
    """The content has errors; `details['faults']` lists them all."""


@dataclass(frozen=True)
class Published:
    """What publishing did: the edition, whether it is new, which clauses changed, and the warnings."""

    edition: Edition
    new: bool
    changed: tuple[str, ...]
    warnings: tuple[Fault, ...]


def publish(
    session: Session,
    content: Path,
    quizzes: Path,
    *,
    editorial: Collection[str] = (),
    substance: Collection[str] = (),
    in_use: InUse = dict,
    actor_id: int | None = None,
) -> Published:
    """Check both folders and publish them; unchanged content changes nothing.

    Each clause whose wording changed must be named as `editorial` or of `substance`; only substance makes
    certificates stale. Raises ContentRefused with all faults, Invalid for clauses not named, Conflict where
    a quiz or lesson that open assignments stand on would vanish.
    """
    reading = read(content, quizzes)
    if reading.content is None or reading.errors:
        raise ContentRefused(_l("The content has faults; nothing was published."), faults=reading.errors)
    items = list(reading.content.items())
    with writing(session):
        before = editions.current_or_none(session)
        changed = changed_clauses(before, items)
        _refuse_unknown(reading.content, editorial, substance)
        _refuse_unnamed(changed, editorial, substance)
        _refuse_removed(reading.content, before, in_use())
        changes = {"editorial": sorted(set(editorial)), "substance": sorted(set(substance))}
        edition, new = editions.store(session, items, types.grader_version(), changes)
        if new:
            audit.record(
                session, "edition_published", actor_id=actor_id, number=edition.number, hash=edition.hash
            )
    return Published(edition, new, tuple(changed), tuple(f for f in reading.faults if f.warning))


@once_per_edition
def coverage_of(edition: Edition) -> list[Covered]:
    """Return clause by clause what teaches and tests it in an edition."""
    questions = [Question.from_json(stored) for stored in edition.items("question").values()]
    return coverage(
        standards.register(edition),
        lessons.lessons(edition).values(),
        quizzes.every(edition),
        questions,
        paths.paths(edition),
        checklists.of_edition(edition).values(),
    )


def _refuse_unknown(content: Content, editorial: Collection[str], substance: Collection[str]) -> None:
    if unknown := sorted(name for name in {*editorial, *substance} if name not in content.standard):
        raise Invalid(_l("There is no clause %(clauses)s in the register.", clauses=", ".join(unknown)))


def _refuse_unnamed(changed: Sequence[str], editorial: Collection[str], substance: Collection[str]) -> None:
    unnamed = [clause for clause in changed if clause not in editorial and clause not in substance]
    if unnamed:
        raise Invalid(
            _l(
                "The wording of these clauses changed: %(clauses)s. Say for each whether the change is "
                "editorial or of substance (--editorial, --substance).",
                clauses=", ".join(unnamed),
            ),
            clauses=unnamed,
        )
    if both := set(editorial) & set(substance):
        raise Invalid(
            _l("Named as both editorial and of substance: %(clauses)s", clauses=", ".join(sorted(both)))
        )


def _refuse_removed(content: Content, before: Edition | None, in_use: Mapping[str, str]) -> None:
    if before is None:
        return
    for kind, kept in (("quiz", content.quizzes), ("lesson", content.lessons)):
        for key in before.items(kind):
            if key not in kept and key in in_use:
                raise Conflict(
                    _l(
                        "“%(key)s” cannot be removed: the open assignment “%(title)s” stands on it.",
                        key=key,
                        title=in_use[key],
                    )
                )
