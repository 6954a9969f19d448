"""The pictures that are asked about: areas that lie in them, no mark that tells, made by their script."""

import importlib.util
import sys

import pytest

from trainer.config import ROOT
from trainer.publishing.reading import read

FIGURES = ROOT / "content" / "figures"


@pytest.fixture(scope="module")
def content():
    return read(ROOT / "content", ROOT / "quizzes").content


@pytest.fixture(scope="module")
def hotspots(content):
    return [item for item in content.questions.values() if item.type == "hotspot"]


@pytest.fixture(scope="module")
def drawings():
    """The script that makes every drawing."""
    spec = importlib.util.spec_from_file_location("draw", FIGURES / "draw.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["draw"] = module
    sys.path.insert(0, str(FIGURES))
    spec.loader.exec_module(module)
    yield module
    sys.path.remove(str(FIGURES))
    for name in ("draw", "rig", "scenes", "places", "people", "things"):
        sys.modules.pop(name, None)


def test_there_are_enough_and_every_one_has_a_neutral_picture(content, hotspots):
    assert len(hotspots) >= 20
    assert {content.figures[item.picture].mark for item in hotspots} == {"neutral"}
    assert len({item.picture for item in hotspots}) >= 10


def test_every_area_lies_in_its_picture(content, hotspots):
    for item in hotspots:
        picture = content.figures[item.picture]
        for area in item.body["options"]:
            x, y, width, height = area["box"]
            assert x + width <= picture.width, (item.id, area["text"])
            assert y + height <= picture.height, (item.id, area["text"])


def test_what_is_right_is_told_neither_by_place_nor_by_length_of_its_label(hotspots):
    firsts = longest = 0
    for item in hotspots:
        every = item.body["options"]
        firsts += every[0]["right"]
        lengths = [len(area["text"]) for area in every]
        best = max(every, key=lambda area: len(area["text"]))
        longest += best["right"] and lengths.count(len(best["text"])) == 1
    assert firsts <= 0.7 * len(hotspots)
    assert longest <= 0.5 * len(hotspots)


def test_the_drawings_are_those_of_their_script(drawings):
    assert (FIGURES / "index.yaml").read_text(encoding="utf-8") == drawings.index()
    for drawing in drawings.EVERY:
        made = drawing.svg()
        assert (FIGURES / f"{drawing.id}.svg").read_text(encoding="utf-8") == made, drawing.id
