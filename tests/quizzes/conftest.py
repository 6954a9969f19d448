from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from trainer.i18n import gettext
from trainer.quizzes import types
from trainer.quizzes.model import Item
from trainer.quizzes.types.base import Known
from trainer.standard.model import Clause


def clause(clause_id, red_lines=()):
    return Clause(
        id=clause_id,
        section="4",
        source="4",
        title="条款",
        title_en="Clause",
        kind="conversation",
        positions=("all",),
        rule="规定。",
        red_lines=red_lines,
    )


@pytest.fixture(scope="session")
def clauses():
    return {"4.1": clause("4.1"), "4.2": clause("4.2"), "4.5": clause("4.5", ("使用禁语",))}


@pytest.fixture(scope="session")
def known(clauses):
    return Known(clauses, {"sit-right", "bow"})


@pytest.fixture(scope="session")
def make_item(known):
    """Compile a question of a type from the keys its author would write."""

    def make(kind_name, item_id="q", points=1000, **keys):
        kind = types.get(kind_name)
        body = kind.Body.model_validate(keys)
        assert kind.faults(body, known) == []
        return Item(
            id=item_id,
            type=kind_name,
            clauses=("4.5",),
            difficulty=2,
            tags=("t",),
            stem_html="<p>题干</p>",
            picture=None,
            ask="怎么办：",
            explanation_html="<p>机密解析</p>",
            body=kind.compile(body, known),
            points=points,
        )

    return make


@pytest.fixture(scope="session")
def options():
    """Write options: `right` of them right, the rest wrong, the first wrong one perhaps a red line."""

    def write(right, wrong, red=False):
        return [
            {"text": f"对的做法{i}", "feedback": f"机密理由对{i}", "right": True} for i in range(right)
        ] + [
            {"text": f"错的做法{i}", "feedback": f"机密理由错{i}", "red_line": red and i == 0}
            for i in range(wrong)
        ]

    return write


@pytest.fixture(scope="session")
def items(make_item, options):
    """One question of each type; those that can, with a red line."""
    return {
        "single": make_item("single", "single", options=options(1, 3, red=True)),
        "multiple": make_item("multiple", "multiple", options=options(3, 2, red=True)),
        "true_false": make_item(
            "true_false",
            "true_false",
            answer=False,
            feedback={"true": "机密不对", "false": "机密对"},
            red_line="使用禁语",
        ),
        "ordering": make_item(
            "ordering", "ordering", items=[{"text": f"步骤{c}", "feedback": f"机密{c}"} for c in "甲乙丙丁"]
        ),
    }


@pytest.fixture(scope="session")
def environment():
    """Render the product's templates, and those of types that live in the tests, outside any request."""
    here = Path(__file__).parent
    made = Environment(
        loader=FileSystemLoader([here.parents[1] / "templates", here / "templates"]),
        autoescape=True,
    )
    made.globals["_"] = gettext
    return made
