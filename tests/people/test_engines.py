"""Sign-in, its counters, import and slips on both engines."""

from datetime import timedelta

import pytest

from tests.attempts.ground import ground, postgresql_ground, sqlite_ground
from tests.cast import PASSWORD
from trainer.errors import Conflict, Invalid, Throttled
from trainer.people import service as people
from trainer.people.model import Role
from trainer.people.service import SignInRules
from trainer.people.sheet import read_text

__all__ = ["ground", "postgresql_ground", "sqlite_ground"]

RULES = SignInRules(timedelta(hours=12), timedelta(days=14), 3, "test")
PLACE = {"address": "10.0.0.5", "agent": "", "rules": RULES}


def test_failures_are_counted_and_a_success_forgets_them(ground):
    for _ in range(2):
        with pytest.raises(Invalid):
            people.sign_in(ground.session, "0101", "wrong", **PLACE)
    token = people.sign_in(ground.session, "0101", PASSWORD, **PLACE)
    assert people.viewer_of(ground.session, token, RULES).staff_number == "0101"
    for _ in range(3):
        with pytest.raises(Invalid):
            people.sign_in(ground.session, "0101", "wrong", **PLACE)
    with pytest.raises(Throttled) as wait:
        people.sign_in(ground.session, "0101", PASSWORD, **PLACE)
    assert 0 < wait.value.details["seconds"] <= 15 * 60
    assert people.sign_in(ground.session, "0102", PASSWORD, **PLACE)


def test_an_import_and_its_slips_lead_to_a_sign_in(ground):
    rows = read_text("工号\t姓名\t岗位\t角色\n0301\t新主管\tsupervisor\t客服主管\n0101\t前台丁\t\t")
    given = {"department_id": 1, "positions": {"supervisor": ("客服主管", "Supervisor")}}
    done = people.import_people(ground.session, None, rows, **given)
    assert (len(done.added), len(done.updated)) == (1, 1)
    (slip,) = people.first_passwords(ground.session, None, done.added, "test")
    viewer = people.viewer_of(
        ground.session, people.sign_in(ground.session, "0301", slip.password, **PLACE), RULES
    )
    assert (viewer.role, viewer.must_change_password) == (Role.SUPERVISOR, True)
    people.change_password(ground.session, viewer, slip.password, "evening-lamp-42", RULES)
    assert len(people.open_sessions(ground.session, viewer.person_id, RULES)) == 1
    with pytest.raises(Conflict):
        people.first_passwords(ground.session, None, done.added, "test")


def test_a_number_that_is_taken_is_a_conflict(ground):
    with pytest.raises(Conflict):
        people.add_person(
            ground.session, None, department_id=1, staff_number="0101", name="x", position="cashier"
        )
    assert people.find(ground.session, "0101").name


def test_a_role_is_stored_as_its_word(ground):
    person = people.find(ground.session, "0101")
    people.update_person(ground.session, None, person.id, role=Role.SUPERVISOR)
    ground.session.expire_all()
    assert people.find(ground.session, "0101").role == "supervisor"
