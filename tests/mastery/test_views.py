"""Pages of mastery: who may see whose, what they say, that looking is audited, and what they cost."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.answering import give_key
from tests.queries import queries
from trainer.attempts import service as attempts
from trainer.attempts.model import Rules
from trainer.audit.tables import AuditEvent
from trainer.db import db
from trainer.people import service as people
from trainer.people.model import Role

QUIZ = "busy-counter"


def sit(session, viewer, quiz=QUIZ, *, well=True, assignment=None):
    attempt_id = attempts.start(session, viewer, quiz, Rules(60), assignment)
    sitting = attempts.fetch(session, viewer, attempt_id)
    for question in attempts.questions(session, sitting):
        if well:
            give_key(session, viewer, attempt_id, question)
    attempts.submit(session, viewer, attempt_id)
    return attempt_id


@pytest.fixture
def sat(session, cast):
    sit(session, cast.front)
    sit(session, cast.keeper, well=False)
    session.rollback()
    return cast


def clause_of(session):
    from trainer.editions import service as editions  # noqa: PLC0415 - only here

    edition = editions.current(session)
    return edition.item("question", edition.item("quiz", QUIZ)["questions"][0])["clauses"][0]


def viewed(session):
    session.rollback()
    chosen = select(AuditEvent).where(AuditEvent.kind == "record_viewed").order_by(AuditEvent.id)
    return [(row.actor_id, row.subject_id, row.details["what"]) for row in session.scalars(chosen)]


def test_a_leader_sees_what_a_person_holds_and_looking_is_in_the_audit_trail(session, browse, sat):
    browser, clause = browse("supervisor"), clause_of(session)
    page = browser.get(f"/people/{sat.front.person_id}/training")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "前台甲" in text
    assert f'href="/people/{sat.front.person_id}/training/{clause}"' in text
    evidence = browser.get(f"/people/{sat.front.person_id}/training/{clause}").get_data(as_text=True)
    assert "/review#q" in evidence
    assert "100%" in evidence
    file = browser.get(f"/people/{sat.front.person_id}/training.pdf")
    assert file.data.startswith(b"%PDF")
    who = (sat.supervisor.person_id, sat.front.person_id)
    assert viewed(session) == [
        (*who, "training"),
        (*who, f"training {clause}"),
        (*who, "file"),
    ]


def test_ones_own_is_the_same_page_and_no_event(session, browse, sat):
    browser, clause = browse("front"), clause_of(session)
    for path in ("/training", f"/training/{clause}", "/training.pdf"):
        assert browser.get(path).status_code == 200, path
    assert viewed(session) == []
    own = browse("supervisor").get(f"/people/{sat.supervisor.person_id}/training")
    assert own.status_code == 200
    assert viewed(session) == []


def test_nobody_sees_another_departments_people_or_a_colleague(session, browse, sat):
    front, clause = sat.front.person_id, clause_of(session)
    paths = (
        f"/people/{front}/training",
        f"/people/{front}/training/{clause}",
        f"/people/{front}/training.pdf",
    )
    for path in paths:
        assert browse("other_supervisor").get(path).status_code == 404, path
        assert browse("keeper").get(path).status_code == 403, path
        assert browse("manager").get(path).status_code == 200, path
    assert browse("front").get("/matrix").status_code == 403
    assert "前台甲" not in browse("other_supervisor").get("/matrix?department=1").get_data(as_text=True)
    assert browse("supervisor").get(f"/people/{front}/training/99.99").status_code == 404


@pytest.mark.parametrize("show", ["sections", "all", "5", "nonsense"])
def test_the_matrix_shows_who_needs_it_first(browse, sat, show):
    text = browse("supervisor").get(f"/matrix?show={show}").get_data(as_text=True)
    rows = text[text.index("<tbody>") :]
    assert rows.index("楼管甲") < rows.index("前台甲") < rows.index("收费员甲")
    assert "–" in rows
    named = browse("supervisor").get(f"/matrix?show={show}&sort=name").get_data(as_text=True)
    rows = named[named.index("<tbody>") :]
    assert rows.index("前台甲") < rows.index("楼管甲")


def test_the_matrix_can_be_narrowed_to_a_position(browse, sat):
    text = browse("supervisor").get("/matrix?position=front_desk").get_data(as_text=True)
    assert "前台甲" in text
    assert "楼管甲" not in text


def test_the_workbook_holds_both_sheets_and_runs_nothing(session, browse, sat):
    answer = browse("supervisor").get("/matrix.xlsx?sort=name")
    book = load_workbook(io.BytesIO(answer.data))
    sections, clauses, notes = book.worksheets
    assert clauses.max_column > 100
    assert [row[1].value for row in sections.iter_rows(min_row=2)][:2] == ["客服主管", "前台甲"]
    cells = [cell for sheet in (sections, clauses, notes) for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    front = next(row for row in sections.iter_rows(min_row=2) if row[1].value == "前台甲")
    assert front[3].value == 100
    session.rollback()
    event = session.scalar(select(AuditEvent).where(AuditEvent.kind == "export_made"))
    assert event.details["what"] == "matrix xlsx"


def test_queries_do_not_grow_with_people_and_many_come_in_pages(app, session, browse, sat):
    browser = browse("supervisor")
    addresses = ("/matrix", "/matrix?show=all", f"/people/{sat.front.person_id}/training", "/certificates")
    with app.app_context():
        engine = db.engine

    def costs():
        found = []
        for path in addresses:
            browser.get(path)
            with queries(engine) as asked:
                assert browser.get(path).status_code == 200
            found.append(len(asked))
        return found

    few = costs()
    for number in range(56):
        people.add_person(
            session,
            None,
            department_id=1,
            staff_number=f"7{number:03}",
            name=f"新员工{number:02}",
            position="cashier",
            role=Role.STAFF,
            password="correct-horse-7",
            cost="test",
            must_change=False,
        )
    members = {one.staff_number: one for one in people.cards(session, 1).values()}
    assert len(members) > 40
    for number in range(3):
        viewer = sat.front.__class__(
            **{
                **sat.cashier.__dict__,
                "person_id": members[f"7{number:03}"].id,
                "staff_number": f"7{number:03}",
            }
        )
        sit(session, viewer, "posture", well=False)
    session.rollback()
    assert costs() == few
    first, second = (browser.get(f"/matrix?page={page}").get_data(as_text=True) for page in (1, 2))
    assert first.count('scope="row"') == 50
    assert 0 < second.count('scope="row"') < 50


def test_everybody_has_a_way_to_their_own_and_leaders_from_the_persons_page(browse, sat):
    person = browse("supervisor").get(f"/people/{sat.front.person_id}").get_data(as_text=True)
    assert f'href="/people/{sat.front.person_id}/training"' in person
    assert 'href="/training"' in browse("front").get("/account").get_data(as_text=True)


def test_nothing_is_said_of_who_has_done_nothing(session, browse, cast):
    for path in ("/training", "/training.pdf", "/certificates/mine"):
        assert browse("cashier").get(path).status_code == 200
    assert viewed(session) == []
