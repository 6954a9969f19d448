"""What authors hear about pin-ups: every fault with its line, nothing that the register does not say."""

from pathlib import Path

import pytest
import yaml

from trainer.config import ROOT
from trainer.pinups.loader import NAME, load
from trainer.standard.loader import load as load_standard

STANDARD, SITE, _FAULTS = load_standard(ROOT / "content")


def step(name, kind="action", text="停", clauses=("6.7.3",), **more):
    return {"id": name, "kind": kind, "text": text, "clauses": list(clauses), **more}


def flow(*steps, **more):
    return {
        "id": "way",
        "kind": "flow",
        "title": "路",
        "title_en": "Way",
        "hints": "提示。",
        "steps": list(steps),
        **more,
    }


def asking(name, yes, no, **more):
    return step(name, "question", next=[{"to": yes, "answer": "是"}, {"to": no, "answer": "不是"}], **more)


GOOD = (asking("a", "b", "x"), step("b"), step("x", "stop", aside=True))


@pytest.fixture
def read(tmp_path):
    """A function that reads pin-ups as written, and gives them with their faults as texts."""

    def reading(*pinups):
        content = tmp_path / "content"
        content.mkdir(exist_ok=True)
        (content / NAME).write_text(
            yaml.safe_dump({"pinups": list(pinups)}, allow_unicode=True), encoding="utf8"
        )
        found, faults = load(content, STANDARD, SITE)
        return found, [str(fault) for fault in faults]

    return reading


def test_a_content_without_pin_ups_is_warned_about(tmp_path):
    found, faults = load(tmp_path, STANDARD, SITE)
    assert found == {}
    assert faults[0].warning


def test_a_good_flow_is_taken(read):
    found, faults = read(flow(*GOOD))
    assert faults == []
    assert [one.id for one in found["way"].main] == ["a", "b"]


def test_a_figure_is_pulled_out_of_the_register(read):
    found, _faults = read(flow(step("a", text="到了 {入户人数}。")))
    assert not found  # one step is no way
    found, faults = read(flow(step("a", text="到了 {入户人数}。", next=[{"to": "b"}]), step("b")))
    assert faults == []
    assert found["way"].steps[0].text == "到了 2 人以上。"


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((asking("a", "b", "x"), step("b"), step("x", "stop")), "b"),
        ((asking("a", "b", "c"), step("b"), step("x", "stop", aside=True)), "c"),
        ((*GOOD, step("a")), "a"),
        ((step("a", next=[{"to": "b"}]), step("b", next=[{"to": "a"}])), "a"),
        ((*GOOD, step("y", "stop", aside=True)), "y"),
        ((step("a", "question", next=[{"to": "b", "answer": "是"}]), step("b")), "answer"),
        ((step("a", next=[{"to": "b"}]), step("b", clauses=["9.9"])), "9.9"),
        ((step("a", next=[{"to": "b"}]), step("b", text="{人数}")), "人数"),
        ((step("a", next=[{"to": "b"}]), step("b", text="到了三个人。")), "2 人以上"),
        ((step("a", next=[{"to": "b"}]), step("b", hint="5 人也行。")), "2 人以上"),
        ((step("a", next=[{"to": "b"}]), step("b", text="说“不知道”。")), "不知道"),
        ((step("a", next=[{"to": "b"}]), step("b", red_lines=["两人入户"])), "两人入户"),
        ((step("a", next=[{"to": "b"}]), step("b", "stop", next=[{"to": "a"}])), "stop"),
        ((step("a", next=[{"to": "b"}]), step("b", kind="dance")), "kind"),
    ],
)
def test_what_is_wrong_in_a_flow_is_said_with_its_line(read, steps, words):
    found, faults = read(flow(*steps))
    assert found == {}
    assert faults
    assert all(fault.startswith(f"content/{NAME}:") and fault.split(":")[1].isdigit() for fault in faults)
    assert any(words in fault or "停" in fault or "way" in fault or "路" in fault for fault in faults), faults


def test_an_aside_rejoins_only_where_it_can_be_drawn(read):
    steps = (
        asking("a", "b", "x"),
        step("b", next=[{"to": "c"}]),
        step("c"),
        step("x", aside=True, next=[{"to": "c"}]),
    )
    assert len(read(flow(*steps))[1]) == 1
    steps = (*steps[:3], step("x", aside=True, next=[{"to": "b"}]))
    assert read(flow(*steps))[1] == []


def test_words_face_every_forbidden_utterance(read):
    words = {"id": "w", "kind": "words", "title": "话", "title_en": "Words"}
    _found, faults = read(words | {"facing": ["4.5", "4.99"]})
    assert any("4.99" in fault for fault in faults)
    assert any("4.4" in fault and "facing" in fault for fault in faults)
    assert read(words | {"facing": ["4.4", "4.5"]})[1] == []


def test_a_card_takes_texts_word_for_word(read):
    card = {"id": "c", "kind": "card", "title": "卡", "title_en": "Card"}
    stage = {"title": "听", "clauses": ["4.3"]}
    _found, faults = read(card | {"stages": [stage | {"only": ["音量适当"]}]})
    assert len(faults) == 1
    assert "音量适中" in faults[0]
    assert read(card | {"stages": [stage | {"only": ["音量适中"]}]})[1] == []


def test_no_pin_up_takes_the_address_of_another_sheet(read):
    numbers = {"id": "cashier", "kind": "numbers", "title": "数", "title_en": "Numbers"}
    assert len(read(numbers)[1]) == 1
    assert len(read(numbers | {"id": "n"}, numbers | {"id": "n"})[1]) == 1
    assert len(read(numbers | {"kind": "poem"})[1]) == 1


def test_the_real_way_into_a_flat_asks_before_it_opens():
    found, faults = load(Path(ROOT / "content"), STANDARD, SITE)
    assert faults == []
    entry = found["entry"]
    cited = {name for one in entry.steps for name in one.clauses}
    assert {"6.5.7", "6.7.1", "6.7.2", "6.7.3"} <= cited
    drawn = {line for one in entry.steps for line in one.red_lines}
    assert drawn == {
        line for name in ("6.5.7", "6.7.1", "6.7.2", "6.7.3") for line in STANDARD.clause(name).red_lines
    }
    order = [one.id for one in entry.main]
    assert order.index("people") < order.index("witness") < order.index("enter") < order.index("report")
