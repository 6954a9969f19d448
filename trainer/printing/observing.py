"""A form on paper, for a floor without a signal: items to tick, lines to write on, lines to sign."""

from typing import Any

from trainer.checklists import service as checklists
from trainer.checklists.model import CheckItem, Checklist
from trainer.editions.model import Edition
from trainer.printing import laying
from trainer.printing.service import Printed, day, made_pdf
from trainer.standard import service as standards
from trainer.standard.model import EVERYONE


def printed(edition: Edition, checklist_id: str) -> Printed:
    """Return the PDF of a form; raises NotFound, and PaperError for what no font draws."""
    form = checklists.checklist(edition, checklist_id)
    title = f"{form.title}考核表"
    return Printed(
        f"checklist-{form.id}-{edition.number}.pdf",
        f"{title}-{edition.number}.pdf",
        made_pdf("checklist", _data(edition, form), "a4", title, edition.published_at),
    )


def _data(edition: Edition, form: Checklist) -> dict[str, Any]:
    site = standards.site(edition)
    titles = {one.id: one.title for one in site.positions} | {EVERYONE: "全体岗位"}
    numbers = {item.id: str(number) for number, item in enumerate(form.items, start=1)}
    return laying.frame(edition) | {
        "name": form.title,
        "date": day(edition),
        "positions": "、".join(titles[one] for one in form.positions),
        "intro": form.intro,
        "pass_mark": f"{form.pass_mark}%",
        "count": str(len(form.items)),
        "weight": str(sum(item.weight for item in form.items)),
        "red": str(form.red_lines) if form.red_lines else "",
        "groups": [
            {"title": title, "items": [_item(item, numbers[item.id]) for item in items]}
            for title, items in form.groups.items()
        ],
    }


def _item(item: CheckItem, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "text": item.text,
        "look": item.look,
        "clauses": list(item.clauses),
        "weight": str(item.weight),
        "red": item.red_line is not None,
    }
