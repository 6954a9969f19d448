"""Importing people: a table is pasted or chosen, looked at row by row, and stored only when confirmed.

What was read travels in the page, signed and bound to its reader, so that nothing half-done is kept anywhere.
"""

import io
from collections.abc import Callable, Mapping
from typing import Any

from flask import current_app, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadData, URLSafeSerializer

from trainer.errors import Invalid, Stale
from trainer.i18n import gettext as _
from trainer.i18n import lazy as _l
from trainer.people import service, sheet
from trainer.people.forms import ImportForm, choices
from trainer.people.judging import Judged, Judgement
from trainer.people.sheet import Cell, Mark, Row
from trainer.people.spreadsheet import FATES, MAX_FILE, answer, read_file
from trainer.people.views.account import show
from trainer.people.views.blueprint import bp
from trainer.web.filters import day, position_name, role_name
from trainer.web.guard import leaders
from trainer.web.request import db_session, site, viewer

MAX_STATE = 400_000
"""Characters; a form may bring half a million bytes."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt=f"people-import-{viewer().person_id}")


def _pack(rows: list[Row], department: int, digest: str) -> str:
    cells = [[row.line, [[c.text, c.mark.value] if c.mark else c.text for c in row.cells]] for row in rows]
    state = _serializer().dumps([cells, department, digest])
    text = state if isinstance(state, str) else state.decode()
    if len(text) > MAX_STATE:
        raise Invalid(_l("This table is too large. Please import in parts."))
    return text


def _unpack() -> tuple[list[Row], int, str]:
    try:
        cells, department, digest = _serializer().loads(request.form.get("state", ""))
    except BadData as error:
        raise Invalid(_l("The preview is not complete. Please paste the table again.")) from error
    rows = [Row(line, tuple(_cell(cell) for cell in found)) for line, found in cells]
    return rows, department, digest


def _cell(found: Any) -> Cell:
    return Cell(found) if isinstance(found, str) else Cell(found[0], Mark(found[1]))


def _positions() -> dict[str, tuple[str, ...]]:
    return {p.id: (p.title, p.title_en) for p in site().positions}


def _survey(rows: list[Row], department: int) -> Judgement:
    return service.survey(db_session(), viewer(), rows, department_id=department, positions=_positions())


@bp.route("/people/import", methods=["GET", "POST"])
@leaders
def import_() -> ResponseReturnValue:
    """Take a table and show what each row would do; nothing is stored."""
    home, names = service.choose_department(db_session(), viewer(), request.args.get("department"))
    form = ImportForm(data={"department_id": home})
    form.department_id.choices = choices(names)
    if form.validate_on_submit():
        try:
            file = form.file.data.stream.read(MAX_FILE + 1) if form.file.data else None
            rows = read_file(file) if file else sheet.read_text(form.text.data or "")
            return _preview(rows, form.department_id.data, form.text.data or "")
        except Invalid as error:
            if not form.blame(error):
                form.blame(Invalid(error.message, "file" if form.file.data else "text"))
    return show("people/import.html", form)


def _preview(rows: list[Row], department: int, text: str = "", status: int = 200) -> ResponseReturnValue:
    judgement = _survey(rows, department)
    form = ImportForm(formdata=None, data={"text": text, "department_id": department})
    names = service.choose_department(db_session(), viewer(), str(department))[1]
    form.department_id.choices = choices(names)
    page = render_template(
        "people/preview.html",
        judgement=judgement,
        state=_pack(rows, department, judgement.digest),
        fates=FATES,
        titles=sheet.TITLES,
        before={row.line: _overwritten(row, names) for row in judgement.rows},
        form=form,
        department=department,
    )
    return page, status


def _overwritten(row: Judged, departments: Mapping[int, str]) -> dict[str, str]:
    """Return, by column, the words for what a row would overwrite; – where nothing stood."""
    read: dict[str, Callable[[Any], str]] = {
        "position": position_name,
        "role": role_name,
        "hired_on": day,
        "department_id": lambda id_: departments.get(id_, ""),
    }
    words = {name: read.get(name, str)(value) if value else "–" for name, value in row.before.items()}
    return {"department" if name == "department_id" else name: text for name, text in words.items()}


@bp.post("/people/import/confirm")
@leaders
def import_confirm() -> ResponseReturnValue:
    """Store the rows that were shown, all or none; bad ones are left out only when the button said so."""
    rows, department, digest = _unpack()
    try:
        done = service.import_people(
            db_session(),
            viewer(),
            rows,
            department_id=department,
            positions=_positions(),
            digest=digest,
            skip_bad=request.form.get("skip_bad") == "yes",
        )
    except Stale as error:
        flash(str(error), "warn")
        return _preview(rows, department, status=error.status)
    counts = {"added": len(done.added), "updated": len(done.updated)}
    flash(_("Imported. New: %(added)s, changed: %(updated)s.", **counts), "done")
    onward = "people.slips" if done.added else "people.index"
    return redirect(url_for(onward, department=department), 303)


@bp.post("/people/import/sheet")
@leaders
def import_sheet() -> ResponseReturnValue:
    """Give the table back as XLSX with a column of reasons."""
    rows, department, _digest = _unpack()
    data = answer(rows, _survey(rows, department))
    name = _("people with reasons") + ".xlsx"
    return send_file(io.BytesIO(data), mimetype=XLSX, as_attachment=True, download_name=name)
