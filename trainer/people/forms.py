"""Forms of people: they validate what was typed and never write; choices are handed in by the view."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask_wtf.file import FileField
from wtforms import DateField, PasswordField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from trainer.errors import Conflict, Invalid
from trainer.i18n import lazy
from trainer.people.model import MAX_NAME, MAX_NUMBER, MAX_PASSWORD, checked_name, checked_number
from trainer.people.passwords import refuse_weak
from trainer.web.forms import Form, TextField, printable

_l: Any = lazy  # WTForms takes lazy texts; its type stubs know only str
MAX_PASTED = 200_000


def choices(named: Mapping[Any, str]) -> Any:
    """Return values with labels as a field takes them; its type stubs do not know that it takes a mapping."""
    return dict(named)


def _line(label: Any, missing: Any, longest: int) -> TextField:
    return TextField(label, [DataRequired(missing), Length(max=longest)])


class JudgedForm(Form):
    """A form that mirrors what the service refuses, so that every fault is named at once."""

    def judge(self, check: Callable[[], object]) -> None:
        """Put what the check refuses beside the field it names, unless that is known to be wrong already."""
        try:
            check()
        except (Invalid, Conflict) as error:
            name = error.field if isinstance(error, Invalid) else error.details.get("field")
            if name in self._fields and not self._fields[name].errors:
                self.blame(Invalid(error.message, name))


class SignInForm(Form):
    """Staff number and password."""

    staff_number = _line(_l("Staff number"), _l("Type your staff number."), MAX_NUMBER)
    password = PasswordField(
        _l("Password"), [InputRequired(_l("Type your password.")), Length(max=MAX_PASSWORD)]
    )


class PasswordForm(JudgedForm):
    """The present password once, the new one twice."""

    old = PasswordField(_l("Present password"), [InputRequired(_l("Type the present password."))])
    password = PasswordField(_l("New password"), [InputRequired(_l("Type a new password."))])
    again = PasswordField(
        _l("New password once more"), [InputRequired(_l("Type the new password once more."))]
    )
    own = "", ""
    """Staff number and name of whoever changes it, handed in by the view; neither may be the password."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a weak new password and two that differ, whatever else is wrong."""
        super().validate(extra_validators)
        new, again = self.password.data, self.again.data
        if new and again and new != again:
            self.blame(Invalid(_l("The two new passwords differ."), "again"))
        if new:
            self.judge(lambda: refuse_weak(new, *self.own))
        return not self.errors


class PersonForm(JudgedForm):
    """The facts of a person whose number is already fixed."""

    name = _line(_l("Name"), _l("The name is missing."), MAX_NAME)
    position = SelectField(_l("Position"))
    role = RadioField(_l("Role"))
    department_id = SelectField(_l("Department"), coerce=int)
    hired_on = DateField(_l("Date of hire"), [Optional()])

    def offer(
        self,
        positions: Mapping[str, str],
        roles: Mapping[str, str],
        departments: Mapping[int, str],
    ) -> None:
        """Take what may be chosen; a field without a choice to make leaves the form."""
        self.position.choices = choices(positions)
        self.role.choices = choices(roles)
        self.department_id.choices = choices(departments)
        if len(roles) == 1:
            del self.role
        if len(departments) == 1:
            del self.department_id

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a name that the service would refuse, whatever else is wrong."""
        super().validate(extra_validators)
        self.judge(lambda: checked_name(self.name.data or ""))
        return not self.errors


class NewPersonForm(PersonForm):
    """The facts of a person to be added."""

    staff_number = _line(_l("Staff number"), _l("The staff number is missing."), MAX_NUMBER)
    refuse_taken: Callable[[str], object]
    """Raises Conflict for a number that somebody has; handed in by the view."""

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a number that the service would refuse, or that is taken, whatever else is wrong."""
        super().validate(extra_validators)
        number = self.staff_number.data or ""
        self.judge(lambda: self.refuse_taken(checked_number(number)))
        return not self.errors


class ReasonForm(Form):
    """Why a person's access ends."""

    reason = _line(_l("Reason"), _l("Give a reason; it stays in the record."), 200)


class DepartmentForm(Form):
    """The name of a department."""

    name = _line(_l("Name of the department"), _l("The name is missing."), 80)


class LanguageForm(Form):
    """The language of the interface."""

    locale = RadioField(_l("Language"), choices=choices({"zh_Hans": "中文", "en": "English"}))


class ImportForm(Form):
    """A pasted table or a file."""

    text = TextAreaField(_l("Paste from Excel or WPS"), [Length(max=MAX_PASTED), printable])
    file = FileField(_l("Or choose a file"))
    department_id = SelectField(_l("Department of new people"), coerce=int)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a form without a table."""
        sound = bool(super().validate(extra_validators))
        if not (self.text.data or "").strip() and not self.file.data:
            self.text.errors = [*self.text.errors, str(_l("Paste a table or choose a file."))]
            return False
        return sound


class SlipsForm(Form):
    """Who gets a new first password."""

    people = SelectMultipleField(
        _l("Who gets a slip"),
        [InputRequired(_l("Choose at least one person."))],
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def chosen(form: PersonForm, names: Iterable[str]) -> dict[str, Any]:
    """Return the data of the fields that the form still has."""
    return {name: form[name].data for name in names if name in form}
