"""The forms an edition holds; reading only, from an edition in memory."""

from collections.abc import Mapping

from trainer.checklists.model import KIND, Checklist
from trainer.editions.model import Edition
from trainer.errors import NotFound
from trainer.i18n import lazy as _l
from trainer.standard.service import once_per_edition


@once_per_edition
def of_edition(edition: Edition) -> Mapping[str, Checklist]:
    """Return all forms by id in the order they were published; an edition of before forms has none."""
    return {key: Checklist.from_json(stored) for key, stored in edition.items(KIND).items()}


def checklist(edition: Edition, checklist_id: str) -> Checklist:
    """Return a form; raises NotFound where the edition has none of that id."""
    found = of_edition(edition).get(checklist_id)
    if found is None:
        raise NotFound(_l("There is no such form."))
    return found


def of_clause(edition: Edition, clause_id: str) -> list[Checklist]:
    """Return the forms that look at a clause."""
    return [form for form in of_edition(edition).values() if clause_id in form.clauses]
