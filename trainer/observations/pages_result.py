"""The page of a result: what was seen, what follows from it, and whose word it waits for."""

from collections.abc import Sequence

from flask import render_template

from trainer.observations import pages, reach
from trainer.observations import service as observations
from trainer.observations.forms import ObjectForm, ReasonForm, SignForm
from trainer.observations.model import DECISION_NAMES, Stage, State
from trainer.observations.service import Facts
from trainer.people import service as people
from trainer.scores import service as scores
from trainer.scores.service import ScoreEntry
from trainer.web.request import db_session, viewer


def result_page(
    known: Facts,
    *,
    sign: SignForm | None = None,
    objection: ObjectForm | None = None,
    dismissal: ReasonForm | None = None,
) -> str:
    """Return the page of a finished or withdrawn observation for whoever may look at it."""
    session, me, row = db_session(), viewer(), known.row
    history = scores.history(session, row.department_id, observation_id=row.id)
    linked, free = observations.beside(session, row) if row.observer_id == me.person_id else ([], [])
    mine = row.person_id == me.person_id
    unsigned = row.stage in {Stage.UNSIGNED.value, Stage.ANSWERED.value}
    open_ = row.state == State.FINISHED.value
    leads = me.leads and not mine and reach.may_lead(me, row)
    return render_template(
        "observations/show.html",
        known=known,
        row=row,
        form=known.form,
        outcome=known.outcome,
        shown_hash=known.shown_hash,
        groups=pages.item_views(known),
        train=pages.to_train(known),
        follow=pages.follow_up(known) if not known.outcome.passed else {"lesson": None, "quiz": None},
        history=history,
        cards=people.cards_of(session, _named(known, history, [one.observer_id for one in [*linked, *free]])),
        edition=pages.edition_name(known),
        sign=(sign or SignForm(formdata=None)) if mine and open_ and unsigned else None,
        objection=(objection or ObjectForm(formdata=None))
        if mine and open_ and row.stage == Stage.UNSIGNED.value
        else None,
        can_answer=row.stage == Stage.OBJECTED.value and me.leads and reach.may_answer(me, row),
        proposed=observations.is_proposed(row) and open_,
        dismissal=dismissal or ReasonForm(formdata=None),
        leads=leads,
        linked=linked,
        free=free,
        decisions=DECISION_NAMES,
        standing=pages.standing(known),
        **pages.words(),
    )


def _named(known: Facts, history: Sequence[ScoreEntry], others: Sequence[int]) -> list[int]:
    row = known.row
    found = [row.person_id, row.observer_id, *(one.person_id for one in known.signatures), *others]
    found += [one.author_id for one in history if one.author_id]
    found += [known.answer.author_id] if known.answer else []
    return found + ([row.again_dismissed_by] if row.again_dismissed_by else [])
