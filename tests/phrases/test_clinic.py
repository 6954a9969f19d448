"""The phrase clinic: who sees it, what it says of a reply, and that it keeps nothing."""

import logging
import re
import sqlite3
from contextlib import closing

import pytest

from tests.queries import queries
from trainer.db import db
from trainer.phrases.service import LONGEST

BAD = "这不归我管，我也不知道。"
GOOD = "您好，对不起，让您久等了，因为停电，我马上替您联系师傅，谢谢您，请慢走。"
NONE_FOUND = "没有发现不合标准的说法"


def text(response):
    return response.get_data(as_text=True)


@pytest.fixture
def look(browse):
    """A function that posts a reply to the page, as somebody of the front desk does."""
    browser = browse("front")
    browser.get("/clinic")

    def posted(reply):
        return browser.submit("/clinic", text=reply)

    posted.browser = browser
    return posted


def test_who_is_signed_out_is_sent_to_sign_in(client):
    asked = client.get("/clinic")
    assert (asked.status_code, asked.location) == (303, "/sign-in?next=/clinic")
    client.get("/sign-in")
    assert client.submit("/clinic", text=BAD).status_code == 303
    refused = client.send("/clinic", {"text": BAD})
    assert refused.status_code == 401
    assert BAD not in text(refused)


@pytest.mark.parametrize("name", ["front", "supervisor", "manager", "administrator"])
def test_everybody_may_ask(browse, name):
    browser = browse(name)
    page = text(browser.get("/clinic"))
    assert 'method="post" action="/clinic"' in page
    assert NONE_FOUND not in page
    assert browser.submit("/clinic", text=BAD).status_code == 200


def test_a_bad_reply_is_annotated_with_clauses_and_better_words(look, reader):
    page = text(look(BAD))
    for one in reader.examine(BAD).breaches:
        assert f'<mark class="never">{one.text}<sup>' in page
        assert one.category.why in page
        assert one.category.better[0] in page
        assert all(f'href="/standard/{clause}"' in page for clause in one.category.clauses)
    assert page.count('class="verdict wrong"') == 2
    assert NONE_FOUND not in page
    assert "先问好，再谈事。" in page
    assert f">{BAD}</textarea>" in re.sub(r"[\r\n]", "", page)


def test_a_good_reply_is_said_to_be_one(look):
    page = text(look(GOOD))
    assert NONE_FOUND in page
    assert '<mark class="say">您好' in page
    assert 'class="never"' not in page
    assert 'class="verdict' not in page


@pytest.mark.parametrize(
    ("reply", "reason"),
    [("", "请先粘贴"), (" \r\n　", "请先粘贴"), ("问" * (LONGEST + 1), f"{LONGEST} 字"), ("好\x07吧", "好")],
)
def test_what_cannot_be_read_is_said_clearly_and_kept(look, reply, reason):
    refused = look(reply)
    assert refused.status_code == 422
    page = text(refused)
    assert reason in page
    assert 'aria-invalid="true"' in page
    assert reply.strip() in page
    assert NONE_FOUND not in page


def test_line_ends_of_a_browser_do_not_count_twice(look):
    assert look("好\r\n" * (LONGEST // 2 - 1)).status_code == 200


def test_a_script_gets_json(look):
    browser = look.browser
    answer = browser.send("/clinic", {"text": BAD})
    assert answer.status_code == 200
    assert answer.json["breach"] is True
    assert BAD not in text(answer)
    assert [BAD[one["start"] : one["end"]] for one in answer.json["findings"]] == ["这不归我管", "我也不知道"]
    assert browser.send("/clinic", {"text": GOOD}).json["missing"] == []


@pytest.mark.parametrize("body", [{"text": ""}, {"text": 7}, {}, [], "x"])
def test_a_script_is_told_that_nothing_can_be_read(look, body):
    refused = look.browser.send("/clinic", body)
    assert refused.status_code == 422
    assert refused.json["field"] == "text"
    assert "请先粘贴" in refused.json["error"]


def test_a_script_is_told_what_is_too_long(look):
    refused = look.browser.send("/clinic", {"text": "问" * (LONGEST + 1)})
    assert refused.status_code == 422
    assert refused.json["field"] == "text"
    assert str(LONGEST) in refused.json["error"]


def test_a_post_from_elsewhere_is_refused(look):
    for sent in ({"data": {"text": BAD}}, {"data": {"text": BAD, "csrf_token": "forged"}}):
        refused = look.browser.post("/clinic", **sent)
        assert refused.status_code == 400
        assert 'class="never"' not in text(refused)
    refused = look.browser.post("/clinic", json={"text": BAD})
    assert (refused.status_code, refused.json["code"]) == (403, "csrf")


def test_what_is_pasted_cannot_become_part_of_the_page(look):
    page = text(look('</textarea><script>alert(1)</script><mark class="x">不知道'))
    assert "<script>alert" not in page
    assert '<mark class="x">' not in page
    assert "&lt;script&gt;alert(1)" in page
    assert '<mark class="never">不知道' in page


def test_the_text_is_nowhere_afterwards(look, data, caplog):
    secret = "三号楼的钱女士，您电话末四位是九七三一，这不归我管"
    with caplog.at_level(logging.DEBUG):
        answers = [
            look(secret),
            look.browser.send("/clinic", {"text": secret}),
            look(secret + "问" * LONGEST),
        ]
        text(look.browser.get("/clinic"))
    assert [answer.status_code for answer in answers] == [200, 200, 422]
    part = secret[:8]
    for answer in answers:
        assert answer.request.query_string == b""
        assert part not in str(answer.headers)
    assert part not in caplog.text
    assert not any(part in str(record.__dict__) for record in caplog.records)
    with closing(sqlite3.connect(data / "trainer.sqlite3")) as database:
        assert not any(part in line or repr(part)[1:-1] in line for line in database.iterdump())
    written = [file for file in data.rglob("*") if file.is_file() and part.encode() in file.read_bytes()]
    assert written == []
    assert part not in text(look.browser.get("/clinic"))


def test_an_address_carries_no_reply(look):
    page = text(look.browser.get("/clinic", query_string={"text": BAD}))
    assert BAD not in page
    assert 'class="marked"' not in page


def test_a_longer_reply_asks_the_database_no_more(app, look):
    look(BAD)
    with app.app_context():
        engine = db.engine
    counts = []
    for reply in ("好", BAD, BAD * 40):
        with queries(engine) as seen:
            assert look(reply).status_code == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1
    assert counts[0] <= 5, seen
