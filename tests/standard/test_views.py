"""Pages of the standard as their readers meet them."""

import shutil

import pytest

from trainer import config
from trainer.db import db
from trainer.editions import service as editions
from trainer.lessons import service as lessons
from trainer.publishing.service import publish
from trainer.standard import service as standard
from trainer.web.headers import POLICY

PAGES = ("/standard", "/standard/4.5")


@pytest.fixture
def edition(app):
    """The published edition, read before any request: an open context would lend its `g` to them."""
    with app.app_context():
        return editions.current(db.session())


def text(response):
    assert response.status_code == 200, response.status
    return response.get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_signed_out_readers_are_sent_to_sign_in_and_back(client, path):
    response = client.get(path)
    assert response.status_code == 303
    assert response.location.startswith("/sign-in?next=")


@pytest.mark.parametrize("path", [*PAGES, "/figures/sit-right.svg"])
def test_pages_are_only_read(browse, path):
    browser = browse("front")
    assert browser.submit(path).status_code == 405


def test_the_register_shows_all_clauses_and_the_gaps_of_the_source(browse, edition):
    page = text(browse("front").get("/standard"))
    register = standard.register(edition)
    assert all(f'href="/standard/{clause.id}"' in page for clause in register.clauses)
    assert all(gap.note in page for gap in register.missing)
    assert page.count('class="gap"') == 3  # section 1, items 2.1 and 6.5.3; the heading of 2 stands with it


def test_the_register_narrows_to_a_position(browse, edition):
    page = text(browse("front").get("/standard?position=front_desk"))
    register = standard.register(edition)
    for clause in register.clauses:
        assert (f'href="/standard/{clause.id}"' in page) == clause.for_position("front_desk")
    assert 'class="gap"' not in page


def test_staff_are_offered_their_own_position_and_leaders_all(browse):
    assert "position=cashier" not in text(browse("front").get("/standard"))
    assert "position=cashier" in text(browse("supervisor").get("/standard"))


def test_the_register_is_found_by_words_without_script(browse):
    browser = browse("front")
    page = text(browser.get("/standard", query_string={"q": "没看见我忙 "}))
    assert 'href="/standard/4.5"' in page
    assert 'href="/standard/4.6"' not in page
    page = text(browser.get("/standard", query_string={"q": '<b>"nothing'}))
    assert 'class="list clauses"' not in page
    assert "<b>&#34;nothing" not in page


def test_an_unknown_position_shows_everything(browse):
    assert 'href="/standard/11A.1"' in text(browse("front").get("/standard?position=nobody"))


def test_every_clause_has_its_page(browse, edition):
    browser = browse("front")
    for clause in standard.register(edition).clauses:
        page = text(browser.get(f"/standard/{clause.id}"))
        facts = (clause.title, clause.source, clause.rule, clause.reading, clause.note)
        for words in (*facts, *clause.red_lines):
            assert not words or words.replace("'", "&#39;").replace('"', "&#34;") in page, clause.id
        for line in (*clause.do, *clause.dont):
            assert line in page, clause.id


def test_a_clause_shows_numbers_words_and_its_red_line(browse):
    page = text(browse("front").get("/standard/4.5"))
    assert "你没看见我忙着吗？" in page
    assert 'class="red-panel"' in page
    page = text(browse("front").get("/standard/5.1.3"))
    assert 'class="figure"' in page
    assert "不超过" in page
    assert 'class="red-panel"' not in page


def test_the_place_for_a_name_is_shown_as_a_place(browse):
    page = text(browse("front").get("/standard/5.1.5"))
    assert '<i class="slot">' in page
    assert "{name}" not in page


def test_no_question_leaves_the_server_with_a_clause(browse, edition):
    page = text(browse("supervisor").get("/standard/4.9"))
    for body in edition.items("question").values():
        if "4.9" in body["clauses"]:
            assert body["stem_html"] not in page
            options = body["body"].get("options") or []
            assert not any(option["feedback"] in page for option in options)
    assert 'href="/quizzes/busy-counter"' in page


def test_an_unknown_clause_is_not_found(browse):
    assert browse("front").get("/standard/99.9").status_code == 404


def test_english_titles_stand_over_chinese_content(browse):
    browser = browse("front")
    browser.get("/standard")
    browser.submit("/language", locale="en")
    page = text(browser.get("/standard/2.2"))
    assert "<h1>Sitting</h1>" in page
    assert 'lang="zh-CN">坐姿' in page
    assert 'class="clause-page" lang="zh-CN"' in page


def test_drawings_are_open_to_all_and_kept_for_ever_by_their_version(client, edition):
    body = edition.item("figure", "sit-right")
    plain = client.get("/figures/sit-right.svg")
    assert plain.get_data(as_text=True) == body["svg"]
    assert plain.mimetype == "image/svg+xml"
    assert plain.headers["Content-Security-Policy"] == "default-src 'none'" != POLICY
    assert plain.cache_control.no_store
    address = version_of(edition, "sit-right")
    kept = client.get(address)
    assert kept.status_code == 200
    assert kept.cache_control.immutable
    assert client.get("/figures/sit-right.svg?v=0123456789ab").status_code == 404
    assert client.get("/figures/no-such.svg").status_code == 404


def version_of(edition, name):
    return lessons.pictures(edition)[name].address


def test_an_old_wording_shows_its_old_drawing(app, browse, client, edition, tmp_path):
    old = version_of(edition, "sit-right")
    before = edition.item("figure", "sit-right")["svg"]
    shutil.copytree(config.ROOT / "content", tmp_path / "content")
    drawing = tmp_path / "content/figures/sit-right.svg"
    drawing.write_text(drawing.read_text(encoding="utf8").replace("</svg>", "<g/></svg>"), encoding="utf8")
    with app.app_context():
        done = publish(db.session(), tmp_path / "content", config.ROOT / "quizzes")
    assert version_of(done.edition, "sit-right") != old
    assert browse("front").get(old).get_data(as_text=True) == before
    assert client.get(old).status_code == 404  # only who is signed in meets old wordings
