"""Reading the whole content in the order of its references, so that all faults come out at once."""

from pathlib import Path

from trainer.i18n import _
from trainer.lessons import figures as figure_files
from trainer.lessons import loader as lesson_files
from trainer.paths import loader as path_files
from trainer.paths.loader import Known
from trainer.publishing.model import Content, Coverage, Reading, coverage
from trainer.quizzes import loader as quiz_files
from trainer.sources.model import Fault
from trainer.standard import loader as standard_files
from trainer.standard.model import EVERYONE, Position, Site, Standard


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
        return Reading(None, tuple(faults))
    site = written or _stand_in(standard)
    figures, more = figure_files.load(content, standard)
    faults += more
    lessons, more = lesson_files.load(content, standard, site, figures)
    faults += more
    positions = {position.id for position in site.positions}
    clauses = {clause.id: clause for clause in standard.clauses}
    loaded, questions, more = quiz_files.load(quizzes, clauses, lessons, figures, positions)
    faults += more
    paths, more = path_files.load(
        content,
        site,
        {key: Known(lesson.positions) for key, lesson in lessons.items()},
        {key: Known(quiz.positions, quiz.lessons) for key, quiz in loaded.items()},
    )
    faults += more
    whole = Content(site, standard, figures, lessons, loaded, questions, paths)
    faults += _holes(whole, f"{content.name}/standard.yaml")
    return Reading(
        whole if written else None, tuple(sorted(set(faults), key=lambda fault: (fault.file, fault.line)))
    )


def _stand_in(standard: Standard) -> Site:
    """Return a site for checking the rest when site.yaml cannot be used: the positions that clauses name."""
    names = sorted({name for clause in standard.clauses for name in clause.positions if name != EVERYONE})
    positions = tuple(Position(id=name, title=name, title_en=name) for name in names or ["staff"])
    return Site(organisation="–", department="–", title="–", time_zone="UTC", positions=positions)


def _holes(content: Content, shown: str) -> list[Fault]:
    found: list[Fault] = []
    for covered in coverage(content):
        found += [Fault(shown, 1, message, warning=True) for message in _missing(covered)]
    return found


def _missing(covered: Coverage) -> list[str]:
    clause = covered.clause
    wanted = []
    if not covered.lessons:
        wanted.append(_("Clause %(id)s %(title)s has no lesson.", id=clause.id, title=clause.title))
    if not covered.questions:
        wanted.append(_("Clause %(id)s %(title)s has no question.", id=clause.id, title=clause.title))
    return wanted
