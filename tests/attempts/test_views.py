"""Pages of a sitting, as a browser with and without script meets them."""

import json
import re
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.attempts.ground import ITEMS, SECRET
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from trainer import clock
from trainer.attempts import service as attempts
from trainer.quizzes import types

KEYS = {item.id: types.get(item.type).key(item) for item in ITEMS}
WRONG = next(option["id"] for option in ITEMS[0].body["options"] if not option["right"])
JSON = {"Accept": "application/json"}


@pytest.fixture
def browse(small):
    small.app.test_client_class = InspectingClient

    def signed_in(name):
        browser = small.app.test_client()
        browser.sign_in(CAST[name].number, PASSWORD)
        return browser

    return signed_in


@pytest.fixture
def front(browse):
    return browse("front")


def start(browser, quiz="plain"):
    browser.get(f"/quizzes/{quiz}")
    answer = browser.submit(f"/quizzes/{quiz}/attempts")
    assert answer.status_code == 303
    assert re.fullmatch(r"/attempts/\d+", answer.location)
    return answer.location


def questions(small, address, who="front"):
    """The questions of a sitting by id, read beside the browser."""
    small.session.rollback()
    sitting = attempts.fetch(small.session, getattr(small.cast, who), int(address.rsplit("/", 1)[1]))
    found = {q.item.id: q for q in attempts.questions(small.session, sitting)}
    small.session.rollback()
    return found


@contextmanager
def counted(app):
    """Collect the statements that read or write rows."""
    from trainer.db import db  # noqa: PLC0415 - the app's engine

    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def test_a_sitting_with_script(small, front):
    address = start(front)
    page = front.get(address).text
    assert f'data-attempt="{address.rsplit("/", 1)[1]}"' in page
    assert 'type="application/json" id="words"' in page
    laid = questions(small, address)
    slot = laid["one"].slot
    saved = front.send(f"{address}/answers/{slot}", {"seq": 1, "response": KEYS["one"]})
    assert saved.json == {"saved": True, "seq": 1, "at": saved.json["at"]}
    assert re.fullmatch(r"\d\d:\d\d", saved.json["at"])
    again = front.send(f"{address}/answers/{slot}", {"seq": 1, "response": KEYS["one"]})
    assert (again.status_code, again.json) == (200, saved.json)
    stale = front.send(f"{address}/answers/{slot}", {"seq": 1, "response": WRONG})
    assert stale.status_code == 409
    assert (stale.json["saved"], stale.json["seq"], stale.json["response"]) == (False, 1, KEYS["one"])
    assert stale.json["message"]
    assert 'data-seq="1"' in front.get(address).text
    assert front.submit(f"{address}/submit").location == f"{address}/review"
    gone = front.send(f"{address}/answers/{slot}", {"seq": 2, "response": WRONG})
    assert (gone.status_code, gone.json["ended"], gone.json["review"]) == (410, True, f"{address}/review")
    assert front.submit(f"{address}/submit").location == f"{address}/review"
    assert front.get(address).location == f"{address}/review"


@pytest.mark.parametrize(
    "body", [{}, [], {"seq": 1}, {"seq": 0, "response": None}, {"seq": 1, "response": "\u0000"}]
)
def test_an_answer_that_is_none(front, body):
    address = start(front)
    answer = front.send(f"{address}/answers/1", body)
    assert answer.status_code == 422
    assert answer.json["message"]


def test_an_answer_that_is_no_json(front):
    address = start(front)
    headers = {"X-CSRFToken": front.token, "Content-Type": "application/json"}
    for data in ("{", "null", "7"):
        assert front.post(f"{address}/answers/1", data=data, headers=headers).status_code == 422


def test_saving_an_answer_costs_at_most_six_queries(small, front):
    address = start(front)
    laid = questions(small, address)
    for seq, body in enumerate((KEYS["one"], WRONG), start=1):
        with counted(small.app) as seen:
            front.send(f"{address}/answers/{laid['one'].slot}", {"seq": seq, "response": body})
        assert len(seen) <= 6, seen
    for statement in seen:
        if re.search(r"\b(attempts|attempt_items|responses)\b", statement):
            assert "department_id" in statement


def test_a_sitting_s_page_costs_the_same_for_any_number_of_answers(small, front):
    address = start(front)
    costs = []
    for seq in range(1, 4):
        for question in questions(small, address).values():
            body = KEYS[question.item.id]
            front.send(f"{address}/answers/{question.slot}", {"seq": seq * 2, "response": body})
        with counted(small.app) as seen:
            front.get(address)
        costs.append(len(seen))
    assert len(set(costs)) == 1
    assert costs[0] <= 9


def test_a_sitting_without_script(small, front):
    address = start(front)
    laid = questions(small, address)
    order, many = laid["order"], laid["many"]
    shown = list(order.arrangement)
    form = {f"seq-{q.slot}": "0" for q in laid.values()}
    form |= {
        f"s{laid['one'].slot}": KEYS["one"],
        f"s{order.slot}": shown,
        f"s{order.slot}.shown": ",".join(shown),
    }
    front.get(address)
    answer = front.submit(f"{address}/answers/{many.slot}", **form)
    assert answer.location == f"{address}#q{many.slot}"
    held = questions(small, address)
    assert held["one"].answered
    assert not held["order"].answered
    page = front.get(address)
    moved = front.submit(
        f"{address}/answers/{order.slot}",
        **form | {f"seq-{laid['one'].slot}": "1", "move": f"s{order.slot}:{shown[0]}:down"},
    )
    assert moved.location == f"{address}#q{order.slot}"
    assert questions(small, address)["order"].held.body == [shown[1], shown[0], *shown[2:]]
    front.get(address)
    stale = front.submit(
        f"{address}/check", **{f"seq-{laid['one'].slot}": "0", f"s{laid['one'].slot}": WRONG}
    )
    assert stale.location == f"{address}#q{laid['one'].slot}"
    assert "notice warn" in front.get(address).text
    fine = front.submit(f"{address}/check", **{f"seq-{many.slot}": "0", f"s{many.slot}": KEYS["many"]})
    assert fine.location == f"{address}/check"
    check = front.get(fine.location).text
    assert f"{address}/submit" in check
    assert SECRET not in page.text + check
    front.submit(f"{address}/submit")
    assert front.submit(f"{address}/check", **form).location == f"{address}/review"
    assert "67.7%" not in front.get(f"{address}/review").text


def test_the_check_page_names_what_is_open(small, front):
    address = start(front)
    laid = questions(small, address)
    front.send(f"{address}/answers/{laid['one'].slot}", {"seq": 1, "response": KEYS["one"]})
    page = front.get(f"{address}/check").text
    for key, question in laid.items():
        link = f'href="{address}#q{question.slot}"'
        assert link in page
        row = page[page.index(link) :].split("</li>")[0]
        assert ("warn" in row) == (key != "one")


@pytest.mark.parametrize("quiz", ["plain", "red", "once", "later"])
def test_no_key_and_no_reason_leaves_before_release(small, front, quiz):
    sent = [front.get("/quizzes").data, front.get(f"/quizzes/{quiz}").data]
    address = start(front, quiz)
    for question in questions(small, address).values():
        first = sorted(o["id"] for o in question.item.body.get("options", [{"id": "true"}]))
        body = {"single": first[0], "multiple": first[:1], "ordering": first, "true_false": "true"}
        sent.append(front.get(address).data)
        response = body[question.item.type]
        answer = front.send(f"{address}/answers/{question.slot}", {"seq": 1, "response": response})
        assert answer.status_code == 200
        sent.append(answer.data)
        if quiz == "once":
            break
        sent += [front.get(address).data, front.get(f"{address}/check").data]
    if quiz == "later":
        front.submit(f"{address}/submit")
        sent += [front.get(f"{address}/review").data, front.get(f"/quizzes/{quiz}").data]
    for data in sent:
        assert SECRET.encode() not in data
        assert json.dumps(SECRET).encode() not in data
        assert b'"right"' not in data
    if quiz != "later":
        front.submit(f"{address}/submit")
        assert SECRET in front.get(f"{address}/review").text


def test_at_once_explains_the_answered_question_only(small, front):
    address = start(front, "once")
    laid = questions(small, address)
    front.get(address)
    form = {f"seq-{laid['one'].slot}": "0", f"s{laid['one'].slot}": WRONG}
    assert front.submit(f"{address}/answers/{laid['one'].slot}", **form).location.endswith(
        f"#q{laid['one'].slot}"
    )
    page = front.get(address).text
    assert f"{SECRET}解析 one" in page
    assert f"{SECRET}解析 yes" not in page
    assert f'name="s{laid["one"].slot}"' not in page
    locked = front.send(f"{address}/answers/{laid['one'].slot}", {"seq": 2, "response": KEYS["one"]})
    assert (locked.status_code, locked.json["response"]) == (409, WRONG)


def test_late_answers_are_kept_for_the_supervisor(small, browse):
    with clock.travel(clock.now()) as forward:
        front = browse("front")
        address = start(front)
        slot = questions(small, address)["one"].slot
        forward(timedelta(minutes=15, seconds=30))
        late = front.send(f"{address}/answers/{slot}", {"seq": 1, "response": KEYS["one"]})
        assert (late.status_code, late.json["ended"]) == (410, True)
        mine = front.get(f"{address}/review").text
        theirs = browse("supervisor").get(f"{address}/review").text
        assert "<details" in theirs.split("<article", 1)[1]
        assert "<details" not in mine.split("<article", 1)[1]


def test_the_review_waits_while_the_same_quiz_is_sat_again(small, front):
    address = start(front)
    front.submit(f"{address}/submit")
    assert SECRET in front.get(f"{address}/review").text
    again = start(front)
    waiting = front.get(f"{address}/review").text
    assert SECRET not in waiting
    assert f'<a href="{again}">' in waiting  # the sitting that closes it is named
    front.submit(f"{again}/submit")
    assert SECRET in front.get(f"{address}/review").text
    front.get("/quizzes/plain")
    used_up = front.submit("/quizzes/plain/attempts")
    assert used_up.location == "/quizzes/plain"


def test_a_review_folds_what_was_right_and_leads_on(small, browse):
    front = browse("front")
    address = start(front)
    asked = questions(small, address)
    for key, question in asked.items():
        body = WRONG if key == "one" else KEYS[key]
        front.send(f"{address}/answers/{question.slot}", {"seq": 1, "response": body})
    front.submit(f"{address}/submit")
    page = front.get(f"{address}/review").text
    slot = asked["one"].slot
    assert re.findall(r'<article class="review \w+" id="q(\d+)">', page) == [str(slot)]
    folded = {int(n) for n in re.findall(r'<details class="review right" id="q(\d+)">', page)}
    assert folded == {question.slot for question in asked.values()} - {slot}
    states = re.findall(r'href="#q(\d+)" data-state="(\w+)"', page)
    assert states == [(str(n + 1), "wrong" if n + 1 == slot else "right") for n in range(len(asked))]
    assert "/quizzes/plain" in page
    theirs = browse("supervisor").get(f"{address}/review").text
    assert 'id="next"' not in theirs


@pytest.mark.parametrize("name", ["supervisor", "manager", "administrator"])
def test_leaders_look_but_never_touch(small, browse, name):
    front, leader = browse("front"), browse(name)
    address = start(front)
    assert leader.get(address).location == f"{address}/review"
    open_page = leader.get(f"{address}/review")
    assert open_page.status_code == 200
    assert SECRET not in open_page.text
    assert leader.get(f"{address}/check").location == f"{address}/review"
    leader.get("/quizzes")
    for path in (f"{address}/answers/1", f"{address}/check", f"{address}/submit"):
        assert leader.submit(path).status_code == 404
    assert leader.send(f"{address}/answers/1", {"seq": 1, "response": None}).status_code == 404
    front.submit(f"{address}/submit")
    page = leader.get(f"{address}/review").text
    assert CAST["front"].name in page
    assert SECRET in page


@pytest.mark.parametrize("name", ["keeper", "stranger", "other_supervisor"])
def test_strangers_see_nothing(browse, name):
    address = start(browse("front"))
    other = browse(name)
    other.get("/quizzes")
    for path in ("", "/check", "/review"):
        assert other.get(address + path).status_code == 404
    for path in ("/answers/1", "/check", "/submit"):
        assert other.submit(address + path).status_code == 404
    assert other.send(f"{address}/answers/1", {"seq": 1, "response": None}).status_code == 404


def test_signed_out(small, browse):
    address = start(browse("front"))
    client = small.app.test_client()
    for path in (address, f"{address}/check", f"{address}/review", "/quizzes", "/quizzes/plain"):
        answer = client.get(path)
        assert (answer.status_code, answer.location.split("?")[0]) == (303, "/sign-in")
    client.get("/sign-in")
    answer = client.send(f"{address}/answers/1", {"seq": 1, "response": None})
    assert answer.status_code == 401
    assert answer.json["signin"]
    assert client.submit(f"{address}/submit").location.startswith("/sign-in")


def test_a_form_without_token_is_refused(front):
    address = start(front)
    for path in ("/answers/1", "/check", "/submit"):
        assert front.post(address + path, data={}).status_code == 400
    assert front.post(f"{address}/answers/1", json={"seq": 1, "response": None}).json["code"] == "csrf"


def test_wrong_methods(front):
    address = start(front)
    assert front.get(f"{address}/submit").status_code == 405
    assert front.get(f"{address}/answers/1").status_code == 405
    assert front.submit(address).status_code == 405
    assert front.get("/attempts/x").status_code == 404
    for number in ("99999999999999999999", "0", "-1"):
        assert front.get(f"/attempts/{number}").status_code == 404
    assert front.submit("/quizzes/plain/attempts", assignment="9" * 20).status_code == 404
    for slot in (99_999, 2**40):
        assert front.send(f"{address}/answers/{slot}", {"seq": 1, "response": None}).status_code == 404


@pytest.mark.parametrize("to", ["answers", "check"])
def test_a_text_that_cannot_be_read_is_said_and_stays_in_its_field_without_script(small, front, to):
    address = start(front, "typed")
    found = questions(small, address)
    metres, one = found["metres"].slot, found["one"].slot
    front.get(address)
    fields = {f"seq-{metres}": "0", f"s{metres}": "很近", f"seq-{one}": "0", f"s{one}": WRONG}
    path = f"{address}/answers/{metres}" if to == "answers" else f"{address}/check"
    answer = front.submit(path, **fields)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert 'value="很近"' in page
    assert 'class="notice warn"' in page
    held = questions(small, address)
    assert held["metres"].held is None
    assert held["one"].held.body == WRONG
    assert SECRET not in page
    front.get(address)
    fields |= {f"s{metres}": "三米", f"seq-{one}": "1"}
    assert front.submit(path, **fields).status_code == 303
    assert questions(small, address)["metres"].held.body == "三米"
