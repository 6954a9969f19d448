"""A scenario and a talk, as authors write them, and as compiled for a question."""

from dataclasses import replace

import pytest

from trainer.quizzes import types

GAS = {
    "start": "smell",
    "nodes": [
        {
            "id": "smell",
            "text": "楼道里有煤气味。",
            "choices": [
                {
                    "text": "开窗通风",
                    "to": "door",
                    "points": "2",
                    "consequence": "气味淡了。",
                    "feedback": "机密甲",
                },
                {
                    "text": "开灯看看",
                    "to": "door",
                    "consequence": "灯亮了。",
                    "feedback": "机密乙",
                    "red_line": "true",
                },
                {"text": "先走开", "to": "end-bad", "consequence": "有人在喊。", "feedback": "机密丙"},
            ],
        },
        {
            "id": "door",
            "text": "住户探出头来。",
            "choices": [
                {
                    "text": "一起下楼再打电话",
                    "to": "end-good",
                    "points": "3",
                    "consequence": "他跟您下楼。",
                    "feedback": "机密丁",
                },
                {
                    "text": "当场打电话",
                    "to": "end-fair",
                    "points": "1",
                    "consequence": "电话通了。",
                    "feedback": "机密戊",
                },
            ],
        },
        {"id": "end-good", "text": "没有人受伤。", "ending": "good"},
        {"id": "end-fair", "text": "他有些头晕。", "ending": "fair"},
        {"id": "end-bad", "text": "窗户碎了。", "ending": "bad"},
    ],
}
TALK = {
    "lines": [
        {"who": "客户", "text": "水管漏了！"},
        {"who": "前台", "staff": "true", "text": "找工程部去。", "breach": "4.5", "feedback": "机密甲"},
        {"who": "客户", "text": "在哪儿？"},
        {"who": "前台", "staff": "true", "text": "请您先坐。", "feedback": "机密乙"},
        {"who": "前台", "staff": "true", "text": "你嚷什么？", "breach": "4.1", "feedback": "机密丙"},
        {"who": "前台", "staff": "true", "text": "请问几号楼？", "feedback": "机密丁"},
    ],
    "offer": ["4.2"],
}


@pytest.fixture(scope="session")
def cited(known):
    """What a type may look up for a question that cites 4.1 and 4.5."""
    return replace(known, cited=("4.1", "4.5"))


@pytest.fixture(scope="session")
def compiled(make_item, cited):
    """Compile a question of a type, as `make_item` does, for the clauses it cites."""

    def make(name, keys, points=1000):
        kind = types.get(name)
        body = kind.Body.model_validate(keys)
        assert kind.faults(body, cited) == []
        plain = make_item("true_false", answer="true", feedback={"true": "a", "false": "b"})
        return replace(plain, type=name, body=kind.compile(body, cited), points=points)

    return make


@pytest.fixture(scope="session")
def gas(compiled):
    return compiled("branching", GAS)


@pytest.fixture(scope="session")
def talk(compiled):
    return compiled("dialogue", TALK)
