"""How well the phrasebook finds breaches in labelled replies; the numbers stand in the summary."""

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
import yaml

PRECISION_FLOOR = 0.93
RECALL_FLOOR = 0.91
"""What the held-back replies give now, rounded down. The goal is 0.95 and 0.90: raise, never lower them."""
TUNED_PRECISION, TUNED_RECALL = 0.97, 0.95
CORPUS = Path(__file__).parent / "corpus"
FILES = sorted(file.stem for file in CORPUS.glob("*.yaml"))


def replies(name):
    """Read a file: replies with their labels, or plain texts under each label."""
    with (CORPUS / f"{name}.yaml").open(encoding="utf-8") as file:
        read = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    if isinstance(read, list):
        return read
    plain = [(label, text) for label, texts in read.items() for text in texts]
    return [{"id": f"{name}-{n}", "text": text, "label": label} for n, (label, text) in enumerate(plain, 1)]


@pytest.fixture
def measure(reader, record_property):
    """A function that gives precision and recall on a file; it prints counts, so held replies stay unread."""

    def of(name):
        found = Counter(
            (bool(reader.examine(one["text"]).breaches), one["label"] == "breach") for one in replies(name)
        )
        hit, false, missed = found[True, True], found[True, False], found[False, True]
        precision, recall = hit / (hit + false), hit / (hit + missed)
        record_property(
            "measured",
            f"breach on {name}.yaml: precision {precision:.3f}, recall {recall:.3f} ({hit} found,"
            f" {missed} missed, {false} wrongly accused, {found[False, False]} rightly left alone)",
        )
        return precision, recall

    return of


def test_on_held_back_replies_the_rules_stay_as_good_as_they_are(measure):
    precision, recall = measure("held")
    assert precision >= PRECISION_FLOOR
    assert recall >= RECALL_FLOOR


def test_on_the_replies_they_were_tuned_on_the_rules_are_good(measure):
    precision, recall = measure("tuned")
    assert precision >= TUNED_PRECISION
    assert recall >= TUNED_RECALL


@pytest.mark.parametrize("name", [name for name in FILES if name not in {"held", "tuned"}])
def test_on_further_replies_the_rules_are_measured(measure, name):
    measure(name)


def test_there_are_enough_replies_and_each_has_one_label():
    every = [one for name in ("held", "tuned") for one in replies(name)]
    assert len(every) >= 400
    assert {one["label"] for one in every} == {"breach", "clean"}
    assert [one["id"] for one in every if bool(one["clauses"]) != (one["label"] == "breach")] == []


def test_no_reply_stands_in_two_files():
    seen = {}
    for name in FILES:
        for one in replies(name):
            bare = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", one["text"])) or one["text"].strip()
            seen.setdefault(bare, []).append((name, one["id"]))
    assert [places for places in seen.values() if len({name for name, _id in places}) > 1] == []
    ids = Counter(number for places in seen.values() for _name, number in places)
    assert [number for number, times in ids.items() if times > 1] == []
