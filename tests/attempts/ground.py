"""A small site on SQLite and, where one can be started, on PostgreSQL: the cast and a few quizzes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

from tests import postgresql
from tests.cast import CAST, move_in
from tests.conftest import settings
from trainer.app import create_app
from trainer.db import db
from trainer.editions import service as editions
from trainer.editions.model import Item as Stored
from trainer.people import service as people
from trainer.people.model import Viewer
from trainer.quizzes import types
from trainer.quizzes.model import Draw, Feedback, Item, Quiz
from trainer.quizzes.types.base import Known
from trainer.standard.model import Clause, Position, Site

KNOWN = Known({}, ())
SECRET = "机密"
"""Stands in every text that may not be seen before release."""


def question(item_id: str, kind_name: str, **keys: object) -> Item:
    kind = types.get(kind_name)
    body = kind.Body.model_validate(keys)
    stem, why = f"<p>题干 {item_id}</p>", f"<p>{SECRET}解析 {item_id}</p>"
    return Item(
        item_id, kind_name, ("4.5",), 2, ("t",), stem, None, "怎么办：", why, kind.compile(body, KNOWN)
    )


def options(right: int, wrong: int, *, red: bool = False) -> list[dict[str, object]]:
    rights = [{"text": f"做法甲{n}", "feedback": f"{SECRET}甲{n}", "right": True} for n in range(right)]
    wrongs = [
        {"text": f"做法乙{n}", "feedback": f"{SECRET}乙{n}", "red_line": red and n == 0} for n in range(wrong)
    ]
    return rights + wrongs


ITEMS = (
    question("one", "single", options=options(1, 3)),
    question("many", "multiple", options=options(2, 2)),
    question(
        "order", "ordering", items=[{"text": f"步骤{c}", "feedback": f"{SECRET}{c}"} for c in "甲乙丙丁"]
    ),
    question("red", "single", options=options(1, 2, red=True)),
    question(
        "metres",
        "figure",
        answer={"value": "3", "unit": "米"},
        feedback=f"{SECRET}对",
        mistakes=[{"value": "5", "unit": "米", "feedback": f"{SECRET}错"}],
    ),
    question("yes", "true_false", answer=True, feedback={"true": f"{SECRET}对", "false": f"{SECRET}错"}),
)
QUIZZES = (
    Quiz("plain", "普通测验", ("all",), (), 60, ("one", "many", "order"), time_limit=15, attempts=2),
    Quiz("long", "不限时测验", ("all",), (), 60, ("one", "many", "order", "yes")),
    Quiz("red", "红线测验", ("front_desk",), (), 50, ("one", "red")),
    Quiz("typed", "填写", ("all",), (), 60, ("one", "metres")),
    Quiz("once", "当场讲评", ("all",), (), 50, ("one", "yes"), feedback=Feedback.AT_ONCE),
    Quiz(
        "final",
        "结业考核",
        ("all",),
        (),
        50,
        ("one", "many", "order", "yes", "red"),
        blueprint=True,
        draw=(Draw(1, clauses=("4.5",), critical=False), Draw(1, critical=True)),
    ),
    Quiz(
        "later", "到期讲评", ("all",), (), 50, ("one", "yes"), time_limit=10, feedback=Feedback.AFTER_DEADLINE
    ),
)


def stored(items: tuple[Item, ...] = ITEMS) -> list[Stored]:
    positions = tuple(
        Position(id=key, title=key, title_en=key)
        for key in ("front_desk", "manager_a", "cashier", "supervisor")
    )
    site = Site(
        organisation="某物业",
        department="客服部",
        title="客服培训",
        time_zone="Asia/Shanghai",
        positions=positions,
    )
    clause = Clause(
        id="4.5",
        section="4",
        source="4",
        title="禁语",
        title_en="Never",
        kind="conversation",
        positions=("all",),
        rule="规定。",
        red_lines=("使用禁语",),
    )
    return [
        Stored("site", "site", site.model_dump(mode="json")),
        Stored("clause", "4.5", clause.model_dump(mode="json")),
        *(Stored("quiz", quiz.id, quiz.to_json()) for quiz in QUIZZES),
        *(Stored("question", item.id, item.to_json()) for item in items),
    ]


def fill(session, items: tuple[Item, ...] = ITEMS) -> None:
    editions.store(session, stored(items), types.grader_version(), {})
    move_in(session)


def build(data: Path, **wanted: object):
    app = create_app(settings(data, **wanted))
    with app.app_context():
        upgrade()
        fill(db.session())
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_ground(tmp_path_factory) -> Path:
    data = tmp_path_factory.mktemp("ground")
    build(data)
    return data


@pytest.fixture(scope="session")
def postgresql_ground(tmp_path_factory) -> Iterator[str]:
    """A server with the database `ground`, to be copied for each test."""
    with postgresql.server() as address:
        if address is None:
            pytest.skip("no PostgreSQL can be started here")
        base = address.rsplit("/", 1)[0]
        run(address, "DROP DATABASE IF EXISTS ground")
        run(address, "CREATE DATABASE ground")
        build(tmp_path_factory.mktemp("pg"), database_url=f"{base}/ground")
        yield address


def run(address: str, statement: str) -> None:
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(params=ENGINES)
def ground(request, tmp_path):
    """A site of this test's own: `app`, `session`, `cast`, `engine` (its name)."""
    if request.param == "sqlite":
        data = shutil.copytree(request.getfixturevalue("sqlite_ground"), tmp_path / "site")
        yield from opened(data)
        return
    address = request.getfixturevalue("postgresql_ground")
    run(address, "DROP DATABASE IF EXISTS test_site")
    run(address, "CREATE DATABASE test_site TEMPLATE ground")
    yield from opened(tmp_path, database_url=f"{address.rsplit('/', 1)[0]}/test_site")


@pytest.fixture
def small(sqlite_ground, tmp_path):
    """The same on SQLite only, for what does not depend on the engine."""
    yield from opened(shutil.copytree(sqlite_ground, tmp_path / "site"))


def opened(data: Path, **wanted: object):
    """Open a site without leaving an app context open: requests would share its `g`."""
    app = create_app(settings(data, **wanted))
    app.testing = True
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as session:
        yield SimpleNamespace(app=app, session=session, cast=viewers(session), engine=engine.dialect.name)
    engine.dispose()


def viewers(session) -> SimpleNamespace:
    names = people.departments(session)
    found = {}
    for name, member in CAST.items():
        row = people.find(session, member.number)
        found[name] = Viewer(
            row.id,
            0,
            row.staff_number,
            row.name,
            member.role,
            row.position,
            row.department_id,
            names[row.department_id],
            must_change_password=False,
            locale=None,
        )
    session.rollback()
    return SimpleNamespace(**found)
