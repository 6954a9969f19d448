"""The appraisal's pages: marks that can be traced, a scheme tried before it holds, files that lock it."""

import csv
import io
import re
from datetime import date
from urllib.parse import urlsplit

import openpyxl
import pytest
from sqlalchemy import select

from tests.duty.story import assign, at, hire, hold, sit
from tests.queries import queries
from trainer import clock
from trainer.appraisal.tables import LockRow, SchemeRow
from trainer.audit.tables import AuditEvent
from trainer.checklists import service as checklists
from trainer.db import db
from trainer.editions import service as editions
from trainer.observations import service as observations

DAYS = "start=2027-10-01&end=2027-10-31"
PAGE, SCHEME = f"/appraisal?{DAYS}", f"/appraisal/scheme?{DAYS}"
FORM = {
    "quizzes": "50",
    "observations": "40",
    "participation": "10",
    "caps": "59 40",
    "unsat_is_zero": "y",
    "late_worth": "50",
    "decimals": "2",
    "joining": "own_days",
    "fewest_days": "10",
    "seen": "0",
}


@pytest.fixture(autouse=True)
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def watch(session, by, who, form="telephone", *, unmet=1):
    edition = editions.current(session)
    id_, _new = observations.start(session, by, edition, who.person_id, form)
    items = checklists.checklist(edition, form).items
    plain = [item for item in items if not item.red_line]
    for item in items:
        mark = "unmet" if item in plain[:unmet] else "met"
        observations.save_mark(session, by, id_, item.id, 1, {"": [mark]})
    observations.finish(session, by, id_)
    return id_


@pytest.fixture
def month(session, cast, forward):
    """A quiz that one sat and one did not, an observation of one, and a class with both."""
    task = assign(session, cast.supervisor, cast.front, cast.keeper, due="2027-10-20 18:00")
    attempt = sit(session, cast.front, task)
    seen = watch(session, cast.supervisor, cast.front)
    held = hold(session, cast.supervisor, cast.front, cast.keeper, on=date(2027, 10, 5))
    forward(at("2027-11-02 09:00") - clock.now())
    return {"task": task, "attempt": attempt, "seen": seen, "held": held}


def kept(session, chosen):
    """What stands in the database now, not when the test last looked."""
    session.rollback()
    return session.scalars(chosen).all()


def text_of(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.get_data(as_text=True)).split())


def test_the_page_shows_every_mark_with_its_parts_and_who_has_no_data(browse, month):
    page = browse("supervisor").get("/appraisal")
    assert 'value="2027-10-01"' in page.get_data(as_text=True), "last month is what is appraised"
    said = text_of(page)
    assert "前台甲" in said
    assert "楼管甲" in said
    assert "现场考核没有数据" in said


def test_every_figure_leads_to_what_it_comes_from(browse, session, cast, month):
    browser = browse("supervisor")
    html = browser.get(f"/appraisal/people/{cast.front.person_id}?{DAYS}").get_data(as_text=True)
    for path in (
        f"/attempts/{month['attempt']}/review",
        f"/observations/{month['seen']}",
        f"/classes/{month['held']}",
        f"/assignments/{month['task']}",
    ):
        assert f'href="{path}' in html
        assert browser.get(path).status_code == 200
    clause = re.search(rf'href="(/people/{cast.front.person_id}/training/[^"]+)"', html)
    assert browser.get(clause[1]).status_code == 200


def test_a_scheme_is_tried_out_before_it_holds(browse, session, month):
    browser = browse("supervisor")
    assert browser.get(SCHEME).status_code == 200
    tried = browser.submit(SCHEME, **(FORM | {"preview": "1"}))
    assert tried.status_code == 200
    assert "生效后" in text_of(tried)
    assert kept(session, select(SchemeRow)) == []

    unsaid = browser.submit(SCHEME, **(FORM | {"save": "1", "reason": " "}))
    assert unsaid.status_code == 422
    assert 'value="59 40"' in unsaid.get_data(as_text=True)

    saved = browser.submit(SCHEME, **(FORM | {"save": "1", "reason": "现场更要紧"}))
    assert saved.status_code == 303
    assert kept(session, select(SchemeRow))[0].body["observations"] == 40
    other = {"save": "1", "reason": "再来", "quizzes": "40", "observations": "50"}
    stale = browser.submit(SCHEME, **(FORM | other))
    assert stale.status_code == 422, "it was read from a version that is no longer in force"


@pytest.mark.parametrize(
    ("field", "value"),
    [("quizzes", "51"), ("quizzes", "viel"), ("caps", "40 59"), ("caps", "x"), ("fewest_days", "0")],
)
def test_what_is_no_scheme_is_answered_at_its_field(browse, month, field, value):
    page = browse("supervisor").submit(SCHEME, **(FORM | {field: value, "preview": "1"}))
    assert page.status_code == 422
    assert f'href="#{field}"' in page.get_data(as_text=True)


def test_the_first_file_locks_the_scheme_and_only_a_manager_releases_it(browse, session, cast, month):
    browser = browse("supervisor")
    assert browser.submit(f"/appraisal/export?{DAYS}", what="xlsx").status_code == 200
    row = kept(session, select(LockRow))[0]
    assert (row.act, row.version, row.what, len(row.digest)) == ("exported", 1, "xlsx", 64)
    assert "锁定" in text_of(browser.get(PAGE))
    refused = browser.submit(SCHEME, **(FORM | {"seen": "1", "save": "1", "reason": "想改"}))
    assert refused.status_code == 422
    assert kept(session, select(SchemeRow))[0].version == 1

    release = f"/appraisal/release?{DAYS}&department=1"
    assert browser.submit(release, reason="想改").status_code == 403
    manager = browse("manager")
    manager.submit(release, reason=" ")
    assert "锁定" in text_of(manager.get(f"{PAGE}&department=1"))
    manager.submit(release, reason="权重写错了")
    assert browser.submit(SCHEME, **(FORM | {"seen": "1", "save": "1", "reason": "更正"})).status_code == 303
    kinds = kept(session, select(AuditEvent.kind).where(AuditEvent.kind.startswith("appraisal")))
    assert sorted(set(kinds)) == ["appraisal_exported", "appraisal_released", "appraisal_scheme_changed"]


def test_the_workbook_has_summary_detail_clauses_and_rule_and_its_links_lead_back(browse, cast, month):
    browser = browse("supervisor")
    answer = browser.submit(f"/appraisal/export?{DAYS}", what="xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["汇总", "明细", "按条款", "说明"]
    summary, detail, clauses, notes = book.worksheets
    assert [summary.cell(row, 1).value for row in (2, 3, 4)] == ["0101", "0102", "0103"]
    link = summary.cell(2, summary.max_column).hyperlink.target
    assert urlsplit(link).path == f"/appraisal/people/{cast.front.person_id}"
    assert browser.get(link).status_code == 200
    paths = {urlsplit(row[-1].hyperlink.target).path for row in detail.iter_rows(min_row=2)}
    assert f"/attempts/{month['attempt']}/review" in paths
    assert f"/observations/{month['seen']}" in paths
    assert clauses.max_row > 5
    told = {row[0].value: row[1].value for row in notes.iter_rows()}
    assert "成绩流水" in told
    assert "测验 60%" in told["权重"]
    assert "没有数据" in summary.cell(3, summary.max_column - 1).value


@pytest.mark.parametrize("what", ["csv-summary", "csv-detail", "csv-clauses"])
def test_the_sheets_come_as_csv_too(browse, month, what):
    answer = browse("supervisor").submit(f"/appraisal/export?{DAYS}", what=what)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert len({len(row) for row in rows}) == 1
    assert rows[1][0] == "0101"
    assert rows[1][-1].startswith("http")


def test_the_paper_is_a_pdf(browse, month):
    answer = browse("supervisor").submit(f"/appraisal/export?{DAYS}", what="pdf")
    assert answer.data.startswith(b"%PDF")


def test_other_files_do_not_exist(browse, month):
    assert browse("supervisor").submit(f"/appraisal/export?{DAYS}", what="exe").status_code == 404


def test_managers_mark_supervisors_too_and_nobody_themselves(browse, cast, month):
    manager, supervisor = browse("manager"), browse("supervisor")
    own = f"/appraisal/people/{cast.supervisor.person_id}?{DAYS}&department=1"
    assert manager.get(own).status_code == 200
    assert supervisor.get(own).status_code == 404
    assert (
        browse("other_supervisor").get(f"/appraisal/people/{cast.front.person_id}?{DAYS}").status_code == 404
    )


def test_the_pages_ask_no_more_for_more_people(browse, session, cast, app, month):
    browser = browse("supervisor")
    with app.app_context(), queries(db.engine) as few:
        browser.get(PAGE)
    for number in range(1, 12):
        more = hire(session, f"05{number:02}")
        task = assign(session, cast.supervisor, more, due="2027-11-20 18:00")
        sit(session, more, task)
        watch(session, cast.supervisor, more)
    november = "/appraisal?start=2027-11-01&end=2027-11-30"
    with app.app_context(), queries(db.engine) as many:
        browser.get(november)
    assert len(many) <= len(few)
    assert len(few) <= 30
