"""A site with two small forms: on SQLite and PostgreSQL for the services, over the real content for pages."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask_migrate import upgrade

from tests import postgresql
from tests.attempts.ground import ENGINES, fill, opened, run, stored
from tests.cast import PASSWORD
from tests.conftest import settings
from trainer.app import create_app
from trainer.checklists.model import CheckItem, Checklist
from trainer.db import db
from trainer.editions import service as editions
from trainer.editions.model import Item
from trainer.observations import service as observations
from trainer.people import service as people
from trainer.people.model import Role

RED = "使用禁语"


def item(name: str, weight: int = 1, red: str | None = None, clause: str = "4.5") -> CheckItem:
    return CheckItem(name, f"做到{name}", (clause,), weight, f"看{name}", "迎客", red)


COUNTER = Checklist(
    id="counter",
    title="前台接待小表",
    title_en="Counter",
    positions=("all",),
    pass_mark=80,
    items=(item("greets", 3), item("stands", 1), item("words", 5, RED), item("hands", 1, clause="2.2")),
    lessons=("sitting",),
    quiz_id="posture",
    intro="站着看五分钟。",
)
DESK = Checklist("desk", "前台专用", "Desk", ("front_desk",), 60, (item("smiles"), item("answers")))
FORMS = (COUNTER, DESK)


def forms() -> list[Item]:
    return [Item("checklist", form.id, form.to_json()) for form in FORMS]


def build(data: Path, **wanted: object) -> None:
    app = create_app(settings(data, **wanted))
    with app.app_context():
        upgrade()
        fill(db.session())
        editions.store(db.session(), [*stored(), *forms()], "test", {})
        _second_supervisor()
        db.session.remove()
        db.engine.dispose()


def _second_supervisor() -> None:
    people.add_person(
        db.session(),
        None,
        department_id=1,
        staff_number="0004",
        name="副主管",
        position="supervisor",
        role=Role.SUPERVISOR,
        password=PASSWORD,
        cost="test",
        must_change=False,
    )


@pytest.fixture(scope="session")
def sqlite_floor(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("floor")
    build(data)
    return data


@pytest.fixture(scope="session")
def postgresql_floor(tmp_path_factory) -> Iterator[str]:
    with postgresql.server() as address:
        if address is None:
            pytest.skip("no PostgreSQL can be started here")
        run(address, "DROP DATABASE IF EXISTS floor")
        run(address, "CREATE DATABASE floor")
        build(tmp_path_factory.mktemp("pg"), database_url=f"{address.rsplit('/', 1)[0]}/floor")
        yield address


def _with_deputy(site: SimpleNamespace) -> SimpleNamespace:
    site.cast.deputy = deputy(site.session, site.cast.supervisor)
    return site


def deputy(session, like):
    """The second supervisor of the department, as a viewer."""
    from dataclasses import replace  # noqa: PLC0415 - only here

    row = people.find(session, "0004")
    session.rollback()
    return replace(like, person_id=row.id, staff_number="0004", name=row.name)


@pytest.fixture(params=ENGINES)
def floor(request, tmp_path):
    """A site of this test's own, on both engines: `app`, `session`, `cast` with a `deputy`, `engine`."""
    if request.param == "sqlite":
        data = shutil.copytree(request.getfixturevalue("sqlite_floor"), tmp_path / "site")
        for site in opened(data):
            yield _with_deputy(site)
        return
    address = request.getfixturevalue("postgresql_floor")
    run(address, "DROP DATABASE IF EXISTS test_floor")
    run(address, "CREATE DATABASE test_floor TEMPLATE floor")
    for site in opened(tmp_path, database_url=f"{address.rsplit('/', 1)[0]}/test_floor"):
        yield _with_deputy(site)


@pytest.fixture(scope="session")
def with_forms(template: Path, tmp_path_factory) -> Path:
    """The real content with the two forms beside its own, and a second supervisor."""
    data = Path(shutil.copytree(template, tmp_path_factory.mktemp("forms") / "data"))
    app = create_app(settings(data))
    with app.app_context():
        session = db.session()
        edition = editions.current(session)
        kinds = {kind for kind, _key in edition._hashes}
        old = [Item(kind, key, body) for kind in kinds for key, body in edition.items(kind).items()]
        editions.store(session, [*old, *forms()], edition.grader, {})
        _second_supervisor()
        db.session.remove()
        db.engine.dispose()
    return data


@pytest.fixture
def data(with_forms: Path, tmp_path: Path) -> Path:
    """In place of the suite's own: with forms."""
    return Path(shutil.copytree(with_forms, tmp_path / "data"))


ALL_MET = {"greets": "met", "stands": "met", "words": "met", "hands": "met"}
FAILED = {"greets": "unmet", "stands": "met", "words": "met"}


def begin(session, observer, person, form="counter") -> int:
    return observations.start(session, observer, editions.current(session), person.person_id, form)[0]


def tap(session, observer, id_: int, item_id: str, mark: str, seq: int = 1, **more: str):
    fields = {"": [mark], **{name: [text] for name, text in more.items()}}
    return observations.save_mark(session, observer, id_, item_id, seq, fields)


def watch(session, observer, person, marks=ALL_MET, form="counter", *, end: bool = True) -> int:
    """A whole observation by the services; returns its id."""
    id_ = begin(session, observer, person, form)
    for item_id, mark in marks.items():
        tap(session, observer, id_, item_id, mark)
    if end:
        observations.finish(session, observer, id_)
    return id_


def seen_hash(session, viewer, id_: int) -> str:
    return observations.fetch(session, viewer, id_).shown_hash
