"""Every page that leaders read holds with forty people and with four hundred: same queries, no long pages."""

import gc
import shutil
from dataclasses import dataclass
from time import perf_counter

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests import crowd
from tests.attempts.ground import opened
from tests.cast import CAST, PASSWORD
from tests.client import InspectingClient
from tests.duty.story import to
from tests.queries import queries
from trainer import clock
from trainer.scores import service as scores

FEW, MANY = 40, 400
GROWS, LIGHT = 3, 64 * 1024
"""A page of ten times as many people may be three times as long, and whatever its growth, so many bytes."""
EVERYBODY = {
    "new task": 250,
    "new class": 250,
    "plan": 250,
    "observe": 250,
    "roll": 900,
    "closing": 200,
    "makeups": 500,
    "closed month": 450,
    "running month": 450,
    "version": 450,
}
"""Bytes for each person more, on pages that hold everybody: forms that choose among all, sent in one go, and
the record of a month and its closing, where names are folded away on screen (and stand in full for paper)."""

PAGES = {
    "home": "/",
    "assignments": "/assignments",
    "task": "/assignments/{task}",
    "new task": "/assignments/new",
    "rules": "/assignments/rules",
    "rule": "/assignments/rules/1",
    "makeups": "/assignments/makeups",
    "marking": "/marking",
    "statistics": "/statistics",
    "quiz": "/statistics/{quiz}",
    "trends": "/statistics/trends",
    "closed month": "/duty/2027-10",
    "running month": "/duty/2027-11",
    "closing": "/duty/2027-11/close",
    "version": "/duty/closed/{closing}",
    "year": "/duty/year",
    "classes": "/classes",
    "class": "/classes/{held}",
    "planned class": "/classes/{planned}",
    "roll": "/classes/{planned}/roll",
    "results": "/classes/{held}/results",
    "new class": "/classes/new",
    "plan": "/classes/plan",
    "appraisal": "/appraisal?start=2027-10-01&end=2027-10-31",
    "appraised": "/appraisal/people/{person}?start=2027-10-01&end=2027-10-31",
    "exports": "/exports?start=2027-10-01&end=2027-10-31",
    "people": "/people",
    "person": "/people/{person}",
    "training": "/people/{person}/training",
    "matrix": "/matrix",
    "matrix of clauses": "/matrix?show=all",
    "matrix of a section": "/matrix?show=4&sort=name",
    "observations": "/observations",
    "observation": "/observations/{observation}",
    "observe": "/observations/new",
    "agreement": "/observations/agreement",
    "checklists": "/checklists",
    "certificates": "/certificates",
}


@dataclass
class Town:
    """A site with its crowd, and a leader's browser."""

    app: Flask
    engine: Engine
    browser: FlaskClient
    crowd: crowd.Crowd


@dataclass(frozen=True)
class Cost:
    """What one page cost."""

    queries: int
    milliseconds: float
    size: int


@pytest.fixture(scope="module")
def towns(template, tmp_path_factory):
    """One site with few people and one with many, on the 20th of November 2027."""
    made = {}
    for number in (FEW, MANY):
        data = shutil.copytree(template, tmp_path_factory.mktemp(f"crowd{number}") / "site")
        with clock.travel(crowd.begin(), ticking=False) as forward:
            made[number] = _settle(data, number, forward)
    with clock.travel(crowd.at(crowd.NOW), ticking=True):
        for town in made.values():
            town.browser.sign_in(CAST["supervisor"].number, PASSWORD)
            town.browser.__class__ = FlaskClient  # what stands on a page is read by its room's own tests
        yield made
    for town in made.values():
        town.engine.dispose()


def _settle(data, number, forward) -> Town:
    site = next(opened(data))
    site.app.test_client_class = InspectingClient
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "trainer.attempts.start.secrets.randbits", lambda _bits: 7
        )  # the same questions in both
        there = crowd.fill(site.session, site.cast, number, lambda text: to(forward, text))
    engine = site.session.get_bind()
    site.session.close()
    return Town(site.app, engine, site.app.test_client(), there)


def _cost(town: Town, address: str) -> Cost:
    """Read a page a second time: the first fills what is kept of an edition."""
    path = address.format(**vars(town.crowd))
    assert town.browser.get(path).status_code == 200, path
    gc.collect()
    with queries(town.engine) as asked:
        started = perf_counter()
        response = town.browser.get(path)
        took = perf_counter() - started
    return Cost(len(asked), took * 1000, len(response.data))


def test_the_chains_of_a_crowd_verify(towns):
    for town in towns.values():
        with Session(town.engine) as session:
            findings, heads = scores.verify(session)
            assert not findings
            assert heads[1].number > town.crowd.person


@pytest.mark.parametrize("name", PAGES)
def test_a_page_holds(towns, name, record_property):
    few, many = (_cost(towns[number], PAGES[name]) for number in (FEW, MANY))
    record_property(
        "measured",
        f"{name:26} queries {few.queries:4} {many.queries:4}   ms {few.milliseconds:6.0f} "
        f"{many.milliseconds:6.0f}   kB {few.size / 1024:6.0f} {many.size / 1024:6.0f}",
    )
    assert many.queries == few.queries
    if name in EVERYBODY:
        assert many.size - few.size <= EVERYBODY[name] * (MANY - FEW)
    else:
        assert many.size <= max(few.size * GROWS, LIGHT)
