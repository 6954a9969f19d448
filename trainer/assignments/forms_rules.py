"""The form of a standing rule: it validates what was typed and never writes."""

from collections.abc import Mapping
from typing import Any

from wtforms import IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from trainer.assignments.forms import AS_QUIZ, MOST_OFFERED, Choices
from trainer.assignments.model import COUNTING_NAMES, Counting
from trainer.assignments.rules import (
    BEGINS_NAMES,
    KIND_NAMES,
    MAX_DAYS,
    Begins,
    RuleKind,
    Target,
    Wanted,
)
from trainer.i18n import lazy
from trainer.web.forms import Form, clean, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str
UNLIMITED = 0


class RuleForm(Form):
    """Who gets what, how many days they have, and what counts."""

    kind = RadioField(_l("When"), [InputRequired(_l("Choose when it assigns."))])
    position = SelectField(_l("Position"), [InputRequired(_l("Choose a position."))])
    what = SelectField(_l("What"), [InputRequired(_l("Choose a quiz or a lesson."))])
    days = IntegerField(
        _l("Days to do it"),
        [
            InputRequired(_l("From 1 to %(count)s days.", count=MAX_DAYS)),
            NumberRange(1, MAX_DAYS, _l("From 1 to %(count)s days.", count=MAX_DAYS)),
        ],
    )
    begins = RadioField(_l("A quarterly rule begins"))
    pass_mark = IntegerField(
        _l("Pass mark"),
        [Optional(), NumberRange(1, 100, _l("The pass mark is a percentage from 1 to 100."))],
    )
    attempts = SelectField(_l("Attempts"))
    counting = RadioField(_l("Which attempt counts"))
    note = TextAreaField(_l("Note to them"), [Length(max=500), printable], filters=[clean])

    def offer(self, targets: Mapping[str, Choices], positions: Choices, *, attempts: int) -> None:
        """Take what may be chosen here, up to how many attempts."""
        self.kind.choices = [(one.value, str(KIND_NAMES[one])) for one in RuleKind]
        self.position.choices = [("", str(_l("Please choose"))), *positions]
        final = [(f"{Target.FINAL.value}:", str(_l("The final assessment of the position’s learning path")))]
        self.what.choices = {
            "": [("", str(_l("Please choose")))],
            str(_l("Learning path")): final,
            **targets,
        }
        self.begins.choices = [(one.value, str(BEGINS_NAMES[one])) for one in Begins]
        self.attempts.choices = [
            (AS_QUIZ, str(_l("As the quiz says"))),
            *((str(n), str(n)) for n in range(1, max(attempts, MOST_OFFERED) + 1)),
            (str(UNLIMITED), str(_l("Without limit"))),
        ]
        self.counting.choices = [(c.value, str(COUNTING_NAMES[c])) for c in Counting]


def defaults() -> dict[str, Any]:
    """Return what a fresh form holds."""
    return {
        "kind": RuleKind.NEW_HIRE.value,
        "days": 14,
        "begins": Begins.NEXT.value,
        "attempts": AS_QUIZ,
        "counting": Counting.BEST.value,
    }


def filled(wanted: Wanted) -> dict[str, Any]:
    """Return what a form holds that changes a rule."""
    return {
        "kind": wanted.kind.value,
        "position": wanted.position,
        "what": f"{wanted.target.value}:{wanted.target_id}",
        "days": wanted.days,
        "begins": wanted.begins.value,
        "pass_mark": wanted.pass_mark,
        "attempts": AS_QUIZ if wanted.attempts is None else str(wanted.attempts),
        "counting": wanted.counting.value,
        "note": wanted.note,
    }


def wanted_of(form: RuleForm) -> Wanted:
    """Return what a valid form says."""
    target, _colon, target_id = form.what.data.partition(":")
    attempts = form.attempts.data
    return Wanted(
        kind=RuleKind(form.kind.data),
        position=form.position.data,
        target=Target(target),
        target_id=target_id,
        days=form.days.data or 0,
        begins=Begins(form.begins.data),
        pass_mark=form.pass_mark.data,
        attempts=None if attempts == AS_QUIZ else int(attempts),
        counting=Counting(form.counting.data),
        note=form.note.data,
    )
