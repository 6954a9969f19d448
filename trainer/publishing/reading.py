"""Reading the whole content in the order of its references, so that all faults come out at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from trainer.checklists import loader as checklist_files
from trainer.i18n import _
from trainer.i18n import lazy as _l
from trainer.lessons import figures as figure_files
from trainer.lessons import loader as lesson_files
from trainer.paths import loader as path_files
from trainer.paths.loader import Known
from trainer.phrases import loader as phrase_files
from trainer.pinups import loader as pinup_files
from trainer.publishing import reviews
from trainer.publishing.model import Content, Reading
from trainer.quizzes import loader as quiz_files
from trainer.sources.model import Fault
from trainer.sources.service import read_yaml
from trainer.standard import loader as standard_files
from trainer.standard.model import EVERYONE, Position, Site, Standard

PREPARED = {"cold": _l("without the lesson"), "lesson": _l("after the lesson")}
"""How people call the two kinds of review."""
SHOWN = 5
"""Questions that a warning about many of them names."""


def read(content: Path, quizzes: Path) -> Reading:
    """Read and cross-check both folders; needs no database."""
    missing = [
        Fault(str(folder), 1, _("There is no such folder."))
        for folder in (content, quizzes)
        if not folder.is_dir()
    ]
    if missing:
        return Reading(None, tuple(missing))
    standard, written, faults = standard_files.load(content)
    if standard is None:
        return Reading(None, _sorted(faults + _unreadable(quizzes)))
    site = written or _stand_in(standard)
    figures, more = figure_files.load(content, standard)
    faults += more
    lessons, more = lesson_files.load(content, standard, site, figures)
    faults += more
    positions = {position.id for position in site.positions}
    clauses = {clause.id: clause for clause in standard.clauses}
    phrasebook, more = phrase_files.load(content, clauses)
    faults += more
    loaded, questions, more = quiz_files.load(quizzes, clauses, lessons, figures, positions, phrasebook)
    faults += more
    paths, more = path_files.load(
        content,
        site,
        {key: Known(lesson.positions) for key, lesson in lessons.items()},
        {path.stem: Known((EVERYONE,)) for path in quizzes.glob("*.yaml")}
        | {key: Known(quiz.positions, quiz.lessons) for key, quiz in loaded.items()},
    )
    faults += more
    pinups, more = pinup_files.load(content, standard, site)
    faults += more
    checklists, more = checklist_files.load(
        content,
        standard,
        site,
        {key: lesson.positions for key, lesson in lessons.items()},
        {path.stem: (EVERYONE,) for path in quizzes.glob("*.yaml")}
        | {key: quiz.positions for key, quiz in loaded.items()},
    )
    faults += more
    whole = Content(
        site, standard, figures, lessons, loaded, questions, paths, phrasebook, pinups, checklists
    )
    faults += _holes(whole, content / "standard.yaml", f"{content.name}/standard.yaml")
    faults += _reviews(whole, quizzes / reviews.FILE, f"{quizzes.name}/{reviews.FILE}")
    return Reading(whole if written else None, _sorted(faults))


def _stand_in(standard: Standard) -> Site:
    """Return a site for checking the rest when site.yaml cannot be used: the positions that clauses name."""
    names = sorted({name for clause in standard.clauses for name in clause.positions if name != EVERYONE})
    positions = tuple(Position(id=name, title=name, title_en=name) for name in names or ["staff"])
    return Site(organisation="–", department="–", title="–", time_zone="UTC", positions=positions)


def _sorted(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    return tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line, fault.message)))


def _unreadable(quizzes: Path) -> list[Fault]:
    """Return what is wrong with the quizzes' YAML itself, when there is no register to check them against."""
    found = [read_yaml(path, f"{quizzes.name}/{path.name}")[1] for path in sorted(quizzes.glob("*.yaml"))]
    return [fault for faults in found for fault in faults]


def _holes(content: Content, register: Path, shown: str) -> list[Fault]:
    lines = dict(_clause_lines(register))
    return [
        Fault(
            shown,
            lines.get(covered.clause.id, 1),
            _(
                "Clause %(id)s %(title)s is not covered: %(hole)s.",
                id=covered.clause.id,
                title=covered.clause.title,
                hole=hole,
            ),
        )
        for covered in content.coverage
        for hole in covered.holes
    ]


def _reviews(content: Content, record: Path, shown: str) -> list[Fault]:
    """Return the faults of the review record, and warnings for questions it does not cover as they stand."""
    done, faults = reviews.load(record, shown)
    never: dict[str, list[str]] = {}
    for item, prepared, again in reviews.unreviewed(content.questions.values(), done):
        if again:
            message = _("The question %(id)s was changed since it was reviewed.", id=item.id)
            faults.append(Fault(shown, 1, f"{message} ({PREPARED[prepared]})", warning=True))
        else:
            never.setdefault(prepared, []).append(item.id)
    for lacking, ids in never.items():
        message = _(
            "%(count)s questions were never reviewed (%(prepared)s): %(ids)s",
            count=len(ids),
            prepared=PREPARED[lacking],
            ids=", ".join(ids[:SHOWN]) + (" …" if len(ids) > SHOWN else ""),
        )
        faults.append(Fault(shown, 1, message, warning=True))
    return faults


def _clause_lines(register: Path) -> Iterator[tuple[str, int]]:
    """Yield each clause of the register with the line it begins on."""
    root, _faults = read_yaml(register, register.name)
    clauses = root.get("clauses") if root else None
    for node in clauses.items() if clauses else ():
        name = node.get("id")
        if name is not None:
            yield str(name.value), node.line
