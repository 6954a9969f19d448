"""Markdown: what authors may write comes out as ours, everything else is a fault and harmless."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.sources.service import Prose, sanitise

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "a <b onmouseover=alert(1)>b</b>",
    "<svg/onload=alert(1)>",
    "<iframe src='https://x.example'></iframe>",
    "<!-- hidden -->",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    '[x]( javascript:alert(1) "t")',
    "[x](vbscript:x)",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/)",
    "![x](data:image/svg+xml;base64,AAAA)",
    "![x](https://x.example/p.png)",
    "<javascript:alert(1)>",
    "[[figure 4.1]] in the line",
]


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def elements(html):
    reader = Reader()
    reader.feed(html)
    return reader.found


def harmless(html):
    for tag, attributes in elements(html):
        assert tag not in {
            "script",
            "style",
            "iframe",
            "svg",
            "object",
            "embed",
            "form",
            "base",
            "link",
            "meta",
        }
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert re.match(r"^(https?://|/(?!/)|$)", attributes.get("href") or "")
        assert re.match(r"^(/(?!/)|$)", attributes.get("src") or "")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_a_fault_and_comes_out_harmless(text):
    prose = Prose("x.md", {"4.1"})
    harmless("".join(prose.blocks(f"好。\n\n{text}\n", 10)))
    assert {fault.line for fault in prose.faults} == {12}
    other = Prose("x.md", {"4.1"})
    harmless(other.inline(text, 3))
    assert {fault.line for fault in other.faults} == {3}


@settings(max_examples=50, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*HOSTILE, "\n", "\n\n", "    ", "| a | b |\n|---|---|\n", "**", "`", "](", "> ", "客户"]
        )
    )
)
def test_however_hostile_parts_are_put_together_the_html_is_harmless(parts):
    prose = Prose("x.md", {"4.1"})
    harmless("".join(prose.blocks("".join(parts), 1)))
    harmless(prose.inline("".join(parts), 1))


@settings(max_examples=50, deadline=None)
@given(st.text(st.characters(exclude_categories=("C",)), max_size=60))
def test_sanitising_twice_changes_nothing(text):
    once = sanitise(f"<p>{text}</p>")
    assert sanitise(once) == once


def test_each_top_level_element_is_one_string():
    prose = Prose("x.md", set())
    assert prose.blocks("## 一\n\n二\n\n- 三\n- 四\n\n1. 五\n", 1) == [
        '<h2 id="h-1">一</h2>',
        "<p>二</p>",
        "<ul><li>三</li><li>四</li></ul>",
        "<ol><li>五</li></ol>",
    ]
    assert prose.headings == [("h-1", "一")]


def test_tables_carry_the_name_of_their_column_in_each_cell():
    (html,) = Prose("x.md", set()).blocks("| 走样 | **换成** |\n|---|:-:|\n| 甲 | 乙 |\n", 1)
    assert html == (
        '<div class="table-wrap"><table class="fold"><thead><tr><th scope="col">走样</th>'
        '<th scope="col"><strong>换成</strong></th></tr></thead><tbody><tr><td data-label="走样">甲</td>'
        '<td data-label="换成">乙</td></tr></tbody></table></div>'
    )


def test_a_line_break_between_chinese_characters_makes_no_gap():
    assert Prose("x.md", set()).blocks("一，\n二 **三**\n四\nabc\ndef", 1) == [
        "<p>一，二 <strong>三</strong>四abc\ndef</p>"
    ]


def test_clause_links_lead_to_the_clause_and_unknown_ones_are_faults():
    prose = Prose("x.md", {"4.1"})
    assert (
        prose.inline("见 [[clause 4.1]]。", 7) == '见 <a class="clause" href="/standard/4.1">条款 4.1</a>。'
    )
    prose.blocks("\n\n[[clause 4.11]]", 7)
    assert [str(fault) for fault in prose.faults] == [
        "x.md:9: There is no clause “4.11”. Did you mean “4.1”?"
    ]


def test_headings_of_the_first_level_are_the_pages_own():
    prose = Prose("x.md", set())
    prose.blocks("字\n\n# 标题", 1)
    assert [fault.line for fault in prose.faults] == [3]
