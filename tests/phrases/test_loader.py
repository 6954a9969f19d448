"""Faults of phrases.yaml are said with file and line, all at once, and what is sound is still used."""

import pytest

from tests.phrases.small import BOOK, write
from trainer.phrases import loader
from trainer.phrases.service import Reader
from trainer.standard import loader as register


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")


@pytest.fixture
def read(tmp_path):
    """Write a phrasebook and load it; returns it and the faults as texts."""

    def run(book=BOOK):
        content = write(tmp_path, book)
        standard, _site, faults = register.load(content)
        assert faults == []
        found, faults = loader.load(content, {clause.id: clause for clause in standard.clauses})
        return found, [str(fault) for fault in faults]

    return run


def test_a_sound_book_loads_with_the_register_s_own_utterances(read):
    book, faults = read()
    assert faults == []
    reader = Reader(book)
    assert [one.category.id for one in reader.examine("我正忙着！").breaches] == ["busy"]
    assert [hit.function.id for hit in reader.examine("您好。").hits] == ["greet"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("您: 您|你", "您: (您|你", "“(您|你”: This is no pattern: the brackets are not closed."),
        ("不能(说|讲)", "不能(说|讲", "“不能(说|讲”: This is no pattern: the brackets are not closed."),
        ("(两|三|四)个字", "【几】个字", "“【几】个字”: There is no list of words “几”; there are: 您."),
        ("没看见…排队", "…排队", "“…排队”: “…” stands between words, not at the beginning or end."),
        ("我(替|帮)您", "(替|帮|)", "“(替|帮|)”: This pattern has nothing that must stand in the text."),
        ("【您】去问别人", "【你】去问", "“【你】去问”: There is no list of words “你”; there are: 您."),
        ("[没空调]", "[没空)]", "“没空)”: This is no pattern: the brackets are not closed."),
        ("id: shirk", "id: busy  # again", "“busy” stands here twice."),
        ("[对不起, 抱歉]", "[抱歉, 抱歉]", "“抱歉” stands here twice."),
        ('never: ["4.5"]', 'never: ["4.5", "9.9"]', "There is no clause “9.9” in the register."),
        ('say: ["4.1"]', 'say: ["8.8"]', "There is no clause “8.8” in the register."),
        ("red_line: 使用禁语", "red_line: 别的", "site.yaml draws no red line “别的” in these clauses;"),
        ("severity: risky", "severity: mild", ""),
        ("phrases: [快点]", "phrase: [快点]", "Unknown key “phrase”. Did you mean “phrases”?"),
        ("id: offer", "id: hug", ""),
    ],
)
def test_a_fault_stands_on_its_line(read, old, new, message):
    changed = BOOK.replace(old, new, 1)
    line = changed[: changed.index(new)].count("\n") + 1
    _book, faults = read(changed)
    assert any(fault.startswith(f"content/phrases.yaml:{line}: {message}") for fault in faults), faults


def test_every_fault_is_told_at_once_in_the_order_of_lines(read):
    _book, faults = read(BOOK.replace("没看见…排队", "（").replace('clauses: ["4.2"]', 'clauses: ["4.3"]'))
    lines = [int(fault.split(":")[1]) for fault in faults]
    assert len(lines) == 4
    assert lines == sorted(lines)


def test_an_utterance_of_the_register_may_not_be_forgotten(read):
    _book, faults = read(BOOK.replace('    never: ["4.5"]\n', ""))
    message = "Clause 4.5 forbids utterances, and no category names it under “never”."
    assert faults == [f"content/phrases.yaml:1: {message}"]


def test_one_broken_pattern_does_not_hide_the_rest(read):
    book, faults = read(BOOK.replace("没看见…排队", "没看见(排队"))
    assert len(faults) == 1
    assert Reader(book).examine("没空！").breaches


@pytest.mark.parametrize(("book", "says"), [(None, "The file is missing"), ("a: [", ""), ("- 甲\n", "")])
def test_what_is_no_phrasebook_is_told_and_is_empty(read, book, says):
    found, faults = read(book)
    assert faults[0].startswith("content/phrases.yaml:1: " + says)
    assert found.categories == ()
