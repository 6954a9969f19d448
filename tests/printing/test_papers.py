"""A quiz on paper, as each of the cast meets it."""

import io
import re

import pytest
from pypdf import PdfReader

PAGES = ["/papers/gas-smell", "/papers/gas-smell?seed=4711", "/papers/final-cashier"]
FILES = [
    "/papers/gas-smell.pdf",
    "/papers/gas-smell.pdf?part=key",
    "/papers/gas-smell.pdf?part=sheet&seed=4711&edition=1",
    "/papers/gas-smell.pdf?part=pack&seed=4711",
]


def test_strangers_are_sent_to_sign_in(client):
    for address in PAGES + FILES:
        response = client.get(address)
        assert response.status_code == 303
        assert "/sign-in" in response.location


@pytest.mark.parametrize("name", ["front", "cashier", "stranger"])
def test_staff_get_no_paper_and_no_key(browse, name):
    browser = browse(name)
    assert {browser.get(address).status_code for address in PAGES + FILES} == {403}
    assert "/papers/" not in browser.get("/quizzes/gas-smell").get_data(as_text=True)


@pytest.mark.parametrize("name", ["supervisor", "manager", "administrator", "other_supervisor"])
def test_leaders_print_every_part(browse, name):
    browser = browse(name)
    assert {browser.get(address).status_code for address in PAGES} == {200}
    for address in FILES:
        response = browser.get(address)
        assert (response.status_code, response.mimetype) == (200, "application/pdf")
        assert response.data.startswith(b"%PDF")
    assert "/papers/gas-smell" in browser.get("/quizzes/gas-smell").get_data(as_text=True)


def test_nothing_is_posted_here(browse):
    browser = browse("supervisor")
    assert {browser.submit(address).status_code for address in PAGES + FILES} == {405}


def test_the_page_names_the_paper_in_its_addresses(browse):
    page = browse("supervisor").get("/papers/gas-smell?seed=4711").get_data(as_text=True)
    assert re.search(r"/papers/gas-smell\.pdf\?part=key(&amp;|&)seed=4711(&amp;|&)edition=1", page)


def test_a_quiz_that_draws_from_the_bank_is_drawn_at_once(browse):
    browser = browse("supervisor")
    assert re.search(r"seed=\d{4}", browser.get("/papers/final-cashier").get_data(as_text=True))
    assert browser.get("/papers/final-cashier.pdf").status_code == 422


def test_the_paper_is_chinese_whoever_prints_it(browse):
    browser = browse("supervisor")
    browser.submit("/language", locale="en", next="/")
    data = browser.get("/papers/gas-smell.pdf").data
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert "单选" in said
    assert "One answer" not in said


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("gas-smell.pdf?part=answers", 422),
        ("gas-smell.pdf?seed=x", 422),
        ("gas-smell?seed=0", 422),
        ("gas-smell.pdf?edition=99", 422),
        ("gas-smell.pdf?edition=x", 422),
        ("nothing", 404),
        ("nothing.pdf", 404),
    ],
)
def test_what_cannot_be_printed_is_answered(browse, asked, status):
    assert browse("supervisor").get(f"/papers/{asked}").status_code == status


def test_nobody_sees_the_key_of_what_they_are_being_asked(browse):
    browser = browse("supervisor")
    browser.get("/quizzes/gas-smell")
    assert browser.submit("/quizzes/gas-smell/attempts").status_code == 303
    for part, status in (("key", 409), ("pack", 409), ("questions", 200)):
        assert browser.get(f"/papers/gas-smell.pdf?part={part}").status_code == status
    assert browse("manager").get("/papers/gas-smell.pdf?part=key").status_code == 200
