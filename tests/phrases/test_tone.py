"""Small signs on the scales: what adds up, what courtesy outweighs, what readers found unfairly judged."""

from itertools import pairwise

import pytest

from trainer.phrases.model import Phrasebook
from trainer.phrases.service import Reader

BOOK = {
    "categories": [
        {
            "id": "shirk",
            "title": "推诿",
            "title_en": "Shirking",
            "clauses": ["11N.1"],
            "why": "他又要跑一趟。",
            "severity": "breach",
            "weight": 6,
            "phrases": ["不归我管"],
        }
    ],
    "tone": {
        "id": "tone",
        "title": "口气",
        "title_en": "Tone",
        "clauses": ["4.7"],
        "why": "合在一起带刺",
        "severity": "breach",
        "limit": 5,
        "bare": 1,
        "signs": [
            {"title": "用“你”", "weight": 3, "patterns": ["你"], "except": ["迷你"]},
            {"title": "句尾“吧”", "weight": 2, "patterns": ["吧>"]},
            {"title": "说“请”", "weight": -2, "patterns": ["请"]},
        ],
    },
}


@pytest.fixture(scope="module")
def weighing():
    """Return a reader of two unkind signs and a kind one."""
    return Reader(Phrasebook.model_validate(BOOK))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("你等着吧。", ["你等着吧"]),
        ("你等着。", []),
        ("请你等着吧。", []),
        ("请坐。你等着吧。", ["你等着吧"]),
        ("迷你的吧。", []),
        ("不归我管。", ["不归我管"]),
        ("请坐，不归我管。", []),
        ("请坐。不归我管。", ["不归我管"]),
        ("你说吧，不归我管。", ["不归我管"]),
        ("他说“你等着吧”。", []),
    ],
)
def test_each_sentence_is_weighed_by_itself(weighing, text, found):
    assert [one.text for one in weighing.examine(text).breaches] == found


def test_a_verdict_on_tone_names_its_signs_the_heaviest_first(weighing):
    (one,) = weighing.examine("你等着吧。").breaches
    assert one.category.why == "合在一起带刺（用“你”、句尾“吧”）"
    assert weighing.book.tone.why == "合在一起带刺"


@pytest.mark.parametrize(
    "text",
    [
        "师傅跑得满头大汗，您给他倒杯水他就高兴了。",
        "楼道堆了东西，楼上楼下都不安全，请您收一收好吗？",
        "提前说一声，大家都免了麻烦，谢谢您。",
        "你不是嘴笨，是还没有练熟，我陪你练。",
        "您自己动手操作一遍，我在旁边看着，不会的我再教您。",
        "以前也没有这样的规定，是今年新定的，我把文件念给您听。",
        "这件事我做不了主，我现在就请示主管，下午四点前告诉您。",
        "这个我做不了主，我报给主管，明天给您答复。",
    ],
)
def test_whoever_answers_politely_is_not_accused(reader, text):
    assert reader.examine(text).breaches == ()


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("规定就是这样。", "规定就是这样"),
        ("物业费爱交不交。", "物业费爱交不交"),
        ("对不起，这事不归我管。", "这事不归我管"),
        ("您好，不归我管。", "不归我管"),
        ("不．知．道．", "不．知．道"),
    ],
)
def test_a_courteous_word_does_not_hide_a_breach(reader, text, marked):
    assert [one.text for one in reader.examine(text).breaches] == [marked]


@pytest.mark.parametrize(
    ("text", "function"),
    [
        ("我可以带你们过去。", "offer"),
        ("我给你们指路。", "offer"),
        ("您的号码我们也这样守着。", "offer"),
        ("钥匙当天借当天要还。", "explain"),
        ("这要业主本人来才能办。", "explain"),
        ("我手上没有资料。", "explain"),
        ("这单是收费员小组经办的，我替您问。", "explain"),
        ("这要请示主管，请您稍候。", "explain"),
        ("请您先坐。", "greet"),
    ],
)
def test_plain_ways_of_helping_are_recognised(reader, text, function):
    assert function in {hit.function.id for hit in reader.examine(text).hits}


def test_no_word_is_shown_cut_in_half(reader):
    for text in ("爱交不交", "爱信不信啊", "没看我在接电话吗？", "请您稍候。", "今天下午四点给您回电话。"):
        read = reader.examine(text)
        shown = [(one.start, one.end) for one in (*read.findings, *read.hits)]
        assert shown, text
        left = min(len(text.rstrip("。？")) - end for _start, end in shown)
        assert left == 0, (text, shown)


def test_widened_places_do_not_run_into_each_other(reader):
    read = reader.examine("您好请您稍候，不知道别问我。")
    places = sorted((one.start, one.end) for one in read.breaches)
    assert all(first[1] <= second[0] for first, second in pairwise(places))


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ("您好，请问有什么可以帮您？", False),
        ("您好，请问您有什么需要帮助的吗？", False),
        ("再见是以后的话。我先帮您查一查。您的卡在这里。请您收好。", False),
        ("卡办好了。请问您还有什么需要吗？", True),
        ("卡办好了，请您收好，再见。", True),
    ],
)
def test_only_the_end_of_a_reply_closes_it(reader, text, closes):
    assert ("close" in {hit.function.id for hit in reader.examine(text).hits}) is closes


def test_not_understanding_plain_words_is_an_insult_and_no_question(reader):
    assert {one.category.id for one in reader.examine("您这个人怎么听不懂人话？").breaches} == {"contempt"}


def test_better_wordings_fit_every_member_of_their_category(phrasebook):
    for category in phrasebook.categories:
        for words in category.better:
            assert not any(thing in words for thing in ("车", "漏水", "零件", "违约金", "功能")), words
