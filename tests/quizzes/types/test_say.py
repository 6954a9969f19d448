"""A free answer: what its author may write, what its reader may see, what words are worth."""

import copy
import json
from dataclasses import replace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tests.phrases.small import BOOK
from trainer.errors import Invalid
from trainer.phrases.model import Phrasebook
from trainer.phrases.service import pack
from trainer.quizzes import types
from trainer.quizzes.model import NOT_ANSWERED
from trainer.quizzes.types.say import LONGEST

KIND = types.get("say")
ASKED = {
    "functions": ["apologise", "offer"],
    "wanted": [{"text": "说出时间", "accept": "(今天|明天)…前|十分钟", "feedback": "机密理由"}],
    "sample": "对不起，我替您问，今天四点前回您电话。",
    "poor": "不归我管，你去问别人。",
}
FULL = ASKED["sample"]
PHRASEBOOK = Phrasebook.model_validate(yaml.safe_load(BOOK))
OLD = (
    "LRx4!F+o`-Q(17c=lcKwr=R&yWi}8XfJ6$v@89lz`~Ust`~Uu*;6MT{06~U{G$tcSgwV*zrkXSW4FRA4Xbgix)YH*4+BDQEj"
    "i~i910z5H0000Q0000000Tpf4Gj$d&=`TBG5`S6Km$NB0004mi6)~arYZU<>TN*uO#m7+9-)mu01r?A000TprMDkUlQxAMiu"
    "ogspF5{Xt1XczLW)6vVW?uV0t~c5OfR)*!zU6TB1HoxJtSSgX=KRGZ)S`=_nyjh@~f<A>Lf!1*pp&eFkdle#;u{#5K{yuo7C"
    ")meYyQyaVt%YF}B8*SWuc9A@mliTBwptX(X#jEeLHX!iNzJ4YbWPSVDp9>KfT`>!R{4Z`CN)c~)dppprP6=)A8n)kSDyM2;$"
    "9DCZ+$ur@PHX`-a7tl2IU7g0|>$xOFHlvYBwgu+Q1O9|e}ns}f@)XI?|7)-{2aot3)5}`pAHVzc`B&Tq`SzRkNm+;h<j>Y6G"
    "B(H6YMLDRpXf#HQA-0=Ob!|@)E)rPcMXPHF6ktk<C61952y-YziIzzh$%c+9RFONSW&%qG2O|!2y4ss}EX5$X-5@Uqt_U1(b"
    "&);_+ztjp4J2dR$W;*1g9`Hxxl2kgsVpK_s)P<7deB`Dj4V<R*_vvS<CV37h&ut>@p?K+Oej+#A89Cf&Z1B>h(i!P7@A6~*8"
    "spwWFmZs%n)QaxV~yYKro5n<bb*m8z}N@FsOQBhc0~tIU&nmTDi&fbt46;E?W<Ug69(A13^e8;BEFQE~^q1YC2+_>U#<c=e}"
    "SySwx5N^M-(gsy;s`0|5}=2!@bZZHYi7gRv0;6ws;uF64@Ep&;RB&-M"
)
"""The rules of small.py as questions of the first release carry them; never to be renewed."""


@pytest.fixture(scope="session")
def reading(cited):
    """What the type may look up, with a phrasebook, for a question that cites 4.1 and 4.5."""
    return replace(cited, phrasebook=PHRASEBOOK)


@pytest.fixture(scope="session")
def asking(make_item, reading):
    """Compile a question, as published with a phrasebook, for the clauses it cites."""

    def make(cited=("4.1", "4.5"), points=3000, book=PHRASEBOOK, **changes):
        body = KIND.Body.model_validate(ASKED | changes)
        known = replace(reading, cited=cited, phrasebook=book)
        assert KIND.faults(body, known) == []
        plain = make_item("true_false", answer="true", feedback={"true": "a", "false": "b"})
        return replace(plain, type="say", body=KIND.compile(body, known), points=points)

    return make


@pytest.fixture(scope="session")
def item(asking):
    return asking()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"functions": ["apologise", "apologise"]}, ("functions", 1)),
        ({"functions": ["apologise", "thank"]}, ("functions", 1)),
        ({"wanted": ASKED["wanted"] * 2}, ("wanted", 1, "feedback")),
        ({"wanted": [{"text": "时间", "accept": "(今天", "feedback": "为什么"}]}, ("wanted", 0, "accept")),
        ({"sample": "我替您问，今天四点前回您电话。"}, ("sample",)),
        ({"sample": FULL + "不过没空。"}, ("sample",)),
        ({"poor": "对不起，我替您问。"}, ("poor",)),
    ],
)
def test_faults_stand_where_they_are(reading, changes, where):
    body = KIND.Body.model_validate(copy.deepcopy(ASKED) | changes)
    assert where in [complaint.where for complaint in KIND.faults(body, reading)]


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (FULL, 3000),
        ("抱歉，我帮您看，十分钟。", 3000),
        ("对不起，我替您问。", 2000),
        ("对不起。", 1000),
        (FULL + "我没空。", 2000),
        (FULL + "我没空。你去问别人。", 1000),
        (FULL + "快点。", 3000),
        (FULL + "我们不能说没空。", 3000),
        ("您好。", 0),
        (ASKED["poor"], 0),
    ],
)
def test_each_thing_wanted_earns_its_share_and_each_breach_costs_one(item, text, points):
    grade = KIND.grade(item, text)
    assert (grade.points, grade.maximum) == (points, 3000)
    assert grade.final is False


def test_the_model_answer_earns_all_and_the_poor_one_less_than_half(item):
    assert KIND.grade(item, KIND.key(item)).points == item.points
    assert KIND.grade(item, ASKED["poor"]).points * 2 < item.points


def test_a_red_line_is_crossed_only_where_its_clause_is_cited(asking, item):
    assert KIND.red_line(item)
    assert KIND.grade(item, FULL + "没空。").red_lines == ("使用禁语",)
    assert KIND.grade(item, ASKED["poor"]).red_lines == ()
    assert KIND.grade(item, None).red_lines == (NOT_ANSWERED,)
    other = asking(cited=("4.1",))
    assert not KIND.red_line(other)
    assert KIND.grade(other, FULL + "没空。").red_lines == ()
    assert KIND.grade(other, FULL + "没空。").points == 2000


def test_the_evidence_names_clause_and_place(item):
    text = "没空。😡" + FULL
    evidence = KIND.grade(item, text).evidence
    assert evidence["breaches"] == [
        {"category": "busy", "clauses": ["4.5"], "start": 0, "end": 2, "text": "没空"}
    ]
    (sorry,) = evidence["functions"]["apologise"]
    assert (sorry["text"], text[sorry["start"] : sorry["end"]]) == ("对不起", "对不起")
    ((place,),) = evidence["wanted"]
    assert text[place["start"] : place["end"]] == "今天四点前"
    assert (evidence["earned"], evidence["shares"]) == (2, 3)
    json.dumps(evidence)


def test_what_is_asked_holds_no_key(item, environment):
    asked = KIND.ask(item, None)
    module = environment.get_template("quizzes/types/say.html").module
    sent = json.dumps(asked, ensure_ascii=False).encode() + str(module.ask(asked, "s3", None)).encode()
    wanted = ASKED["wanted"][0]
    for secret in (FULL, *wanted.values(), "apologise", "致歉", "没空", "归我管", item.body["rules"][:20]):
        assert secret.encode() not in sent
    assert set(asked) == {"type", "label", "shape", "layout", "longest"}


@given(st.text(max_size=LONGEST) | st.just(FULL + "没空。"))
def test_points_stay_in_bounds_and_an_answer_survives_the_form(item, text):
    try:
        stored = KIND.parse(item, {"": [text]})
    except Invalid:
        return
    assert KIND.parse(item, KIND.fields(item, stored)) == stored
    assert KIND.receive(item, KIND.sent(item, stored)) == stored
    assert 0 <= KIND.grade(item, stored).points <= item.points


def test_how_an_answer_is_kept(item):
    assert KIND.parse(item, {"": ["  对不起。\r\n谢谢。 \n"]}) == "对不起。\n谢谢。"
    assert KIND.parse(item, {"": [" \n"]}) is None
    assert KIND.parse(item, {}) is None
    assert KIND.check(item, "好" * LONGEST) == "好" * LONGEST


@pytest.mark.parametrize("forged", [7, ["好"], {"": "好"}, "好" * (LONGEST + 1), "好\x00", "好\ud800"])
def test_forged_answers_are_refused(item, forged):
    with pytest.raises(Invalid):
        KIND.check(item, forged)


def test_the_review_marks_the_text_and_says_what_is_missing(item, environment, monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    text = "对不起，<b>没空</b>。"
    seen = KIND.review(item, None, text)
    assert "".join(piece["text"] for piece in seen["pieces"]) == text
    assert [one["red_line"] for one in seen["breaches"]] == ["使用禁语"]
    assert [bool(one["found"]) for one in seen["asked"]] == [True, False, False]
    html = str(environment.get_template("quizzes/types/say.html").module.review(seen))
    for words in ('<mark class="never">没空', "请您稍候。", "/standard/4.5", "机密理由", FULL, "provisional"):
        assert words in html
    assert "<b>" not in html


def test_on_paper_there_are_lines_and_criteria(item):
    paper = KIND.paper(item, None)
    assert paper["key"] == FULL
    assert paper["criteria"] == ["致歉", "给出办法", "说出时间"]


def test_a_question_is_graded_by_the_rules_it_was_published_with(asking, item):
    milder = PHRASEBOOK.model_copy(update={"categories": PHRASEBOOK.categories[1:]})
    assert KIND.grade(asking(book=milder), FULL + "没空。").points == 3000
    assert KIND.grade(item, FULL + "没空。").points == 2000
    assert pack(PHRASEBOOK) == pack(Phrasebook.model_validate(PHRASEBOOK.to_json()))


def test_old_rules_are_still_read_and_weigh_the_same(item):
    old = replace(item, body=item.body | {"rules": OLD})
    for text in (FULL, FULL + "没空。", ASKED["poor"], "我们不能说没空。", "没空调，抱歉。"):
        assert KIND.grade(old, text) == KIND.grade(item, text)


def test_a_tone_that_only_adds_up_is_a_hint_and_costs_nothing(asking):
    tone = {
        "id": "tone",
        "title": "口气不善",
        "title_en": "Unfriendly tone",
        "clauses": ["4.5"],
        "why": "合在一起就带刺。",
        "severity": "breach",
        "better": ["我先记下来。"],
        "limit": 5,
        "signs": [{"title": "用“都”", "weight": 6, "patterns": ["人都"]}],
    }
    item = asking(book=Phrasebook.model_validate(yaml.safe_load(BOOK) | {"tone": tone}))
    said = f"{FULL}一个礼拜睡不好，人都熬坏了。"
    assert KIND.grade(item, said).points == item.points
    (hint,) = KIND.review(item, {}, said)["breaches"]
    assert (hint["title"], hint["costs"]) == ("口气不善", False)
    rude = KIND.review(item, {}, f"{FULL}不归我管。")["breaches"]
    assert [one["costs"] for one in rude] == [True]
    assert KIND.grade(item, f"{FULL}不归我管。").points < item.points
