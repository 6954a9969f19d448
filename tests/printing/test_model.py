"""What a sheet holds: all of the register that its readers need, each thing once."""

import pytest

from trainer.config import ROOT
from trainer.errors import NotFound
from trainer.printing.model import entry, numeral, says_all, sheet
from trainer.standard.loader import load
from trainer.standard.model import Clause, Figure, Position, Site

STANDARD, SITE, _FAULTS = load(ROOT / "content")
ALL = [section.id for section in STANDARD.sections] + [position.id for position in SITE.positions]


def clause(**changed):
    fields = {
        "id": "1.1",
        "section": "1",
        "source": "一",
        "title": "坐姿",
        "title_en": "Sitting",
        "kind": "posture",
        "positions": ("all",),
        "rule": "面带微笑。",
    }
    return Clause(**(fields | changed))


@pytest.mark.parametrize("position", [position.id for position in SITE.positions])
def test_a_position_sheet_leaves_nothing_out(position):
    made = sheet(STANDARD, SITE, position)
    wanted = STANDARD.for_position(position)
    assert [one.clause for one in made.entries] == [one.id for one in wanted]
    assert len(made.figures) == sum(len(one.figures) for one in wanted)
    for printed, source in zip(made.entries, wanted, strict=True):
        assert (printed.do, printed.dont, printed.never) == (source.do, source.dont, source.never)
        assert len(printed.say) == len(source.say)
        assert printed.red_lines == source.red_lines
        assert printed.rule == source.rule or says_all(source)


def test_the_section_sheets_together_are_the_register():
    sheets = [sheet(STANDARD, SITE, section.id) for section in STANDARD.sections]
    assert [one.clause for made in sheets for one in made.entries] == [one.id for one in STANDARD.clauses]


def test_a_sheet_that_does_not_exist_is_not_found():
    with pytest.raises(NotFound):
        sheet(STANDARD, SITE, "nobody")


def test_a_rule_is_left_out_only_when_the_behaviours_say_all_of_it():
    assert says_all(clause(rule="严禁上锁，并面带微笑。", do=("面带微笑",), dont=("上锁",)))
    assert not says_all(clause(rule="除特别紧迫外，面带微笑。", do=("面带微笑",)))
    assert not says_all(clause(rule="两次面带微笑。", do=("面带微笑",)))
    assert not says_all(clause())


def test_for_whom_is_said_where_not_everybody_is_meant():
    shared = clause(positions=("cashier", "front_desk"))
    assert entry(shared, SITE).who == ("客服前台", "收费员")
    assert entry(shared, SITE, "cashier").who == ()
    assert entry(clause(), SITE).who == ()


def test_the_slot_for_a_name_is_shown_in_words():
    greeting = next(one for one in sheet(STANDARD, SITE, "5").entries if one.clause == "5.1.5")
    assert "（员工姓名）" in greeting.say[0]
    assert "{" not in greeting.say[0]


def test_an_utterance_that_crosses_a_red_line_is_marked():
    assert entry(clause(never=("不知道",), red_lines=("对客户说出禁语",)), SITE).red >= {"不知道"}
    assert not entry(clause(never=("不知道",)), SITE).red


@pytest.mark.parametrize(
    ("figure", "parts"),
    [
        (("每天不少于 2 次", "2", "次", "at_least", "每天"), ("每天不少于", "2", "次")),
        (("24 小时", "24", "小时", "at_most", None), ("不超过", "24", "小时")),
        (("借用当日 17:30 前", "17:30", None, "before", "借用当日"), ("借用当日", "17:30", "前")),
        (("2 人以上", "2", "人", "at_least", None), ("", "2", "人以上")),
        (("每周星期一", "星期一", None, "exactly", "每周"), ("每周", "星期一", "")),
        (("每 12 户 1 人", "1", "人", "exactly", None), ("每 12 户", "1", "人")),
        (("每 2 户约 12 人", "2", "人", "about", None), ("每", "2", "户约 12 人")),
    ],
)
def test_a_figure_keeps_the_words_of_the_register(figure, parts):
    text, value, unit, bound, per = figure
    made = numeral(clause(), Figure(name="数", text=text, value=value, unit=unit, bound=bound, per=per))
    assert (made.before, made.value, made.after) == parts
    assert made.name == "坐姿 · 数"


def test_positions_that_a_site_adds_get_their_sheet():
    more = Site(
        **(
            dict(SITE)
            | {"positions": (*SITE.positions, Position(id="guard", title="秩序", title_en="Guard"))}
        )
    )
    assert {one.clause for one in sheet(STANDARD, more, "guard").entries} >= {"2.2", "6.7.1"}
