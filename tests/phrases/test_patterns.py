"""The small language of wordings: what each sign finds, and what is refused."""

import pytest

from trainer.phrases.patterns import PatternError
from trainer.phrases.service import finder

WORDS = {"您": "您|你", "人": "【您】|他", "圈": "【圆】", "圆": "【圈】"}


def found(pattern, text):
    return [text[slice(*span)] for span in finder(pattern, WORDS)(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("不归我管", "这不归我管的", ["不归我管"]),
        ("不归我管", "這不歸我管。", ["不歸我管"]),
        ("100%没问题", "１００％没问题", ["１００％没问题"]),
        ("甲|乙", "乙和甲", ["乙", "甲"]),
        ("(早|晚)来", "您早来晚来", ["早来", "晚来"]),
        ("快(点|)走", "快走，快点走", ["快走", "快点走"]),
        ("今天…回", "今天下午给您回话", ["今天下午给您回"]),
        ("今天…回", "今天下午，给您回话", []),
        ("今天…回", "今天这里有很多很多别的事回", []),
        ("今天……回", "今天下午，给您回话", ["今天下午，给您回"]),
        ("今天……回", "今天。给您回话", []),
        ("【您】别", "你别急，您别急", ["你别", "您别"]),
        ("问【人】", "问他", ["问他"]),
        ("<滚>", "滚！滚梯，翻滚。要么滚吧", ["滚"]),
        ("滚>", "要么滚吧", ["滚"]),
        ("走 吧", "走吧", ["走吧"]),
        ("（早｜晚）", "晚", ["晚"]),
        ("吗？", "去吗?去吗。", ["吗?"]),
        ("你，走", "你,走你走", ["你,走"]),
    ],
)
def test_signs(pattern, text, expected):
    assert found(pattern, text) == expected


@pytest.mark.parametrize(
    "pattern",
    ["", "…", "走…", "…走", "(甲", "甲)", "(|甲)", "甲|", "【没有】走", "【圈】", "<>", "  "],
)
def test_what_cannot_be_read_or_finds_everything_is_refused(pattern):
    with pytest.raises(PatternError):
        finder(pattern, WORDS)
