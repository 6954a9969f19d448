"""Messages leave at most once: refused ones again and later, doubtful ones never by themselves."""

import base64
import hashlib
import hmac
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from trainer import clock
from trainer.errors import Conflict, Invalid, NotFound
from trainer.outbox import service as outbox
from trainer.outbox.model import LEASE, LONGEST_WAIT, MAX_TRIES, Fate, Outcome, State, cut, signed, wait_after
from trainer.outbox.webhook import check_address, post, sender

DAY = timedelta(days=1)
YES, NO, DOUBT = Outcome(Fate.ACCEPTED), Outcome(Fate.REFUSED, "no"), Outcome(Fate.UNSURE, "?")


@pytest.fixture
def now():
    with clock.travel(datetime(2026, 10, 8, 1, 0, tzinfo=UTC), ticking=False) as forward:
        yield forward


def put(session, key="digest:1:2026-10-08", body="三人逾期", **wanted):
    expires = wanted.pop("expires_at", clock.now() + DAY)
    return outbox.enqueue(session, key, "digest", body, expires_at=expires, department_id=1)


def only(session):
    (found,) = outbox.latest(session)
    session.rollback()
    return found


def test_a_key_is_queued_once_even_where_there_was_nothing_to_say(ground, now):
    assert put(ground.session, body="")
    assert not put(ground.session)
    assert only(ground.session).state is State.NOTHING
    assert outbox.deliver(ground.session, lambda _text: YES) == outbox.Delivered()


def test_what_was_accepted_is_sent_once(small, now):
    put(small.session)
    sent = []
    for _turn in range(3):
        outbox.deliver(small.session, lambda text: sent.append(text) or YES)
        now(DAY / 100)
    assert sent == ["三人逾期"]
    assert only(small.session).state is State.SENT
    assert only(small.session).sent_at is not None


def test_a_refusal_waits_longer_each_time_and_is_given_up_in_the_end(small, now):
    put(small.session, expires_at=clock.now() + 30 * DAY)
    waits = []
    for tries in range(1, MAX_TRIES + 1):
        assert outbox.deliver(small.session, lambda _text: NO).refused == 1
        found = only(small.session)
        assert found.tries == tries
        if tries < MAX_TRIES:
            assert found.state is State.WAITING
            waits.append(found.next_at - clock.now())
            assert outbox.deliver(small.session, lambda _text: YES) == outbox.Delivered(), "too early"
            now(waits[-1])
    assert waits == sorted(waits)
    assert waits[:3] == [timedelta(seconds=s) for s in (30, 60, 120)]
    assert waits[-1] == LONGEST_WAIT
    assert only(small.session).state is State.FAILED
    assert outbox.trouble(small.session) == 1


@given(st.integers(0, 10_000))
def test_no_wait_is_longer_than_the_longest(tries):
    assert timedelta() < wait_after(tries) <= LONGEST_WAIT


def test_what_is_no_news_any_more_is_given_up_unsent(small, now):
    put(small.session)
    now(DAY)
    assert outbox.deliver(small.session, lambda _text: YES).sent == 0
    assert only(small.session).state is State.FAILED


def test_a_doubtful_one_is_never_sent_again_by_itself_but_by_a_person(small, now):
    put(small.session)
    assert outbox.deliver(small.session, lambda _text: DOUBT).unsure == 1
    now(DAY / 2)
    assert outbox.deliver(small.session, lambda _text: YES).sent == 0
    found = only(small.session)
    assert (found.state, outbox.trouble(small.session)) == (State.UNSURE, 1)
    outbox.settle(small.session, found.id, again=True, expires_at=clock.now() + DAY)
    assert outbox.deliver(small.session, lambda _text: YES).sent == 1
    with pytest.raises(Conflict):
        outbox.settle(small.session, found.id, again=True, expires_at=clock.now() + DAY)
    with pytest.raises(NotFound):
        outbox.settle(small.session, 999, again=False, expires_at=clock.now())


def test_a_sender_that_dies_between_the_call_and_its_note_leaves_a_doubt(small, now):
    """The receiver accepted, and we never wrote it down: nobody may send it again unseen."""
    put(small.session)

    def accepted_then_killed(_text):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        outbox.deliver(small.session, accepted_then_killed)
    assert only(small.session).state is State.SENDING
    now(LEASE - timedelta(seconds=1))
    assert outbox.deliver(small.session, lambda _text: YES).sent == 0
    assert only(small.session).state is State.SENDING
    now(timedelta(seconds=1))
    assert outbox.deliver(small.session, lambda _text: YES).sent == 0
    assert only(small.session).state is State.UNSURE


def test_an_unforeseen_error_is_a_doubt(small, now):
    put(small.session)

    def broken(_text):
        raise ZeroDivisionError

    assert outbox.deliver(small.session, broken).unsure == 1
    assert only(small.session).error == "ZeroDivisionError"


def test_two_workers_at_once_send_each_message_once(ground):
    for number in range(6):
        put(ground.session, f"digest:{number}", f"第 {number} 条")
    ground.session.rollback()
    engine, lock, sent, failed = ground.session.get_bind(), threading.Lock(), [], []
    gate = threading.Barrier(3)

    def send(text):
        with lock:
            sent.append(text)
        return YES

    def work():
        try:
            with Session(engine, expire_on_commit=False) as session:
                gate.wait()
                outbox.deliver(session, send)
        except Exception as error:  # noqa: BLE001 - told to the test's own thread
            failed.append(error)

    workers = [threading.Thread(target=work) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert not failed
    assert sorted(sent) == [f"第 {number} 条" for number in range(6)]
    assert {one.state for one in outbox.latest(ground.session)} == {State.SENT}


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ((200, {"errcode": 0, "errmsg": "ok"}), Fate.ACCEPTED),
        ((500, "down"), Fate.REFUSED),
        ((429, "slowly"), Fate.REFUSED),
        ((302, ""), Fate.REFUSED),
        ((200, {"errcode": 45009, "errmsg": "api freq out of limit"}), Fate.REFUSED),
        ((200, {"errcode": 310000, "errmsg": "sign not match"}), Fate.REFUSED),
        ((504, ""), Fate.UNSURE),
        ((200, "<html>"), Fate.UNSURE),
        ((200, "[]"), Fate.UNSURE),
        ("silence", Fate.UNSURE),
        ("hang up", Fate.UNSURE),
    ],
)
def test_what_an_answer_means(robot, answer, fate):
    robot.answers = [answer]
    outcome = sender(robot.url, "wecom", timeout=0.3)("三人逾期")
    assert outcome.fate is fate
    assert "secret" not in outcome.reason, "the address holds the robot's key"
    assert robot.paths == ["/send?key=secret"], "no redirect is followed"
    assert robot.texts == ["三人逾期"]


def test_five_hundred_then_accepted(small, now, robot):
    put(small.session)
    robot.answers = [(500, "down"), (200, {"errcode": 45009, "errmsg": "too often"})]
    send = sender(robot.url, "wecom", timeout=2)
    assert outbox.deliver(small.session, send).refused == 1
    now(timedelta(seconds=30))
    assert outbox.deliver(small.session, send).refused == 1
    assert only(small.session).error == "errcode 45009: too often"
    now(timedelta(seconds=60))
    assert outbox.deliver(small.session, send).sent == 1
    assert len(robot.texts) == 3


def test_no_connection_is_a_clear_no():
    assert post("http://127.0.0.1:9/", b"{}", timeout=0.5).fate is Fate.REFUSED


@pytest.mark.parametrize(
    "url",
    ["", "ftp://robot.example/x", "file:///etc/passwd", "//robot.example", "http://", "http://a:b@c/", "x"],
)
def test_only_addresses_of_the_web_are_taken(url):
    with pytest.raises(Invalid):
        check_address(url)


def test_the_signature_is_that_of_the_documentation(robot):
    """钉钉: base64(HmacSHA256(key=secret, "timestamp\\nsecret")), percent-encoded, beside the timestamp."""
    at = datetime(2026, 10, 8, 1, 0, tzinfo=UTC)
    given_ = parse_qs(urlsplit(signed("https://robot.example/send?access_token=t", "SEC1", at)).query)
    stamp = str(int(at.timestamp() * 1000))
    wanted = hmac.new(b"SEC1", f"{stamp}\nSEC1".encode(), hashlib.sha256).digest()
    assert given_ == {
        "access_token": ["t"],
        "timestamp": [stamp],
        "sign": [base64.b64encode(wanted).decode()],
    }
    sender(robot.url, "dingtalk", "SEC1")("早")
    assert "&timestamp=" in robot.paths[0]


@given(st.text(max_size=80), st.integers(8, 60))
def test_a_long_text_is_cut_between_signs(text, longest):
    short = cut(text, longest)
    assert len(short.encode("utf8")) <= longest
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
