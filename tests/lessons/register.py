"""A small register and three drawings, for lessons that tests write."""

from datetime import date

from trainer.lessons.model import Picture
from trainer.standard.model import Clause, Figure, Section, Standard


def clause(clause_id, **fields):
    known = {"section": "4", "source": "四", "title": f"题{clause_id}", "title_en": "T", "kind": "phrase"}
    return Clause(**known, id=clause_id, positions=("all",), rule=f"规{clause_id}。", **fields)


STANDARD = Standard(
    title="标准",
    title_en="Standard",
    issued=date(2015, 6, 15),
    sections=(Section(id="4", title="四", title_en="Four"),),
    clauses=(
        clause(
            "4.1",
            figures=(
                Figure(name="问候距离", text="3 米", value="3", unit="米", bound="exactly"),
                Figure(
                    name="巡视", text="每日不少于 2 次", value="2", unit="次", bound="at_least", per="每日"
                ),
                Figure(name="归还", text="借用当日 17:30 前", value="17:30", bound="before", per="借用当日"),
            ),
        ),
        clause("4.4", never=("不知道", "不清楚")),
        clause("4.5", say=("好的，我马上就来办。",), never=("你没看见我忙着吗？",), red_lines=("说出禁语",)),
        clause("4.7", do=("询问式",), dont=("蔑视", "斗气"), red_lines=("蔑视", "别的")),
        clause("4.9", say=("您好，甲物业{name}为您服务",)),
    ),
)
PICTURES = {
    name: Picture(
        id=name,
        title=f"图<{name}>",
        description="双手放在“膝上”",
        mark=mark,
        svg="<svg/>",
        width=300,
        height=356,
    )
    for name, mark in (("sit-right", "right"), ("sit-wrong", "wrong"), ("plain", "neutral"))
}
