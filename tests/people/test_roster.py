"""The roster: who sees and changes whom, adding, moving, ending access."""

import pytest
from sqlalchemy import event, select

from tests.cast import PASSWORD
from trainer.audit.tables import AuditEvent
from trainer.db import db
from trainer.errors import Conflict, Forbidden, Invalid, NotFound
from trainer.people import service as people
from trainer.people.model import Role
from trainer.people.tables import Person


def text(response) -> str:
    return response.get_data(as_text=True)


def stored(session, number) -> Person:
    session.rollback()
    return people.find(session, number)


def test_a_supervisor_sees_the_own_department_and_may_not_choose_another(browse):
    browser = browse("supervisor")
    page = text(browser.get("/people"))
    assert "前台甲" in page
    assert "二期前台" not in page
    assert browser.get("/people?department=2").status_code == 404
    assert browser.get("/people?department=x").status_code == 404


def test_overseers_choose_the_department(browse):
    page = text(browse("manager").get("/people?department=2"))
    assert "二期前台" in page
    assert "前台甲" not in page


def test_staff_see_no_roster(browse, cast):
    browser = browse("front")
    for path in (
        "/people",
        f"/people/{cast.keeper.person_id}",
        "/people/import",
        "/people/slips",
        "/departments",
    ):
        assert browser.get(path).status_code == 403, path


def test_a_stranger_is_not_there_and_a_superior_may_only_be_looked_at(browse, cast):
    browser = browse("supervisor")
    stranger, manager = cast.stranger.person_id, cast.manager.person_id
    for path in ("", "/edit", "/deactivate"):
        assert browser.get(f"/people/{stranger}{path}").status_code == 404, path
    page = text(browser.get(f"/people/{manager}"))
    assert "/edit" not in page
    assert "first-password" not in page
    for path in ("/edit", "/deactivate"):
        assert browser.get(f"/people/{manager}{path}").status_code == 403, path
    for path in ("first-password", "reactivate", "deactivate"):
        assert browser.submit(f"/people/{manager}/{path}", reason="x").status_code == 403, path
        assert browser.submit(f"/people/{stranger}/{path}", reason="x").status_code == 404, path


def test_adding_a_person_keeps_the_zeros_and_asks_for_a_slip(browse, session):
    browser = browse("supervisor")
    browser.get("/people/new")
    answer = browser.submit(
        "/people/new", staff_number="0007", name="前台乙", position="front_desk", hired_on="2026-03-01"
    )
    person = stored(session, "0007")
    assert answer.location == f"/people/{person.id}"
    assert (person.role, person.department_id, person.password_hash) == ("staff", 1, None)
    assert "first-password" in text(browser.get(answer.location))


@pytest.mark.parametrize(
    "wrong",
    [
        {"staff_number": "0101"},
        {"staff_number": ""},
        {"name": ""},
        {"position": "king"},
        {"hired_on": "soon"},
        {"staff_number": "a b"},
    ],
)
def test_a_bad_form_keeps_what_was_typed(browse, session, wrong):
    browser = browse("supervisor")
    browser.get("/people/new")
    typed = {"staff_number": "0007", "name": "前台乙", "position": "cashier", **wrong}
    answer = browser.submit("/people/new", **typed)
    assert answer.status_code == 422
    assert "error-summary" in text(answer)
    if typed["name"]:
        assert 'value="前台乙"' in text(answer)
    assert session.scalar(select(Person).where(Person.staff_number == "0007")) is None


def test_every_fault_of_a_person_is_named_at_once(browse, session, cast):
    browser = browse("supervisor")
    browser.get("/people/new")
    typed = {"staff_number": "0101", "name": "=甲", "position": "king", "hired_on": "soon"}
    page = text(browser.submit("/people/new", **typed))
    for name in ("staff_number", "name", "position", "hired_on"):
        assert page.count(f'id="{name}-error"') == 1, name
    assert page.split('class="error-summary"')[1].split("</ul>")[0].count("<li>") == 4
    page = text(browser.submit("/people/new", **typed | {"staff_number": "a b", "name": ""}))
    assert page.count('-error">') == 4
    path = f"/people/{cast.front.person_id}/edit"
    page = text(browser.submit(path, name="=甲", position="king", hired_on="soon"))
    assert page.count('-error">') == 3
    assert stored(session, "0101").name == "前台甲"


@pytest.mark.parametrize(("member", "role"), [("manager", "物业经理"), ("administrator", "系统管理员")])
def test_managers_and_administrators_are_called_by_their_role(browse, cast, member, role):
    one, browser = getattr(cast, member), browse("administrator")
    roster = text(browser.get("/people"))
    assert f"{one.staff_number} · {role}</small>" in roster
    assert roster.count("· 客服主管</small>") == 1
    page = text(browser.get(f"/people/{one.person_id}"))
    assert f'<p class="meta">{role}</p>' in page
    for address, who in ((f"/people/{one.person_id}", browser), ("/account", browse(member))):
        facts = text(who.get(address)).split('<dl class="facts">')[1].split("</dl>")[0]
        assert "<dt>学习路径</dt>" in facts
        assert "<dt>岗位</dt>" not in facts
        assert f"<dd>{role}</dd>" in facts
    front = text(browser.get(f"/people/{cast.front.person_id}"))
    assert "<dt>岗位</dt>" in front


def test_the_form_says_what_a_position_is_for(browse, cast):
    browser, limited = browse("administrator"), "仅用于学习路径"
    assert f"需要掌握哪些内容。物业经理和系统管理员：{limited}" in text(browser.get("/people/new"))
    assert limited not in text(browse("supervisor").get("/people/new"))
    for one in (cast.manager, cast.administrator):
        assert f">{limited}。<" in text(browser.get(f"/people/{one.person_id}/edit"))
    assert limited not in text(browse("manager").get(f"/people/{cast.front.person_id}/edit"))


def test_the_head_count_says_who_is_counted(browse):
    assert "在职 6 人，其中物业经理和系统管理员 2 人" in text(browse("supervisor").get("/people"))
    page = text(browse("administrator").get("/departments"))
    assert "在职 6 人，其中物业经理和系统管理员 2 人" in page
    assert "在职 2 人<" in page


def test_adding_twice_makes_one_person(browse, session):
    browser = browse("supervisor")
    browser.get("/people/new")
    sent = {"staff_number": "0007", "name": "前台乙", "position": "front_desk"}
    assert browser.submit("/people/new", **sent).status_code == 303
    assert browser.submit("/people/new", **sent).status_code == 422
    assert len(session.scalars(select(Person).where(Person.staff_number == "0007")).all()) == 1


def test_a_supervisor_cannot_smuggle_in_a_role_or_a_department(browse, session):
    browser = browse("supervisor")
    browser.get("/people/new")
    browser.submit(
        "/people/new",
        staff_number="0007",
        name="乙",
        position="front_desk",
        role="administrator",
        department_id="2",
    )
    person = stored(session, "0007")
    assert (person.role, person.department_id) == ("staff", 1)


def test_a_manager_may_not_make_a_manager(browse, session, cast):
    browser = browse("manager")
    browser.get("/people/new")
    answer = browser.submit(
        "/people/new", staff_number="0007", name="乙", position="front_desk", role="manager"
    )
    assert answer.status_code == 422
    with pytest.raises(Forbidden):
        people.add_person(
            session,
            cast.manager,
            department_id=1,
            staff_number="1",
            name="x",
            position="cashier",
            role=Role.MANAGER,
        )


def test_changing_writes_the_role_as_its_word(browse, session, cast):
    browser = browse("administrator")
    path = f"/people/{cast.front.person_id}/edit"
    browser.get(path)
    answer = browser.submit(
        path, name="前台丁", position="cashier", role="supervisor", department_id="1", hired_on=""
    )
    assert answer.status_code == 303
    person = stored(session, "0101")
    assert (person.name, person.position, person.role, person.hired_on) == (
        "前台丁",
        "cashier",
        "supervisor",
        None,
    )
    people.update_person(session, None, person.id, role=Role.STAFF)
    raw = (
        session.connection().exec_driver_sql("SELECT role FROM persons WHERE staff_number = '0101'").scalar()
    )
    assert raw == "staff"


def test_nobody_changes_the_own_role_or_ends_the_own_access(browse, session, cast):
    me = cast.administrator
    with pytest.raises(Forbidden):
        people.update_person(session, me, me.person_id, role=Role.STAFF)
    with pytest.raises(Invalid):
        people.deactivate(session, me, me.person_id, "x")
    assert browse("administrator").get(f"/people/{me.person_id}/deactivate").status_code == 403


def test_a_transferred_person_has_another_supervisor_from_that_moment(browse, session, cast):
    staff, old, new = browse("front"), browse("supervisor"), browse("other_supervisor")
    path = f"/people/{cast.front.person_id}"
    assert (old.get(path).status_code, new.get(path).status_code) == (200, 404)
    people.update_person(session, cast.manager, cast.front.person_id, department_id=2)
    assert (old.get(path).status_code, new.get(path).status_code) == (404, 200)
    assert "二期客服部" in text(staff.get("/account"))
    trail = session.scalars(select(AuditEvent).where(AuditEvent.subject_id == cast.front.person_id)).all()
    assert {act.department_id for act in trail if act.kind == "person_added"} == {1}


def test_a_supervisor_cannot_move_somebody_away(session, cast):
    with pytest.raises(Forbidden):
        people.update_person(session, cast.supervisor, cast.front.person_id, department_id=2)


def test_ending_and_giving_back_access(app, browse, session, cast):
    browser, path = browse("supervisor"), f"/people/{cast.front.person_id}"
    browser.get(f"{path}/deactivate")
    assert browser.submit(f"{path}/deactivate", reason=" ").status_code == 422
    assert browser.submit(f"{path}/deactivate", reason="离职").status_code == 303
    assert browser.submit(f"{path}/deactivate", reason="离职").status_code == 409
    act = session.scalar(select(AuditEvent).where(AuditEvent.kind == "person_deactivated"))
    assert act.details == {"reason": "离职"}
    assert "<details" in text(browser.get("/people"))
    browser.submit(f"{path}/reactivate")
    app.test_client().sign_in("0101", PASSWORD)


def test_a_slip_is_shown_once_and_replaces_the_older_password(app, browse, session, cast):
    staff, browser = browse("front"), browse("supervisor")
    browser.get(f"/people/{cast.front.person_id}")
    page = text(browser.submit(f"/people/{cast.front.person_id}/first-password"))
    assert "<svg" in page
    assert "style=" not in page
    assert staff.get("/account").status_code == 303
    assert stored(session, "0101").must_change_password
    kinds = [e.kind for e in session.scalars(select(AuditEvent))]
    assert (kinds.count("password_reset"), kinds.count("slips_printed")) == (1, 1)


def test_slips_are_for_those_who_have_no_password_of_their_own(browse, session, cast):
    ids = [
        people.add_person(
            session, None, department_id=1, staff_number=f"05{n:02}", name=f"新{n}", position="cashier"
        )
        for n in range(10)
    ]
    browser = browse("supervisor")
    page = text(browser.get("/people/slips"))
    assert "0509 新9" in page
    assert "0101 前台甲" not in page
    assert page.count("checked") == 10
    sheet = text(browser.submit("/people/slips", people=ids))
    assert sheet.count('class="slip"') == 10
    assert sheet.count('class="slips"') == 2
    assert text(browser.get("/people/slips")).count("checked") == 0
    assert browser.submit("/people/slips", people=[]).status_code == 422
    assert browser.submit("/people/slips", people=[cast.front.person_id]).status_code == 422


def test_who_chose_a_password_meanwhile_keeps_it(session, cast):
    with pytest.raises(Conflict):
        people.first_passwords(session, cast.supervisor, [cast.front.person_id], "test")
    with pytest.raises(NotFound):
        people.first_passwords(session, cast.supervisor, [cast.stranger.person_id], "test", anew=True)
    with pytest.raises(Forbidden):
        people.first_passwords(session, cast.supervisor, [cast.manager.person_id], "test", anew=True)


def test_departments_are_the_administrators(browse):
    browser = browse("administrator")
    browser.get("/departments")
    assert browser.submit("/departments", name="三期客服部").status_code == 303
    assert browser.submit("/departments", name="三期客服部").status_code == 422
    assert browser.submit("/departments", name="").status_code == 422
    assert "三期客服部" in text(browser.get("/departments"))
    assert browse("manager").get("/departments").status_code == 403


def test_the_roster_asks_the_database_as_often_for_many_as_for_few(app, browse, session):
    browser, seen = browse("supervisor"), []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    browser.get("/people")
    few = len(seen)
    for n in range(30):
        people.add_person(
            session, None, department_id=1, staff_number=f"06{n:02}", name="甲", position="cashier"
        )
    seen.clear()
    browser.get("/people")
    assert len(seen) == few <= 8
