"""The forms as each of the cast meets them: leaders read and print them, staff are observed with them."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.queries import queries
from trainer.checklists import service as checklists
from trainer.checklists.views import START
from trainer.db import db
from trainer.editions import service as editions
from trainer.editions.model import Edition
from trainer.errors import NotFound

PAGES = ["/checklists", "/checklists/telephone", "/checklists/telephone.pdf"]
MOST = 8


@pytest.fixture(autouse=True)
def _chinese(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "zh_Hans")


def test_strangers_are_sent_to_sign_in(client):
    assert {client.get(address).status_code for address in PAGES} == {303}


@pytest.mark.parametrize("name", ["front", "cashier", "stranger"])
def test_staff_may_not_look_them_up(browse, name):
    browser = browse(name)
    assert {browser.get(address).status_code for address in PAGES} == {403}


@pytest.mark.parametrize("name", ["supervisor", "manager", "administrator", "other_supervisor"])
def test_leaders_read_and_print_them(browse, name):
    browser = browse(name)
    assert {browser.get(address).status_code for address in PAGES} == {200}


def test_nothing_is_posted_here(browse):
    browser = browse("supervisor")
    assert {browser.submit(address).status_code for address in PAGES} == {405}


def test_what_is_not_there_is_not_found(browse):
    browser = browse("supervisor")
    assert browser.get("/checklists/nothing").status_code == 404
    assert browser.get("/checklists/nothing.pdf").status_code == 404


def test_the_list_has_every_form(browse, session):
    page = browse("supervisor").get("/checklists").text
    forms = checklists.of_edition(editions.current(session))
    assert len(forms) == 8
    for form in forms.values():
        assert f'href="/checklists/{form.id}"' in page
        assert form.title in page


def test_a_form_shows_what_one_must_know_before_going_out(app, browse, session):
    page = browse("supervisor").get("/checklists/telephone").text
    form = checklists.checklist(editions.current(session), "telephone")
    for item in form.items:
        assert item.text in page
        assert item.look in page
        assert all(f'href="/standard/{clause}"' in page for clause in item.clauses)
    assert page.count("tag critical") == form.red_lines
    assert f'href="/quizzes/{form.quiz_id}"' in page
    assert all(f'href="/lessons/{lesson}"' in page for lesson in form.lessons)
    assert ("/observations/new?checklist=telephone" in page) == (START in app.view_functions)


def test_the_button_is_left_out_where_nobody_observes(app, browse):
    taken = {key: view for key, view in app.view_functions.items() if key != START}
    app.view_functions = taken
    assert "/observations/new" not in browse("supervisor").get("/checklists/telephone").text


def test_looking_asks_the_database_for_the_viewer_only(app, browse):
    browser = browse("supervisor")
    browser.get("/checklists/telephone")
    with app.app_context():
        engine = db.engine
    with queries(engine) as asked:
        browser.get("/checklists/telephone")
    assert len(asked) <= MOST


def test_the_paper_holds_every_item_and_its_boxes(browse, session):
    for form in checklists.of_edition(editions.current(session)).values():
        response = browse("supervisor").get(f"/checklists/{form.id}.pdf")
        assert response.mimetype == "application/pdf"
        said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.data)).pages)
        said = re.sub(r"\s", "", said)
        for item in form.items:
            assert re.sub(r"\s", "", item.text) in said, item.id
            assert re.sub(r"\s", "", item.look) in said, item.id
        for words in (form.title, "达到", "未达到", "未观察", "备注", "被考核人", f"{form.pass_mark}%"):
            assert words in said


def test_an_edition_of_before_forms_has_none():
    before = Edition(1, "0" * 64, editions.clock.now(), "g", {}, {}, {})
    assert checklists.of_edition(before) == {}
    with pytest.raises(NotFound):
        checklists.checklist(before, "telephone")


def test_the_forms_that_look_at_a_clause(session):
    edition = editions.current(session)
    assert [form.id for form in checklists.of_clause(edition, "7.3")] == ["key-handover"]
    assert checklists.of_clause(edition, "11S.2") == []
