"""`trainer clinic`: a reply in a file or from the terminal, findings where they stand, an exit status."""

import json
import subprocess
import sys

import pytest

from tests.phrases.small import write

GOOD = "您好，对不起，我替您问。\n"
BAD = "您好。\n我们没空，不归我管！快点。\n"


@pytest.fixture
def clinic(run, tmp_path):
    """A function that runs the command over small content on a reply saved to a file."""
    content = write(tmp_path)

    def on(text, *options):
        file = tmp_path / "reply.txt"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return run("clinic", file, "--content", content, *options)

    return on


def test_a_breach_is_shown_where_it_stands_with_clause_and_better_words(clinic, tmp_path):
    done = clinic(BAD)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    file = tmp_path / "reply.txt"
    assert lines[:3] == [
        f"{file}:2:1: breach: 推说在忙 “我们没空” (4.5)",
        "    他的事就是眼前的事。",
        "    Better: 请您稍候。",
    ]
    assert f"{file}:2:6: breach: 推给别人 “不归我管” (4.2)" in lines
    assert f"{file}:2:11: risky: 催促 “快点” (4.1)" in lines
    assert "Missing: 致歉. 先道歉。" in lines
    assert "No breach found" not in lines


def test_a_good_reply_is_said_to_be_one(clinic):
    done = clinic(GOOD)
    assert (done.exit_code, done.stdout) == (0, "No breach found\n")


def test_what_is_only_risky_does_not_fail(clinic):
    done = clinic("请您快点。")
    assert done.exit_code == 0
    assert "risky: 催促" in done.stdout


@pytest.mark.parametrize(("text", "status"), [(BAD, 1), (GOOD, 0)])
def test_json_is_the_whole_output_and_leaves_the_text_out(clinic, text, status):
    done = clinic(text, "--json")
    assert done.exit_code == status
    answer = json.loads(done.stdout)
    assert answer["breach"] is bool(status)
    assert set(answer) == {"breach", "findings", "functions", "missing"}
    for one in answer["findings"] + answer["functions"]:
        assert text[one["start"] : one["end"]] == one["text"]


def test_standard_input(run, tmp_path):
    content = write(tmp_path)
    done = run("clinic", "-", "--content", content, "--json", answers="没空")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["findings"][0]["text"] == "没空"
    piped = subprocess.run(
        [
            sys.executable,
            "-c",
            "from trainer.cli.main import main; main()",
            "clinic",
            "-",
            "--content",
            content,
        ],
        input="没空".encode(),
        capture_output=True,
        check=False,
    )
    assert piped.returncode == 1
    assert piped.stdout.decode().startswith("-:1:1: breach: ")


def test_a_file_as_windows_saves_it(clinic, tmp_path):
    done = clinic(b"\xef\xbb\xbf" + BAD.replace("\n", "\r\n").encode())
    assert f"{tmp_path / 'reply.txt'}:2:1: breach: " in done.stdout


def test_a_missing_file_and_one_in_another_encoding(run, clinic, tmp_path):
    gone = run("clinic", tmp_path / "gone.txt")
    assert gone.exit_code == 2
    assert "gone.txt" in gone.stderr
    other = clinic("没空".encode("gb18030"))
    assert other.exit_code == 1
    assert other.stderr == "Not done: This is not UTF-8 text; save the file as UTF-8.\n"


def test_the_real_phrasebook_is_the_default_and_no_database_is_needed(run):
    done = run("clinic", "-", "--json", answers="这不归我管。")
    assert done.exit_code == 1
    (found,) = json.loads(done.stdout)["findings"]
    assert "11N.1" in found["clauses"]
