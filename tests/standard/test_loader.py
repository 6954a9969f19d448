"""Register and site: broken in three places, three reports; each cross-check named with its line."""

import pytest

from trainer.errors import NotFound
from trainer.standard.loader import load
from trainer.standard.model import spoken

SITE = """\
organisation: 甲物业
department: 客服部
title: 客服培训
time_zone: Asia/Shanghai
positions:
  - {id: front_desk, title: 客服前台, title_en: Front desk}
  - {id: cashier, title: 收费员, title_en: Cashier}
red_lines:
  "1.1": [说出禁语]
"""
STANDARD = """\
standard: {title: 标准, title_en: Standard, issued: "2015-06-15", missing: [{id: "1.9", note: 缺失}]}
sections:
  - {id: "1", title: 一, title_en: One}
clauses:
  - id: "1.1"
    section: "1"
    source: 一、1
    title: 甲
    title_en: A
    kind: phrase
    positions: [all]
    rule: 适用于{organisation}。
    say: ["您好，{organisation}{name}为您服务"]
    never: [不知道]
    figures:
      - {name: 距离, text: 约 1 米, value: "1", unit: 米, bound: about}
  - id: "1.2"
    section: "1"
    source: 一、2
    title: 乙
    title_en: B
    kind: duty
    positions: [cashier]
    rule: 规则。
"""


@pytest.fixture
def read(tmp_path):
    def written(standard=STANDARD, site=SITE):
        content = tmp_path / "content"
        content.mkdir(exist_ok=True)
        (content / "standard.yaml").write_text(standard, encoding="utf-8")
        (content / "site.yaml").write_text(site, encoding="utf-8")
        return load(content)

    return written


def faults(result):
    return [str(fault).removeprefix("content/") for fault in result[2]]


def test_sound_files_load(read):
    standard, site, found = read()
    assert found == []
    assert standard.clause("1.1").rule == "适用于甲物业。"
    assert spoken(standard.clause("1.1").say[0]) == "您好，甲物业（员工姓名）为您服务"
    assert standard.clause("1.1").red_lines == ("说出禁语",)
    assert site.position("cashier").title == "收费员"


def test_three_faults_in_two_files_make_three_reports(read):
    result = read(
        STANDARD.replace("kind: duty", "kind: dooty").replace("bound: about", "bound: around"),
        SITE.replace("Asia/Shanghai", "Asia/Shanghia"),
    )
    assert [line.split(": ")[0] for line in faults(result)] == [
        "site.yaml:4",
        "standard.yaml:16",
        "standard.yaml:22",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '    section: "1"\n    source: 一、2',
            '    section: "7"\n    source: 一、2',
            "18: There is no section “7”.",
        ),
        ("[cashier]", "[cashire]", "23: There is no position “cashire”. Did you mean “cashier”?"),
        ("[cashier]", "[all, cashier]", "23: “all” stands alone or not at all."),
        ('id: "1.2"', 'id: "1.1"', "17: The id “1.1” stands here twice; first on line 5."),
        ('id: "1.2"', 'id: "1.9"', "1: “1.9” is named as missing, but it is there."),
        ("[不知道]", "[不知道, 不知道]", "14: “不知道” stands here twice."),
        ("{name}", "{nmae}", "13: The placeholder {nmae} is not known here."),
        ("规则。", "规则{name}。", "24: The placeholder {name} is not known here."),
        ('value: "1", unit: 米', 'value: "2", unit: 米', "16: “2” does not occur in the text “约 1 米”."),
        (", unit: 米", "", "16: A number needs a unit; a time or weekday has none."),
        ('value: "1"', "value: 一", "16: The value is a number, a time like 17:30 or a weekday, not “一”."),
    ],
)
def test_each_cross_check_names_line_and_cause(read, old, new, expected):
    assert old in STANDARD
    assert f"standard.yaml:{expected}" in faults(read(STANDARD.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"1.1": [', '"1.3": [', "9: There is no clause “1.3”."),
        ("[说出禁语]", "[说, 说]", "9: A behaviour stands here twice."),
        ("[说出禁语]", "[]", "9: 1.1: needs at least 1 items"),
        ("id: cashier", "id: front_desk", "7: The id “front_desk” stands here twice; first on line 6."),
        ("id: cashier", "id: all", "5: “all” stands for every position and names none."),
        ("title: 客服培训", "titel: 客服培训", "3: Unknown key “titel”. Did you mean “title”?"),
    ],
)
def test_the_site_is_checked(read, old, new, expected):
    assert f"site.yaml:{expected}" in [
        line.split(" Did you mean “1.")[0] for line in faults(read(site=SITE.replace(old, new, 1)))
    ]


def test_a_broken_clause_does_not_hide_the_rest(read):
    standard, _site, found = read(
        STANDARD.replace("    rule: 规则。\n", "").replace("[不知道]", "[不知道, 不知道]")
    )
    assert len(found) == 2
    assert [clause.id for clause in standard.clauses] == ["1.1"]


def test_missing_files_are_faults(tmp_path):
    standard, site, found = load(tmp_path)
    assert (standard, site, len(found)) == (None, None, 2)


def test_what_is_not_there_is_not_found(read):
    standard, site, _found = read()
    for look in (standard.clause, standard.section, site.position):
        with pytest.raises(NotFound):
            look("9.9")
