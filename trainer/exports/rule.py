"""The rule of the appraisal in plain words, for the page and for the sheet beside the numbers."""

from typing import Final

from trainer.exports.model import Appraisal
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l

Lines = list[tuple[str, str]]
"""Label and text."""


RULE: Final = (
    (
        _l("What is in it"),
        _l(
            "Tasks of the department that are due in the period, both days included. Cancelled "
            "tasks are left out."
        ),
    ),
    (
        _l("Which attempt counts"),
        _l(
            "The one that the task names: the best (passed before failed, then the higher "
            "percentage), the last, or the first."
        ),
    ),
    (
        _l("Average"),
        _l(
            "The mean of points divided by full points over the counting attempts. Who has sat nothing "
            "has no average; what was not sat is no zero."
        ),
    ),
    (
        _l("Rounding"),
        _l(
            "The average is computed from the exact points and rounded once, half up, to hundredths of a "
            "percent; so it stands on the page, in Excel and in CSV. The percentage of a single attempt is "
            "rounded down to hundredths: 79.999 never becomes 80."
        ),
    ),
    (
        _l("Passed"),
        _l("The counting attempt reached the pass mark of the task and crossed no red line."),
    ),
    (
        _l("Red-line crossings"),
        _l(
            "How many red lines the counting attempts crossed. Each makes its attempt failed, "
            "whatever the percentage."
        ),
    ),
    (
        _l("Late"),
        _l("Finished after the due time. Who passed in time and sat it once more later is not late."),
    ),
    (
        _l("Overdue"),
        _l("Due, and still neither sat nor read when this was made."),
    ),
    (
        _l("Corrected"),
        _l(
            "Points and percentage are those that hold. Where a result was confirmed, changed or a question "
            "mended, the detail also has the first result, the reason, and who did it."
        ),
    ),
    (
        _l("Provisional"),
        _l("Counting attempts in which a person has still to confirm a grade. The numbers may change."),
    ),
    (
        _l("Self-study"),
        _l("Quizzes and lessons that nobody assigned are never part of it."),
    ),
    (
        _l("Detail"),
        _l(
            "A row for everything that was given and is due in the period, sat or not, read or not: "
            "the numbers of the summary are the sums of these rows."
        ),
    ),
    (
        _l("Who is in it"),
        _l(
            "Everybody to whom such a task was given, also those who have left or moved since. "
            "The summary shows today's position, the detail that of the day."
        ),
    ),
)


def rule(made: Appraisal | None = None) -> Lines:
    """Return the rule sentence by sentence; with an appraisal also what is special about it."""
    lines = [(str(label), str(text)) for label, text in RULE]
    if made is not None and made.running:
        lines.append(
            (
                _("Not over yet"),
                _("The period was not over when this was made: what is not due yet may still be sat."),
            )
        )
    return lines


def facts(made: Appraisal) -> Lines:
    """Return what the appraisal was computed from, when and by whom."""
    ledger = (
        _("up to number %(number)s, checksum %(hash)s", number=made.head_number, hash=made.head_hash)
        if made.head_number
        else _("no result yet")
    )
    said = [(_("Demo data"), _("Practice data; nothing here counts."))] if made.demo else []
    return [
        *said,
        (_("Organisation"), made.organisation),
        (_("Department"), made.department),
        (_("Period"), f"{made.period.start} – {made.period.end}"),
        (_("Tasks"), str(made.assignments)),
        (_("People"), str(len(made.people))),
        (_("Counting results"), str(len(made.results))),
        (_("Edition"), made.edition),
        (_("Score ledger"), ledger),
        (_("Made at"), made.made_at.strftime("%Y-%m-%d %H:%M %z")),
        (_("Made by"), made.made_by),
    ]
