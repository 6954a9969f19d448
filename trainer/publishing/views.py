"""The coverage page: clause by clause what teaches and tests it, holes first, for those who answer for it."""

from collections import Counter

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from trainer.printing.model import line
from trainer.publishing import service as publishing
from trainer.quizzes import types
from trainer.standard import service as standards
from trainer.web.filters import position_name
from trainer.web.guard import leaders
from trainer.web.request import edition, site

bp = Blueprint("publishing", __name__)


@bp.get("/coverage")
@leaders
def coverage() -> ResponseReturnValue:
    """Show what every clause has, a section at a time where one is asked for."""
    rows = publishing.coverage_of(edition())
    register = standards.register(edition())
    section = request.args.get("section", "")
    if section:
        register.section(section)
        rows = [row for row in rows if row.clause.section == section]
    questions = {item.id: item for row in rows for item in row.questions}
    kinds = Counter(item.type for item in questions.values())
    return render_template(
        "publishing/coverage.html",
        rows=rows,
        shown=sorted(rows, key=lambda row: not row.holes),
        section=section,
        sections=register.sections,
        lessons={lesson.id for row in rows for lesson in row.lessons},
        kinds=[(label_of(name), count) for name, count in kinds.most_common()],
        levels=sorted(Counter(item.difficulty for item in questions.values()).items()),
        questions=len(questions),
        label_of=label_of,
        titles={one.id: position_name(one.id) for one in site().positions},
        line=lambda clause: line(clause, site()),
        edition=edition(),
    )


def label_of(name: str) -> str:
    """Return what people call a type of question; a type of an old edition keeps its name."""
    return str(types.get(name).label) if name in types.names() else name
