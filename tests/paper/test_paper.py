"""Papers: literal, reproducible, tagged, and never silently incomplete."""

import io
import re
import threading
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader

from trainer.paper import service as paper
from trainer.paper.model import PaperError

HEAD = "7f3a" * 16
HOSTILE = [
    '#import "x": *',
    "*粗*",
    "$x$",
    "\\u{41}",
    "@条款",
    "<label>",
    "`raw`",
    "= 标题",
    "//注",
    '#read("common.typ")',
]


def line(**changed):
    return {
        "date": "10-08",
        "topic": "接待与送别",
        "clauses": ["5.1.1", "5.1.2"],
        "form": "布置的测验",
        "people": ["前台0101", "前台0102"],
        "duration": "15 分钟",
        "expected": "12",
        "attended": "11",
        "passed": "9",
        "average": "84.2",
        "red_lines": "2",
        "follow_up": ["补考：收费员0112"],
        **changed,
    }


def record(*lines, **changed):
    return {
        "organisation": "千诚物业",
        "department": "客服部",
        "title": "2026 年 10 月培训台账",
        "edition": "3 · 1a2b3c4d",
        "printed": "2026-10-31 17:30",
        "lines": list(lines),
        "ledger": {"number": "1284", "head": HEAD},
        **changed,
    }


def made(data, **wanted):
    return paper.pdf("duty", data, title="培训台账", **wanted)


def text(body):
    pages = PdfReader(io.BytesIO(body)).pages
    return "\n".join(page.extract_text() for page in pages)


def squeezed(body):
    return re.sub(r"\s", "", text(body))


def test_a_record_says_everything_it_was_given():
    body = made(record(line(), line(topic="钥匙管理"), state="尚未关账", facts=[["参加", "48 人次"]]))
    assert body.startswith(b"%PDF")
    said = squeezed(body)
    for wanted in (
        "5.1.1",
        "5.1.2",
        "前台0102",
        "84.2",
        "补考：收费员0112",
        "钥匙管理",
        "尚未关账",
        "48人次",
    ):
        assert wanted in said
    assert f"成绩流水至第1284号·校验码{HEAD}·版本3·1a2b3c4d" in said
    assert "客服主管" in said
    assert "物业经理" in said


def test_the_head_of_the_ledger_can_be_copied_in_one_piece():
    assert HEAD in text(made(record(line())))


def test_an_empty_month_and_a_young_ledger_are_said():
    said = squeezed(made(record(ledger={"number": "0", "head": ""})))
    assert "本月没有培训记录" in said
    assert "尚无成绩流水" in said


def test_what_is_left_out_prints_a_dash():
    few = {key: line()[key] for key in ("date", "topic", "clauses", "form", "people")}
    assert squeezed(made(record(few))).count("–") == 7


def test_the_head_of_the_table_stands_on_every_page():
    body = made(record(*[line(people=[f"员工{n:04d}" for n in range(24)]) for _ in range(20)]))
    pages = PdfReader(io.BytesIO(body)).pages
    assert len(pages) > 1
    assert all("参加人员" in page.extract_text() for page in pages)
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1].extract_text()


@pytest.mark.parametrize("words", HOSTILE)
def test_what_people_type_is_never_markup(words):
    said = squeezed(made(record(line(topic=words, people=[words], follow_up=[words]), department=words)))
    assert said.count(re.sub(r"\s", "", words)) >= 4


def test_endless_words_stay_on_the_paper():
    body = made(record(line(topic="x" * 300, people=["y" * 300], follow_up=["https://" + "z" * 200])))
    assert "x" * 100 not in text(body)  # broken into lines
    assert "y" * 100 not in text(body)
    assert "x" * 300 in squeezed(body)  # and nothing was put in between


def test_more_names_than_a_page_holds_flow_on():
    names = [f"员工{n:05d}" for n in range(3000)]
    body = made(record(line(people=names)))
    assert squeezed(body).count("员工") == 3000


@pytest.mark.parametrize(
    "bad", ["\U0001f600", "\x00", "\ud800", "\ue123"], ids=["emoji", "nul", "surrogate", "private use"]
)
def test_what_no_font_draws_is_named(bad):
    with pytest.raises(PaperError) as error:
        made(record(line(people=[f"前台{bad}"])))
    assert f"U+{ord(bad):04X}" in str(error.value)
    assert bad in error.value.character
    assert error.value.status == 422


def test_rare_names_can_be_printed():
    assert "𠮷㐂龘" in squeezed(made(record(line(people=["𠮷㐂龘"]))))


def test_equal_input_gives_equal_bytes_and_other_input_others():
    moment = datetime(2026, 10, 31, 9, 30, tzinfo=UTC)
    once = made(record(line()), moment=moment)
    made(record(line(topic="别的")), moment=moment)
    assert made(record(line()), moment=moment) == once
    assert made(record(line(average="84.3")), moment=moment) != once
    assert PdfReader(io.BytesIO(once)).metadata.creation_date == moment


def test_it_is_tagged_titled_and_chinese():
    root = PdfReader(io.BytesIO(made(record(line())))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("zh")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    metadata = root["/Metadata"].get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "pdfaid:part" in metadata


def test_threads_do_not_mix_papers():
    alone = {n: made(record(line(topic=f"第{n}项"))) for n in range(4)}
    together: dict[int, bytes] = {}
    threads = [
        threading.Thread(target=lambda n=n: together.update({n: made(record(line(topic=f"第{n}项")))}))
        for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert together == alone


def test_only_templates_can_be_named():
    with pytest.raises(ValueError, match=r"\.\./duty"):
        paper.pdf("../duty", {}, title="x")


def test_a_band_heads_lines_without_being_counted():
    body = made(record(line(), {"band": "自学与自测（不计入绩效考核）"}, line(topic="自学的课", people=[])))
    said = squeezed(body)
    assert "自学与自测（不计入绩效考核）" in said
    assert re.search(r"210-08自学的课", said)


def test_what_was_struck_out_and_the_note_are_printed():
    struck = {"text": "10-05 重复的会", "why": "客服主管 划去：登记了两次"}
    said = squeezed(made(record(line(), struck=[struck], note="“后续”为打印时的情况。")))
    for wanted in ("已划去", "10-05重复的会", "登记了两次", "“后续”为打印时的情况。"):
        assert wanted in said


def test_each_signature_has_its_day():
    assert squeezed(made(record())).count("日期") == 2
