"""Each block of a lesson, written and seen; and what is wrong with it, with its line."""

import pytest

from tests.lessons.register import PICTURES, STANDARD, clause
from trainer.lessons.markdown import render

RED = '<span class="tag critical">红线</span>'


def rendered(body):
    return render(body, 1, "x.md", STANDARD, PICTURES)


def html(body):
    out = rendered(body)
    assert [str(fault) for fault in out.faults] == []
    return out.blocks


def faults(body):
    return [str(fault) for fault in rendered(body).faults]


def box(kind, title, inside):
    return f'<aside class="panel {kind}"><p class="panel-title">{title}</p>{inside}</aside>'


def test_boxes_have_their_class_and_title():
    assert html('!!! why "为什么 <b>"\n    甲\n    **乙**\n\n    丙\n后') == [
        box("why", "为什么 &lt;b&gt;", "<p>甲<strong>乙</strong></p><p>丙</p>"),
        "<p>后</p>",
    ]


def test_what_goes_beyond_the_standard_names_its_source_first():
    assert html('!!! beyond "常识"\n    来源：某某手册\n    正文') == [
        box("beyond", "常识", '<p class="source">来源：某某手册</p><p>正文</p>')
    ]
    expected = "x.md:2: The first line of this box names its public source: 来源：…"
    assert faults('!!! beyond "常识"\n    正文') == [expected]


def test_a_check_hides_its_answer():
    body = '!!! check "自己试试"\n    问？\n\n    ???+ answer "想好了"\n        答。\n\n        又答。'
    answer = "<summary>想好了</summary><div><p>答。</p><p>又答。</p></div>"
    assert html(body) == [box("check", "自己试试", f'<p>问？</p><details class="answer">{answer}</details>')]


def test_a_rule_shows_what_to_do_what_not_and_the_red_lines():
    (block,) = html("[[rule 4.7]]")
    title = '题4.7<a class="clause" href="/standard/4.7">条款 4.7</a>'
    assert block.startswith(f'<section class="panel rule"><p class="panel-title">{title}</p><p>规4.7。</p>')
    assert '<div class="say"><b>✓ 应做</b><ul class="do"><li>询问式</li></ul></div>' in block
    assert f'<ul class="dont"><li>蔑视 {RED}</li><li>斗气</li></ul>' in block
    assert block.endswith(f'<p class="red-lines">{RED} 别的</p></section>')


def test_say_and_never_that_follow_each_other_face_each_other():
    (block,) = html("[[say 4.5]]\n\n[[never 4.5 4.4]]")
    assert block.startswith(
        '<div class="two"><div class="say"><b>✓ 应说</b><ul><li><q>好的，我马上就来办。</q></li></ul>'
    )
    assert f'<div class="never"><b>✕ 禁语</b><ul><li><q>你没看见我忙着吗？</q> {RED}' in block
    assert "<li><q>不知道</q></li>" in block
    assert block.count("红线") == 1


def test_say_and_never_apart_stay_apart():
    assert len(html("[[say 4.5]]\n\n字\n\n[[never 4.5]]")) == 3


def test_words_stand_in_a_row():
    assert '<p class="words"><q>不知道</q> <q>不清楚</q></p>' in html("[[never 4.4]]")[0]


def test_the_place_for_a_name_is_a_slot():
    assert '<q>您好，甲物业<i class="slot">员工姓名</i>为您服务</q>' in html("[[say 4.9]]")[0]


def test_figures_are_numerals_with_bound_unit_and_clause():
    cite = '<small><a class="clause" href="/standard/4.1">条款 4.1</a></small></span></div>'
    (block,) = html("[[figure 4.1]]")
    assert f'<div class="figure"><strong class="num">3<small>米</small></strong><span>问候距离{cite}' in block
    assert (
        f'<strong class="num"><small>不少于</small>2<small>次</small></strong><span>巡视 · 每日{cite}'
        in block
    )
    assert f'<strong class="num">17:30<small>前</small></strong><span>归还 · 借用当日{cite}' in block
    assert html("[[figure 4.1 问候距离]]")[0].count('class="figure"') == 1


def test_pictures_say_right_and_wrong_in_words_and_carry_their_version():
    (block,) = html("[[picture sit-right sit-wrong plain]]")
    version = PICTURES["plain"].version
    assert (
        f'<figure class="picture right"><img src="/figures/sit-right.svg?v={version}" alt="双手放在“膝上”" '
        'width="300" height="356" loading="lazy"><figcaption>'
        '<span class="mark">✓ 正确</span>图&lt;sit-right&gt;'
    ) in block
    assert '<span class="mark">✕ 不对</span>' in block
    assert '<figure class="picture neutral">' in block
    assert len(version) == 12


SCENE = """\
## 一

!!! scene "早上"
    前台只有您。

    先生：漏水了！
    您（抬眼，点头）：**马上**安排：请稍候。
    （电话响了）

    **看点**：先应后办。
"""


def test_a_scene_is_bubbles():
    assert html(SCENE)[1] == (
        '<section class="scene"><h3>早上</h3><p class="setting">前台只有您。</p>'
        '<p class="line"><span>先生</span>漏水了！</p>'
        '<p class="line me"><span>您 · 抬眼，点头</span><strong>马上</strong>安排：请稍候。</p>'
        '<p class="setting">（电话响了）</p><p class="point"><strong>看点</strong>：先应后办。</p></section>'
    )


def test_three_faults_in_one_body_make_three_reports():
    assert faults('[[rule 4.11]]\n\n!!! wy "x"\n    a\n\n[[picture sit-rihgt]]') == [
        "x.md:3: There is no box “wy” here. Did you mean “why”?",
        "x.md:1: There is no clause “4.11”. Did you mean “4.1”?",
        "x.md:6: There is no drawing “sit-rihgt”. Did you mean “sit-right”?",
    ]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[[says 4.5]]", "x.md:1: There is no block “says”. Did you mean “say”?"),
        ("[[rule]]", "x.md:1: [[rule …]] must name what it pulls."),
        ("[[say 4.1]]", "x.md:1: Clause 4.1 has no “say”."),
        ("\n[[figure 4.1 身高]]", "x.md:2: Clause 4.1 has no figure “身高”; it has: 问候距离, 巡视, 归还"),
        (
            "字 [[rule 4.1]]",
            "x.md:1: Inside a line only [[clause 4.9]] may stand; other blocks have their own line.",
        ),
        ("!!! why", 'x.md:1: The box needs a title in quotes: !!! why "…".'),
        ('!!! why "x"\n没缩进', "x.md:1: The box is empty; its text is indented by four spaces."),
        ("!!!", 'x.md:1: A box is opened by: !!! kind "title" (or ??? answer "title").'),
        ('!!! check "x"\n    问？', 'x.md:1: A check needs its answer, indented by four: ??? answer "…".'),
        (
            '??? answer "x"\n    答',
            "x.md:1: This box may not stand here; ??? answer stands in !!! check alone.",
        ),
        (
            '!!! note "x"\n    !!! why "y"\n        z',
            "x.md:2: This box may not stand here; ??? answer stands in !!! check alone.",
        ),
        ('!!! scene "x"\n    境\n\n    您：好。', "x.md:4: A scene ends with a paragraph “**看点**：…”."),
        (
            '!!! scene "x"\n    境\n\n    您说好。\n\n    **看点**：好。',
            "x.md:4: A line of a scene is written: speaker（action）：words.",
        ),
        (
            '!!! scene "x"\n    **看点**：好。',
            "x.md:1: A scene needs its setting, a blank line, then the dialogue.",
        ),
        ('!!! note "x"\n    甲\n\n    <script>', "x.md:4: HTML is not allowed; use Markdown and the blocks."),
        (
            '!!! check "x"\n    甲\n\n    ??? answer "y"\n        [[clause 9.9]]',
            "x.md:5: There is no clause “9.9”.",
        ),
    ],
)
def test_each_fault_has_its_line(body, expected):
    assert expected in faults(body)


def test_titles_and_texts_of_the_register_are_escaped():
    hostile = STANDARD.model_copy(update={"clauses": (clause("4.1", say=("<script>alert(1)</script>",)),)})
    (block,) = render("[[say 4.1]]", 1, "x.md", hostile, {}).blocks
    assert "<q>&lt;script&gt;alert(1)&lt;/script&gt;</q>" in block
