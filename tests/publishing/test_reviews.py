"""Who answered which question is on record, and a question changed since is named."""

import json
import shutil

import pytest
from click.testing import CliRunner

from trainer import config
from trainer.cli.main import root
from trainer.publishing import reviews
from trainer.publishing.reading import read


@pytest.fixture
def sources(tmp_path, monkeypatch):
    """The register and one quiz, without lessons and record: quick to read, and the commands work on it."""
    lessons = shutil.ignore_patterns("[0-9]*", "figures")
    shutil.copytree(config.ROOT / "content", tmp_path / "content", ignore=lessons)
    (tmp_path / "quizzes").mkdir()
    shutil.copy(config.ROOT / "quizzes" / "busy-counter.yaml", tmp_path / "quizzes")
    use(monkeypatch, tmp_path)
    return tmp_path


def use(monkeypatch, folder):
    for name in ("content", "quizzes"):
        monkeypatch.setenv(f"TRAINER_{name.upper()}", str(folder / name))
    monkeypatch.setenv("TRAINER_LANGUAGE", "en")
    monkeypatch.setenv("TRAINER_DATA", str(folder / "nowhere"))


def run(*words):
    return CliRunner().invoke(root, [str(word) for word in words])


def warnings(sources):
    faults = read(sources / "content", sources / "quizzes").faults
    return [fault.message for fault in faults if fault.file == "quizzes/reviews.csv"]


def item(sources, key="busy-phone"):
    return read(sources / "content", sources / "quizzes").content.questions[key]


def record(sources, answers, *options):
    path = sources / "answers.json"
    path.write_text(json.dumps(answers), encoding="utf8")
    return run("review", "record", path, "--reader", "r1", *options)


KEYS = {"right", "red_line", "feedback", "explanation", "points", "breach", "consequence", "answer", "sample"}


def keys_of(value):
    if isinstance(value, dict):
        return set(value) | {key for part in value.values() for key in keys_of(part)}
    return {key for part in value for key in keys_of(part)} if isinstance(value, list) else set()


def test_a_reader_meets_no_key_of_the_whole_bank(monkeypatch):
    use(monkeypatch, config.ROOT)
    done = run("review", "ask")
    assert done.exit_code == 0
    asked = json.loads(done.stdout)
    questions = read(config.ROOT / "content", config.ROOT / "quizzes").content.questions
    assert {one["id"] for one in asked} == set(questions)
    assert not keys_of(asked) & KEYS
    told = {one["id"]: json.dumps(one, ensure_ascii=False) for one in asked}
    assert not [key for key, item in questions.items() if item.explanation_html in told[key]]


def test_a_question_lies_the_same_before_every_reader(sources):
    done = run("review", "ask", "--quiz", "busy-counter")
    assert len(json.loads(done.stdout)) > 5
    assert run("review", "ask", "--quiz", "busy-counter").stdout == done.stdout


def test_answers_are_graded_and_kept_and_the_question_is_no_longer_due(sources):
    question = item(sources)
    right = next(option["id"] for option in question.body["options"] if option["right"])
    wrong = next(option["id"] for option in question.body["options"] if not option["right"])
    done = record(sources, {"busy-phone": {"answer": wrong, "remark": "想多了"}}, "--prepared", "cold")
    assert done.exit_code == 0, done.output
    assert "busy-phone: 0 / 1" in done.stdout
    assert record(sources, {"busy-phone": {"answer": right}}, "--prepared", "lesson").exit_code == 0
    kept, faults = reviews.load(sources / "quizzes" / reviews.FILE, "reviews.csv")
    assert faults == []
    assert [(one.prepared, one.points, one.remark) for one in kept] == [
        ("cold", 0, "想多了"),
        ("lesson", 1000, ""),
    ]
    due = json.loads(run("review", "ask", "--quiz", "busy-counter", "--due", "cold").stdout)
    assert "busy-phone" not in {one["id"] for one in due}


def test_a_question_changed_since_its_review_is_a_warning_and_one_never_reviewed_too(sources):
    assert any("never reviewed (without the lesson)" in message for message in warnings(sources))
    right = next(option["id"] for option in item(sources).body["options"] if option["right"])
    record(sources, {"busy-phone": {"answer": right}}, "--prepared", "cold")
    assert not any("busy-phone was changed" in message for message in warnings(sources))
    path = sources / "quizzes/busy-counter.yaml"
    path.write_text(
        path.read_text(encoding="utf8").replace("大约还要一分钟", "大约还要两分钟"), encoding="utf8"
    )
    changed = "The question busy-phone was changed since it was reviewed. (without the lesson)"
    assert changed in warnings(sources)


@pytest.mark.parametrize(
    "answers", [{"no-such": {"answer": "x"}}, {"busy-phone": {}}, {"busy-phone": {"answer": "zzz"}}]
)
def test_what_cannot_be_graded_is_refused_whole(sources, answers):
    done = record(sources, answers, "--prepared", "cold")
    assert done.exit_code == 1
    assert next(iter(answers)) in done.output
    assert not (sources / "quizzes" / reviews.FILE).exists()


def test_a_line_that_is_no_review_is_an_error_on_its_line(sources):
    path = sources / "quizzes" / reviews.FILE
    path.write_text(",".join(reviews.COLUMNS) + "\na,b,c\n", encoding="utf8")
    errors = read(sources / "content", sources / "quizzes").errors
    assert any(str(fault).startswith("quizzes/reviews.csv:2: ") for fault in errors)
