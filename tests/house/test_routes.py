"""Every route declares who may call it, and keeps its word for strangers and wrong roles."""

import re

import pytest
from werkzeug.routing import IntegerConverter

from trainer.people.model import Role
from trainer.web.guard import allowed_roles

STABLE = {
    "/sign-in",
    "/",
    "/standard",
    "/standard/<clause>",
    "/lessons",
    "/lessons/<id>",
    "/quizzes",
    "/quizzes/<id>",
    "/quizzes/<id>/attempts",
    "/attempts/<id>",
    "/attempts/<id>/answers/<slot>",
    "/attempts/<id>/submit",
    "/attempts/<id>/review",
    "/assignments",
    "/assignments/new",
    "/assignments/<id>",
    "/people",
    "/duty/<month>",
    "/duty/<month>.pdf",
    "/exports/appraisal.xlsx",
    "/exports/appraisal.csv",
    "/cheatsheets",
    "/cheatsheets/<key>.pdf",
    "/healthz",
}
ROLES = {
    "front": Role.STAFF,
    "supervisor": Role.SUPERVISOR,
    "manager": Role.MANAGER,
    "administrator": Role.ADMINISTRATOR,
}
PLACES = {
    "month": "2026-10",
    "lesson": "sitting",
    "quiz": "posture",
    "clause": "2.2",
    "key": "2",
    "figure": "sit-right",
}


def shape(rule: str) -> str:
    """A rule with its places made alike."""
    return re.sub(r"<[^>]+>", "<>", rule)


def filled(rule) -> str:
    """An address of the rule; rows that exist nowhere stand in its places."""
    values = {}
    for name in rule.arguments:
        number = isinstance(rule._converters[name], IntegerConverter)
        values[name] = (
            999
            if number
            else next(
                (v for k, v in PLACES.items() if k in name),
                PLACES["lesson"] if "lesson" in rule.endpoint else "posture",
            )
        )
    return rule.build(values, append_unknown=False)[1]


def test_every_route_declares_who_may_call_it(app):
    undeclared = [rule.rule for rule in app.url_map.iter_rules() if allowed_roles(app, rule.endpoint) is None]
    assert not undeclared


def test_the_addresses_that_were_promised_are_there(app):
    there = {shape(rule.rule) for rule in app.url_map.iter_rules()}
    assert {shape(rule) for rule in STABLE} <= there, {shape(rule) for rule in STABLE} - there


def test_signed_out_pages_lead_to_sign_in_and_scripts_get_401(app, client):
    for rule in app.url_map.iter_rules():
        if not allowed_roles(app, rule.endpoint):
            continue
        method = "GET" if "GET" in rule.methods else "POST"
        client.get("/sign-in")
        data = {"csrf_token": client.token} if method == "POST" else None
        page = client.open(filled(rule), method=method, data=data)
        assert page.status_code == 303, f"{method} {rule.rule}: {page.status_code}"
        assert page.location.startswith("/sign-in"), rule.rule
        script = client.open(
            filled(rule), method=method, headers={"Accept": "application/json", "X-CSRFToken": client.token}
        )
        assert script.status_code == 401, f"{method} {rule.rule}: {script.status_code}"


@pytest.mark.parametrize("name", sorted(ROLES))
def test_a_role_that_may_never_gets_403_and_the_others_do_not(app, browse, name):
    browser = browse(name)
    for rule in app.url_map.iter_rules():
        roles = allowed_roles(app, rule.endpoint)
        if not roles or rule.endpoint == "people.sign_out":
            continue
        method = "GET" if "GET" in rule.methods else "POST"
        data = {"csrf_token": browser.token} if method == "POST" else None
        answer = browser.open(filled(rule), method=method, data=data)
        refused = answer.status_code == 403
        assert refused == (ROLES[name] not in roles), f"{name} {method} {rule.rule}: {answer.status_code}"
        assert answer.status_code < 500, f"{name} {method} {rule.rule}"


def test_every_change_of_state_needs_the_token(app, browse):
    browser = browse("administrator")
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and allowed_roles(app, rule.endpoint):
            answer = browser.post(filled(rule), data={})
            assert answer.status_code == 400, f"{rule.rule}: {answer.status_code}"


def test_every_answer_carries_the_security_headers(app, browse):
    browser = browse("supervisor")
    for path in ("/", "/standard", "/nothing-here", "/healthz"):
        headers = browser.get(path).headers
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_a_foreign_host_name_is_refused(client):
    assert client.get("/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_numbers_no_database_holds_are_answered(app, browse):
    browser = browse("administrator")
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and "<int" in rule.rule:
            path = re.sub(r"<int[^>]*>", "99999999999999999999999", rule.rule)
            assert browser.get(path).status_code == 404, rule.rule


def test_assets_are_kept_for_ever_and_carry_nobodys_cookie(browse):
    browser = browse("front")
    page = browser.get("/").get_data(as_text=True)
    for path in re.findall(r'(?:href|src)="(/static/[^"]+)"', page):
        answer = browser.get(path)
        assert "immutable" in answer.headers["Cache-Control"], path
        assert "Set-Cookie" not in answer.headers, path
        answer.close()
    with browser.get("/static/css/tokens.css") as unhashed:
        assert "immutable" not in unhashed.headers["Cache-Control"]
