"""Pages of standing rules: the list, writing one, what it would do, switching it on, ending it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer import clock
from trainer.assignments import pages
from trainer.assignments import service as assignments
from trainer.assignments.blueprint import bp
from trainer.assignments.forms import CancelForm
from trainer.assignments.forms_rules import RuleForm, defaults, filled, wanted_of
from trainer.assignments.model import COUNTING_NAMES, Kind
from trainer.assignments.rules import KIND_NAMES, WHY_NAMES, Plan, RuleKind, StandingRule
from trainer.attempts.model import row_id
from trainer.errors import Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.people import service as people
from trainer.web.filters import position_name
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, site, viewer, zone

RULE = "/assignments/rules/<int(max=2147483647):rule_id>"


@bp.get("/assignments/rules")
@leaders
def rules() -> ResponseReturnValue:
    """Show what is assigned by itself in a department, and what each rule has made lately."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    found = assignments.rules(session, department)
    return render_template(
        "assignments/rules.html",
        department=department,
        departments=names,
        rules=found,
        counts=assignments.made_counts(session, department),
        aims=_aims(found),
        rule_kinds=KIND_NAMES,
    )


def _aims(found: list[StandingRule]) -> dict[int, str | None]:
    """Return the title of what each rule assigns today; None where it is not published any more."""
    aimed = {one.id: assignments.aim(edition(), one.wanted) for one in found}
    return {id_: aim[2] if aim else None for id_, aim in aimed.items()}


@bp.route("/assignments/rules/new", methods=["GET", "POST"])
@leaders
def new_rule() -> ResponseReturnValue:
    """Write a rule down; it assigns nothing until it was looked at and switched on."""
    session = db_session()
    department, names = people.choose_department(session, viewer(), request.args.get("department"))
    return _written(RuleForm(data=defaults()), department, names, None)


@bp.route(f"{RULE}/change", methods=["GET", "POST"])
@leaders
def change_rule(rule_id: int) -> ResponseReturnValue:
    """Change a rule, which switches it off until it was looked at again."""
    session = db_session()
    rule = assignments.fetch_rule(session, viewer(), rule_id)
    if rule.ended_at is not None:
        raise NotFound(_("There is no such rule here."))
    return _written(RuleForm(data=filled(rule.wanted)), rule.department_id, people.departments(session), rule)


def _written(
    form: RuleForm, department: int, names: dict[int, str], rule: StandingRule | None
) -> ResponseReturnValue:
    """Show the form, or keep what it says and go on to what the rule would do."""
    positions = [(one.id, position_name(one.id)) for one in site().positions]
    form.offer(pages.targets(edition()), positions, attempts=(rule and rule.wanted.attempts) or 0)
    if form.validate_on_submit():
        try:
            made = assignments.write_rule(
                db_session(),
                viewer(),
                department,
                wanted_of(form),
                edition(),
                rule_id=rule.id if rule else None,
                version=row_id(request.form.get("version")),
            )
        except Invalid as error:
            if not form.blame(error):
                raise
        else:
            return redirect(url_for("assignments.rule", rule_id=made), 303)
    page = render_template(
        "assignments/rule_form.html", form=form, department=department, departments=names, rule=rule
    )
    return page, 422 if form.errors else 200


@bp.get(RULE)
@leaders
def rule(rule_id: int) -> ResponseReturnValue:
    """Show a rule: what it does, who would get what and when, who is left out and why."""
    return _shown(assignments.fetch_rule(db_session(), viewer(), rule_id), CancelForm())


def _shown(rule: StandingRule, form: CancelForm) -> ResponseReturnValue:
    session = db_session()
    cards = people.cards(session, rule.department_id)
    aimed = assignments.aim(edition(), rule.wanted)
    planned = assignments.preview(session, rule, zone()) if rule.ended_at is None and aimed else None
    page = render_template(
        "assignments/rule.html",
        rule=rule,
        wanted=rule.wanted,
        aimed=aimed,
        lesson=aimed is not None and aimed[0] is Kind.LESSON,
        plan=planned,
        have=_have_open(rule, planned) if planned else set(),
        made=assignments.made_by(session, rule),
        cards=cards,
        author=people.cards_of(session, [rule.changed_by])[rule.changed_by],
        department=people.departments(session)[rule.department_id],
        form=form,
        today=clock.today(zone()),
        **_words(),
    )
    return page, 422 if form.errors else 200


def _have_open(rule: StandingRule, planned: Plan) -> set[int]:
    """Return who of those who would get it now has the same open already."""
    aimed = assignments.aim(edition(), rule.wanted)
    chosen = [give.person_id for give in planned.gives]
    if aimed is None or not chosen:
        return set()
    return assignments.have_open(db_session(), rule.department_id, aimed[0], aimed[1], chosen)


def _words() -> dict[str, Any]:
    return {
        "rule_kinds": KIND_NAMES,
        "whys": WHY_NAMES,
        "countings": COUNTING_NAMES,
        "new_hire": RuleKind.NEW_HIRE,
    }


@bp.post(f"{RULE}/on")
@leaders
def switch_on(rule_id: int) -> ResponseReturnValue:
    """Let a rule assign from now on, as it was previewed; what is due now is made at once."""
    session = db_session()
    assignments.switch_on(session, viewer(), rule_id, row_id(request.form.get("version")) or 0, zone())
    given = assignments.make_due(session)
    flash(
        _("The rule is on. %(count)s people were given something at once.", count=given)
        if given
        else _("The rule is on. It assigns by itself from now on."),
        "done",
    )
    return redirect(url_for("assignments.rule", rule_id=rule_id), 303)


@bp.post(f"{RULE}/end")
@leaders
def end_rule(rule_id: int) -> ResponseReturnValue:
    """End a rule for good, with a reason; what it made stays."""
    found = assignments.fetch_rule(db_session(), viewer(), rule_id)
    form = CancelForm()
    if not form.validate_on_submit():
        return _shown(found, form)
    assignments.end_rule(db_session(), viewer(), rule_id, form.reason.data or "")
    flash(_("The rule has ended. What it has assigned stays."), "done")
    return redirect(url_for("assignments.rules", department=found.department_id), 303)
