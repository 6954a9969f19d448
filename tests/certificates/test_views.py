"""Pages of certificates: who may see whose, the paper, and assigning the short quiz."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from tests.mastery.acting import correct
from tests.mastery.test_views import sit, viewed
from trainer import clock
from trainer.assignments import service as assignments
from trainer.assignments.model import Kind
from trainer.assignments.tables import Assignment, AssignmentMember
from trainer.certificates import service as certificates
from trainer.config import ROOT
from trainer.publishing import service as publishing
from trainer.scores import service as scores
from trainer.scores.model import Kind as Correction

FINAL = "final-front-desk"


@pytest.fixture
def holder(session, cast):
    now = clock.now()
    draft = assignments.Draft(Kind.QUIZ, FINAL, "前台结业考核", now, now + timedelta(days=7))
    task = assignments.make(session, cast.supervisor, 1, draft, [cast.front.person_id])
    attempt = sit(session, cast.front, FINAL, assignment=task)
    if scores.of_attempt(session, 1, attempt).provisional:  # it drew an answer in one's own words
        site = SimpleNamespace(session=session, cast=cast)
        correct(site, attempt, Correction.CONFIRM, provisional=False, passed=True)
    (one,) = certificates.of_person(session, cast.front, cast.front.person_id)
    session.rollback()
    return one


@pytest.fixture
def changed(session, holder, tmp_path, monkeypatch):
    """The real content with one clause changed in substance."""
    import shutil  # noqa: PLC0415 - only here

    content = shutil.copytree(ROOT / "content", tmp_path / "content")
    register = content / "standard.yaml"
    text = register.read_text(encoding="utf8")
    place = text.index("rule:", text.index('id: "4.5"')) + len("rule:")
    end = text.index("\n", place)
    line = text[place:end]
    register.write_text(text[:end].replace(line, line + "另行补充。") + text[end:], encoding="utf8")
    publishing.publish(session, content, ROOT / "quizzes", substance=["4.5"])
    session.rollback()
    return holder


def test_the_holder_and_their_leaders_see_it_and_nobody_else(session, browse, cast, holder):
    for path in (f"/certificates/{holder.id}", f"/certificates/{holder.id}.pdf"):
        for who, status in (("front", 200), ("supervisor", 200), ("manager", 200), ("keeper", 404)):
            assert browse(who).get(path).status_code == status, (who, path)
        assert browse("other_supervisor").get(path).status_code == 404
    assert browse("front").get("/certificates").status_code == 403
    assert "前台甲" in browse("supervisor").get("/certificates").get_data(as_text=True)
    assert holder.issued.number in browse("front").get("/certificates/mine").get_data(as_text=True)
    assert holder.issued.number not in browse("keeper").get("/certificates/mine").get_data(as_text=True)
    actors = {actor for actor, subject, _what in viewed(session) if subject == cast.front.person_id}
    assert actors == {cast.supervisor.person_id, cast.manager.person_id}


def test_the_paper_is_a_pdf(browse, holder):
    answer = browse("front").get(f"/certificates/{holder.id}.pdf")
    assert answer.data.startswith(b"%PDF")
    assert answer.mimetype == "application/pdf"


def test_a_change_in_substance_is_renewed_by_a_short_quiz_for_exactly_the_holders(
    session, browse, cast, changed
):
    browser = browse("supervisor")
    page = browser.get("/certificates").get_data(as_text=True)
    address = f"/certificates/renew?of={FINAL}:4.5"
    assert f'href="{address.replace(":", "%3A")}"' in page or f'href="{address}"' in page
    shown = browser.get(address).get_data(as_text=True)
    assert "前台甲" in shown
    assert "楼管甲" not in shown
    answer = browser.submit(address, due_at="2099-01-01T18:00", note="请完成")
    assert answer.status_code == 303
    task = session.scalar(select(Assignment).order_by(Assignment.id.desc()))
    members = session.scalars(
        select(AssignmentMember.person_id).where(
            AssignmentMember.department_id == 1, AssignmentMember.assignment_id == task.id
        )
    ).all()
    assert (task.target_id, task.clauses, members) == (FINAL, ["4.5"], [cast.front.person_id])
    assert browser.get(answer.location).status_code == 200
    assert browser.get(address).status_code == 404, "it was assigned already"
    own = browse("front").get(f"/assignments/{task.id}").get_data(as_text=True)
    assert "<dd>3</dd>" in own
    assert browse("front").get(f"/quizzes/{FINAL}?assignment={task.id}").status_code == 200


def test_a_due_time_that_has_gone_by_is_refused(browse, changed):
    browser = browse("supervisor")
    address = f"/certificates/renew?of={FINAL}:4.5"
    browser.get(address)
    assert browser.submit(address, due_at="2020-01-01T18:00", note="").status_code == 422
    assert browse("front").get(address).status_code == 403
    assert browser.get("/certificates/renew?of=nothing").status_code == 404
