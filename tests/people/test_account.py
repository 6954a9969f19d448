"""Signing in and out, first passwords, sessions, throttling: as a browser sees them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.cast import CAST, PASSWORD
from trainer import clock
from trainer.audit.tables import AuditEvent
from trainer.people import service as people
from trainer.people.devices import device
from trainer.people.tables import Person, SignInSession
from trainer.people.throttle import PER_ADDRESS, SignInThrottle

NEW = "evening-lamp-42"


def text(response) -> str:
    return response.get_data(as_text=True)


def attempt(browser, number, password, **kwargs):
    browser.get("/sign-in")
    return browser.post(
        "/sign-in", data={"csrf_token": browser.token, "staff_number": number, "password": password}, **kwargs
    )


@pytest.fixture
def fresh(app, session, cast):
    """A new hire with the password of a slip."""
    id_ = people.add_person(
        session, cast.supervisor, department_id=1, staff_number="0199", name="新员工", position="front_desk"
    )
    (slip,) = people.first_passwords(session, cast.supervisor, [id_], "test")
    return slip


def test_signing_in_leads_on_to_the_page_that_was_wanted(client):
    assert client.get("/account?a=1").location == "/sign-in?next=/account?a%3D1"
    client.get("/sign-in?next=/account")
    answer = client.submit("/sign-in", staff_number="0101", password=PASSWORD, next="/account")
    assert (answer.status_code, answer.location) == (303, "/account")
    assert client.get("/sign-in?next=/account").location == "/account"


@pytest.mark.parametrize(
    "onward", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_signing_in_never_leads_to_another_site(client, onward):
    client.get("/sign-in")
    answer = client.submit("/sign-in", staff_number="0101", password=PASSWORD, next=onward)
    assert answer.location == "/"


def test_every_failure_says_the_same_and_keeps_the_number(app, client, session, cast):
    people.deactivate(session, cast.supervisor, cast.front.person_id, "离职")
    pages = {
        text(attempt(client, number, "wrong-password")).replace(number, "")
        for number in ("0101", "0102", "7777")
    }
    pages = {page.split("<main")[1].split("csrf_token")[0] for page in pages}
    assert len(pages) == 1
    answer = attempt(client, "0102", "wrong-password")
    assert answer.status_code == 422
    assert 'value="0102"' in text(answer)
    assert "wrong-password" not in text(answer)


def test_an_empty_form_names_both_fields(client):
    answer = attempt(client, "", "")
    assert answer.status_code == 422
    assert text(answer).count("field-error") == 2


def test_a_full_width_number_signs_in(client):
    assert attempt(client, " ０１０１ ", PASSWORD).status_code == 303


def test_the_trail_never_keeps_what_may_be_a_password_in_the_wrong_field(client, session):
    attempt(client, PASSWORD, "x")
    attempt(client, "0101", "x")
    kept = [
        e.details["staff_number"]
        for e in session.scalars(select(AuditEvent).where(AuditEvent.kind == "sign_in_failed"))
    ]
    assert kept == ["", "0101"]


def test_an_account_waits_at_an_address_and_the_office_does_not(client):
    for _ in range(8):
        assert attempt(client, "0101", "wrong-password").status_code == 422
    answer = attempt(client, "0101", PASSWORD)
    assert answer.status_code == 429
    assert "15" in text(answer)
    assert attempt(client, "0102", PASSWORD).status_code == 303


def test_the_own_address_is_open_while_a_stranger_guesses_elsewhere(app):
    home = {"environ_overrides": {"REMOTE_ADDR": "10.0.0.5"}}
    assert attempt(app.test_client(), "0101", PASSWORD, **home).status_code == 303
    for n in range(40):
        attempt(app.test_client(), "0101", "x", environ_overrides={"REMOTE_ADDR": f"203.0.113.{n}"})
    assert (
        attempt(
            app.test_client(), "0101", PASSWORD, environ_overrides={"REMOTE_ADDR": "203.0.113.99"}
        ).status_code
        == 429
    )
    assert attempt(app.test_client(), "0101", PASSWORD, **home).status_code == 303


def test_a_full_address_does_not_stop_who_signed_in_there_before(app, session):
    assert attempt(app.test_client(), "0101", PASSWORD).status_code == 303
    throttle = SignInThrottle(session, 8)
    for n in range(PER_ADDRESS):
        throttle._limiter.hit(*throttle._limits(f"x{n}", "127.0.0.1")[2])
    assert attempt(app.test_client(), "0102", PASSWORD).status_code == 429
    assert attempt(app.test_client(), "0101", PASSWORD).status_code == 303


def test_success_forgets_the_failures(client, app):
    for _ in range(7):
        attempt(client, "0101", "wrong-password")
    assert attempt(app.test_client(), "0101", PASSWORD).status_code == 303
    assert attempt(client, "0101", "wrong-password").status_code == 422


def test_sign_out_ends_the_session_and_keeps_the_language(browse):
    browser = browse("front")
    browser.submit("/language", locale="en")
    copied = browser.get_cookie("trainer").value
    assert browser.submit("/sign-out").location == "/sign-in"
    assert 'lang="en"' in text(browser.get("/sign-in"))
    browser.set_cookie("trainer", copied)
    assert browser.get("/account").status_code == 303


def test_the_language_is_kept_for_the_person_on_every_device(app, browse):
    browser = browse("front")
    browser.get("/account")
    browser.submit("/account/language", locale="en")
    other = app.test_client()
    other.sign_in("0101", PASSWORD)
    assert 'lang="en"' in text(other.get("/account"))


def test_a_first_password_must_be_changed_before_anything_else(app, client, fresh):
    assert attempt(client, "0199", fresh.password).status_code == 303
    for path in ("/", "/account", "/lessons", "/standard", "/quizzes"):
        assert client.get(path).location == "/account/password", path
    assert client.get("/people").location == "/account/password"
    client.get("/account/password")
    for path in ("/account/sessions/revoke-others", "/account/language"):
        assert client.submit(path, locale="en").location == "/account/password"
    answer = client.submit("/account/password", old=fresh.password, password=NEW, again=NEW)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account").status_code == 200
    assert attempt(app.test_client(), "0199", fresh.password).status_code == 422
    assert attempt(app.test_client(), "0199", NEW).status_code == 303


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("wrong-one-1", NEW, NEW),
        (PASSWORD, NEW, NEW + "x"),
        (PASSWORD, "short", "short"),
        (PASSWORD, "12345678", "12345678"),
        (PASSWORD, "01010101", "01010101"),
        (PASSWORD, PASSWORD, PASSWORD),
        (PASSWORD, "x" * 129, "x" * 129),
        ("", "", ""),
    ],
)
def test_a_bad_change_says_why_and_changes_nothing(app, browse, old, new, again):
    browser = browse("front")
    browser.get("/account/password")
    answer = browser.submit("/account/password", old=old, password=new, again=again)
    assert answer.status_code == 422
    assert "field-error" in text(answer)
    assert attempt(app.test_client(), "0101", PASSWORD).status_code == 303


def test_every_fault_of_a_change_is_named_at_once_and_counts_as_one_failure(browse, monkeypatch):
    browser, failed = browse("front"), []
    monkeypatch.setattr(SignInThrottle, "failed", lambda *args: failed.append(args))
    browser.get("/account/password")
    page = text(browser.submit("/account/password", old="wrong-one-1", password="short", again="other"))
    for name in ("old", "password", "again"):
        assert page.count(f'id="{name}-error"') == 1, name
    assert page.split('class="error-summary"')[1].split("</ul>")[0].count("<li>") == 3
    assert len(failed) == 1
    page = text(browser.submit("/account/password", old="", password="short", again="other"))
    assert page.count('-error">') == 3
    page = text(browser.submit("/account/password", old=PASSWORD, password=PASSWORD, again="other"))
    assert 'id="old-error"' not in page
    assert page.count('-error">') == 2
    assert len(failed) == 1


def test_a_new_password_is_not_judged_while_guessing_must_wait(browse):
    browser = browse("front")
    browser.get("/account/password")
    for n in range(8):
        browser.submit("/account/password", old=f"guess-{n}", password="short", again="short")
    page = text(browser.submit("/account/password", old=PASSWORD, password="short", again="short"))
    assert "15" in page.split('class="error-summary"')[1].split("</ul>")[0]
    assert 'id="old-error"' not in page


def test_changing_the_password_signs_out_everywhere_else(app, browse):
    here, elsewhere = browse("front"), browse("front")
    here.get("/account/password")
    assert here.submit("/account/password", old=PASSWORD, password=NEW, again=NEW).location == "/account"
    assert here.get("/account").status_code == 200
    assert elsewhere.get("/account").status_code == 303


def test_guessing_the_present_password_at_an_open_counter_is_throttled(browse):
    browser = browse("front")
    browser.get("/account/password")
    answers = [
        browser.submit("/account/password", old=f"guess-{n}", password=NEW, again=NEW).status_code
        for n in range(9)
    ]
    assert answers[:8] == [422] * 8
    assert answers[8] == 422
    assert browser.submit("/account/password", old=PASSWORD, password=NEW, again=NEW).status_code == 422


def test_a_session_is_listed_with_words_and_revoked(app, browse, session):
    here, there = browse("front"), app.test_client()
    there.environ_base["HTTP_USER_AGENT"] = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) MicroMessenger/8.0"
    )
    there.sign_in("0101", PASSWORD)
    page = text(here.get("/account"))
    assert "微信 · iPhone" in page
    id_ = session.scalar(select(SignInSession.id).order_by(SignInSession.id.desc()))
    assert here.submit(f"/account/sessions/{id_}/revoke").status_code == 303
    assert there.get("/account").status_code == 303
    assert here.submit(f"/account/sessions/{id_}/revoke").status_code == 404


def test_nobody_revokes_the_session_of_another(app, browse, session):
    mine = session.scalar(select(SignInSession.id))
    other, me = browse("keeper"), browse("front")
    id_ = session.scalar(
        select(SignInSession.id).join(Person).where(Person.staff_number == CAST["keeper"].number)
    )
    assert mine is None
    me.get("/account")
    assert me.submit(f"/account/sessions/{id_}/revoke").status_code == 404
    assert other.get("/account").status_code == 200


def test_signing_out_everywhere_else_leaves_this_browser(browse):
    here, there, third = (browse("front") for _ in range(3))
    here.get("/account")
    here.submit("/account/sessions/revoke-others")
    assert (here.get("/account").status_code, there.get("/").status_code, third.get("/").status_code) == (
        200,
        303,
        303,
    )


def test_a_session_ends_when_idle_and_when_old(app, browse):
    idle = browse("front")
    with clock.travel(clock.now() + timedelta(hours=13)):
        assert idle.get("/account").status_code == 303
    busy = browse("keeper")
    start = clock.now()
    for days in range(1, 31):
        with clock.travel(start + timedelta(hours=12 * days - days / 60)):
            last = busy.get("/account").status_code
    assert last == 303


@pytest.mark.parametrize(
    ("member", "said"),
    [
        ("front", "信息有误？请主管更正。"),
        ("supervisor", "信息有误？请系统管理员更正。"),
        ("manager", "信息有误？请系统管理员更正。"),
        ("administrator", None),
    ],
)
def test_the_account_names_who_can_correct_it(browse, member, said):
    page = text(browse(member).get("/account"))
    assert said in page if said else "信息有误" not in page


def test_a_deactivated_person_is_out_at_once(browse, session, cast):
    browser = browse("front")
    people.deactivate(session, cast.supervisor, cast.front.person_id, "离职")
    assert browser.get("/account").status_code == 303


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/109.0 Safari/537 Edg/109", "Edge · Windows"),
        ("Mozilla/5.0 (Linux; Android 13) Chrome/110 Mobile Safari", "Chrome · Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Version/16 Safari", "Safari · Mac"),
        ("", "未知设备"),
    ],
)
def test_words_for_devices(agent, words, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "zh_Hans")
    assert device(agent) in {words, "Unknown device"}
