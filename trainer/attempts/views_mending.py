"""Pages for those who lead: mend a question after it was sat, with a look at who changes first."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from trainer.attempts import service as attempts
from trainer.attempts.blueprint import bp
from trainer.attempts.forms_mending import ALL, MendForm
from trainer.attempts.service import Act, Change, Preview, Wish
from trainer.errors import Conflict, Invalid, NotFound
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.i18n import ngettext as _n
from trainer.people import service as people
from trainer.quizzes import service as quizzes
from trainer.quizzes.model import Item, Json
from trainer.quizzes.types.base import fields_of
from trainer.web.guard import leaders
from trainer.web.request import db_session, edition, viewer

KEY = "key"
PAGE = 40
"""Changed results that a preview shows before it folds the rest."""


@bp.route("/questions/<item_hash>/mending", methods=["GET", "POST"])
@leaders
def mend(item_hash: str) -> ResponseReturnValue:
    """Choose what to do to a question, look at who changes and how, and do it."""
    session, me = db_session(), viewer()
    department, names = people.choose_department(session, me, request.values.get("in"))
    item, asked_in = attempts.question(session, me, item_hash, list(names))
    quiz_id = next((one for one in asked_in if one == request.args.get("quiz")), asked_in[0])
    back = url_for("statistics.quiz", quiz_id=quiz_id, department=department if len(names) > 1 else None)
    form = MendForm()
    mendings = attempts.mendings_of(session, department, [item_hash]).get(item_hash, [])
    form.offer(_acts(item, changed=bool(mendings)), names, department)
    page = _Page(item, quiz_id, back, names, department)
    if request.method == "GET" or not form.validate():
        return page.form(form, mendings)
    try:
        wish = Wish(item_hash, Act(form.act.data), _departments(form, names), _key(item, form))
        if form.seen.data is None or "again" in request.form:
            return page.preview(form, wish, attempts.survey(session, me, wish))
        done = attempts.mend(session, me, wish, quiz_id, form.reason.data or "", form.seen.data)
    except Invalid as error:
        if not form.blame(error):
            form.act.errors = [*form.act.errors, str(error)]
        return page.form(form, mendings)
    except Conflict as error:
        flash(str(error), "warn")
        return redirect(request.full_path, 303)
    flash(_told(done), "done")
    return redirect(back, 303)


def _acts(item: Item, *, changed: bool) -> list[Act]:
    offered = [Act.FULL_MARKS, Act.LEFT_OUT]
    offered += [Act.KEY] if quizzes.can_change(item) else []
    return offered + ([Act.PUBLISHED] if changed else [])


def _departments(form: MendForm, names: dict[int, str]) -> tuple[int, ...]:
    if form.department.data == ALL:
        return tuple(names)
    found = tuple(id_ for id_ in names if str(id_) == form.department.data)
    if not found:
        raise NotFound(_l("There is no such department here."))
    return found


def _key(item: Item, form: MendForm) -> Json:
    if form.act.data != Act.KEY.value:
        return None
    return quizzes.read_key(item, fields_of(request.form.to_dict(flat=False), KEY))


def _told(done: Preview) -> str:
    said = _n("%(num)s result was changed.", "%(num)s results were changed.", len(done.changes))
    if done.own:
        said += " " + _("Your own was left as it is; somebody else who leads has to do that.")
    return said


class _Page:
    """What form and preview of one question share."""

    def __init__(self, item: Item, quiz_id: str, back: str, names: dict[int, str], department: int) -> None:
        self.shared = {
            "item": item,
            "stem": Markup(item.stem_html),  # noqa: S704 - sanitised when it was published
            "explanation": Markup(item.explanation_html),  # noqa: S704 - as above
            "quiz": title_of(quiz_id),
            "back": back,
            "departments": names,
            "department": department,
        }
        self.item = item

    def form(self, form: MendForm, mendings: Sequence[attempts.Mending]) -> ResponseReturnValue:
        """Return the page that asks what to do; what was typed stays."""
        can = quizzes.can_change(self.item)
        typed = fields_of(request.form.to_dict(flat=False), KEY)
        page = render_template(
            "attempts/mend.html",
            form=form,
            keys=quizzes.key_fields(self.item) if can else [],
            now=quizzes.key_words(self.item, quizzes.key_of(self.item)) if can else None,
            typed=typed,
            mendings=[(one, _said(self.item, one)) for one in mendings],
            cards=people.cards_of(db_session(), [one.author_id for one in mendings]),
            **self.shared,
        )
        return page, 422 if form.errors else 200

    def preview(self, form: MendForm, wish: Wish, found: Preview) -> ResponseReturnValue:
        """Return the page that shows who would change, with everything that was typed in hidden fields."""
        changes = sorted(found.changes, key=lambda one: not (one.now_passed or one.no_longer_passed))
        return render_template(
            "attempts/mend_preview.html",
            form=form,
            wish=wish,
            key=quizzes.key_words(self.item, wish.key) if wish.act is Act.KEY else None,
            act=str(attempts.ACT_NAMES[wish.act]),
            found=found,
            changes=changes,
            titles=titles_of(changes),
            cards=people.cards_of(db_session(), [one.person_id for one in changes]),
            page_size=PAGE,
            hidden=hidden(),
            **self.shared,
        )


def hidden() -> list[tuple[str, str]]:
    """Return what was posted, to be posted again with the agreement."""
    own = {"csrf_token", "seen", "again"}
    return [
        (name, value)
        for name, values in request.form.to_dict(flat=False).items()
        if name not in own
        for value in values
    ]


def titles_of(changes: Sequence[Change]) -> dict[str, str]:
    """Return the titles of the quizzes that results change in."""
    return {quiz_id: title_of(quiz_id) for quiz_id in {one.quiz_id for one in changes}}


def title_of(quiz_id: str) -> str:
    """Return the title of a quiz in the current edition; its id where it has gone."""
    now = edition()
    return quizzes.quiz(now, quiz_id).title if now.has("quiz", quiz_id) else quiz_id


def _said(item: Item, mending: attempts.Mending) -> str:
    act = str(attempts.ACT_NAMES[mending.act])
    if mending.act is not Act.KEY:
        return act
    return _("%(act)s: %(key)s", act=act, key=quizzes.key_words(item, mending.key))
