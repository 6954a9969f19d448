"""A content folder small enough to read at a glance: three clauses and a phrasebook for them."""

from pathlib import Path

SITE = """\
organisation: 甲物业
department: 客服部
title: 客服培训
time_zone: Asia/Shanghai
positions:
  - {id: front_desk, title: 客服前台, title_en: Front desk}
red_lines:
  "4.5": [使用禁语]
"""
CLAUSE = """\
  - id: "{id}"
    section: "4"
    source: 四、{id}
    title: 条款
    title_en: Clause
    kind: phrase
    positions: [all]
    rule: 规则。
    {spoken}
"""
STANDARD = """\
standard: {title: 标准, title_en: Standard, issued: "2015-06-15"}
sections:
  - {id: "4", title: 四, title_en: Four}
clauses:
""" + "".join(
    CLAUSE.format(id=name, spoken=spoken)
    for name, spoken in (("4.1", "say: [您好]"), ("4.2", "say: []"), ("4.5", "never: [我正忙着]"))
)
BOOK = """\
words:
  您: 您|你
negations:
  - 不能(说|讲)
mentions:
  - (两|三|四)个字
categories:
  - id: busy
    title: 推说在忙
    title_en: Too busy
    clauses: ["4.5"]
    why: 他的事就是眼前的事。
    severity: breach
    red_line: 使用禁语
    never: ["4.5"]
    phrases: [没空]
    patterns: [没看见…排队]
    except: [没空调]
    better: [请您稍候。]
  - id: shirk
    title: 推给别人
    title_en: Passing on
    clauses: ["4.2"]
    why: 他又要跑一趟。
    severity: breach
    phrases: [不归我管]
    patterns: [【您】去问别人]
    better: [我替您问。]
  - id: hurry
    title: 催促
    title_en: Hurrying
    clauses: ["4.1"]
    why: 听着像赶人。
    severity: risky
    phrases: [快点]
functions:
  - id: greet
    title: 问候
    title_en: Greeting
    clauses: ["4.1"]
    say: ["4.1"]
    hint: 先问好。
  - id: apologise
    title: 致歉
    title_en: Apology
    clauses: ["4.2"]
    accepted: [对不起, 抱歉]
    hint: 先道歉。
  - id: offer
    title: 给出办法
    title_en: A way forward
    clauses: ["4.2"]
    patterns: [我(替|帮)您]
    hint: 给一个办法。
"""


def write(folder: Path, book: str | None = BOOK) -> Path:
    """Write the content into a new folder; without a book there is no phrases.yaml."""
    content = folder / "content"
    content.mkdir()
    files = {"site.yaml": SITE, "standard.yaml": STANDARD, "phrases.yaml": book}
    for name, text in files.items():
        if text is not None:
            (content / name).write_text(text, encoding="utf-8")
    return content
