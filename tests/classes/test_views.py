"""The pages of classes: the form keeps what was typed, groups and names add up, a mistake is struck out."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from tests.duty.story import at, hold
from trainer import clock
from trainer.classes.tables import Attendance, ClassHeld

FORM = {"held_on": "2027-10-05", "topic": "钥匙管理", "place": "三楼", "trainer": "客服主管", "minutes": "45"}


@pytest.fixture(autouse=True)
def forward():
    with clock.travel(at("2027-10-05 09:00"), ticking=False) as step:
        yield step


def came(session) -> set[int]:
    session.rollback()
    return set(session.scalars(select(Attendance.person_id)))


def test_the_form_begins_with_today_and_ones_own_name(browse):
    html = browse("supervisor").get("/classes/new").get_data(as_text=True)
    assert 'value="2027-10-05"' in html
    assert re.search(r'name="trainer"[^>]*value="客服主管"', html)
    assert "二期前台" not in html
    assert 'data-filter="#clause-list"' in html


def test_a_class_is_entered_and_shown(session, cast, browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    answer = browser.submit(
        "/classes/new",
        **FORM,
        clauses=["7.1", "2.2"],
        attendees=[cast.front.person_id],
        notes="第一行\n第二行",
    )
    assert answer.status_code == 303
    page = browser.get(answer.location).get_data(as_text=True)
    for word in ("钥匙管理", "三楼", "45", "前台甲", "第二行", "/standard/7.1"):
        assert word in page
    assert "钥匙管理" in browser.get("/duty/2027-10").get_data(as_text=True)
    assert came(session) == {cast.front.person_id}


def test_groups_and_names_add_up(session, cast, browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    ids = [cast.front.person_id, cast.keeper.person_id]
    browser.submit("/classes/new", **FORM, groups=["position:front_desk"], attendees=ids)
    assert came(session) == set(ids)


def test_the_whole_department_is_its_staff_and_supervisors(session, cast, browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    assert browser.submit("/classes/new", **FORM, groups=["everyone"]).status_code == 303
    every = (cast.front, cast.keeper, cast.cashier, cast.supervisor)
    assert came(session) == {one.person_id for one in every}


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        ({"topic": ""}, "topic"),
        ({"minutes": "viel"}, "minutes"),
        ({"minutes": "0"}, "minutes"),
        ({"held_on": "2027-10-06"}, "held_on"),
        ({"held_on": "gestern"}, "held_on"),
        ({"place": "x" * 81}, "place"),
        ({"notes": "a\x00b"}, "notes"),
    ],
)
def test_what_is_wrong_is_named_and_the_rest_is_kept(session, cast, browse, wanted, where):
    browser = browse("supervisor")
    browser.get("/classes/new")
    given = FORM | {"attendees": [cast.keeper.person_id], "clauses": ["7.1"], "groups": ["position:cashier"]}
    answer = browser.submit("/classes/new", **given | wanted)
    html = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'class="error-summary"' in html
    assert f'href="#{where}"' in html
    assert re.search(rf'name="attendees"[^>]*value="{cast.keeper.person_id}"|checked[^>]*value="7.1"', html)
    checked = re.findall(r"<input checked[^>]*>", html)
    assert len(checked) == 3, checked
    if "topic" not in wanted:
        assert "钥匙管理" in html
    assert session.scalar(select(ClassHeld.id)) is None


def test_nobody_came_is_an_error_beside_the_names(browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    answer = browser.submit("/classes/new", **FORM)
    assert answer.status_code == 422
    assert 'id="attendees-error"' in answer.get_data(as_text=True)


def test_every_fault_is_named_at_once_beside_its_field_and_on_top(session, browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    given = FORM | {"held_on": "2027-10-06", "place": "", "trainer": "", "minutes": "9999"}
    html = browser.submit("/classes/new", **given).get_data(as_text=True)
    summary = html.split('class="error-summary"')[1].split("</ul>")[0]
    for name in ("held_on", "place", "trainer", "minutes", "attendees"):
        assert f'id="{name}-error"' in html, name
        assert f'href="#{name}' in summary, name
    assert summary.count("<li>") == 5
    assert session.scalar(select(ClassHeld.id)) is None


def test_a_year_that_was_mistyped_is_refused_once(browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    html = browser.submit("/classes/new", **FORM | {"held_on": "0202-10-05"}).get_data(as_text=True)
    assert html.count('id="held_on-error"') == 1


def test_the_whole_department_says_whom_it_leaves_out(browse):
    html = browse("supervisor").get("/classes/new").get_data(as_text=True)
    assert "全部门（4 人，不含物业经理和系统管理员）" in html


def test_nobody_of_another_department_can_be_named(cast, browse):
    browser = browse("supervisor")
    browser.get("/classes/new")
    answer = browser.submit("/classes/new", **FORM, attendees=[cast.stranger.person_id])
    assert answer.status_code == 422


def test_a_mistake_is_struck_out_with_its_consequence_said(session, cast, browse):
    id_ = hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5))
    browser = browse("supervisor")
    assert 'class="consequence"' in browser.get(f"/classes/{id_}").get_data(as_text=True)
    empty = browser.submit(f"/classes/{id_}/strike-out", reason="")
    assert empty.status_code == 422
    assert '<details class="more" open>' in empty.get_data(as_text=True)
    assert browser.submit(f"/classes/{id_}/strike-out", reason="登记了两次").status_code == 303
    page = browser.get(f"/classes/{id_}").get_data(as_text=True)
    assert "登记了两次" in page
    assert "strike-out" not in page
    assert browser.submit(f"/classes/{id_}/strike-out", reason="再来").status_code == 303
    session.rollback()
    assert session.get(ClassHeld, id_).cancel_reason == "登记了两次"


def test_who_may_not(session, cast, browse, client):
    id_ = hold(session, cast.supervisor, cast.front, on=date(2027, 10, 5))
    other = browse("other_supervisor")
    assert other.get(f"/classes/{id_}").status_code == 404
    assert other.submit(f"/classes/{id_}/strike-out", reason="x").status_code == 404
    assert other.get("/classes/new?department=1").status_code == 404
    assert browse("manager").get(f"/classes/{id_}").status_code == 200
    assert browse("front").get(f"/classes/{id_}").status_code == 403
    assert browse("front").get("/classes/new").status_code == 403
    assert client.get("/classes/new").location.startswith("/sign-in")


def test_a_manager_enters_for_the_department_chosen(session, cast, browse):
    browser = browse("manager")
    assert "二期前台" in browser.get("/classes/new?department=2").get_data(as_text=True)
    answer = browser.submit("/classes/new?department=2", **FORM, attendees=[cast.stranger.person_id])
    assert answer.status_code == 303
    session.rollback()
    assert session.scalar(select(ClassHeld.department_id)) == 2
