"""A small standard whose final asks about four clauses; editions of it that change one or the other."""

from dataclasses import replace

from tests.attempts.ground import ITEMS, QUIZZES
from trainer.editions import service as editions
from trainer.editions.model import Item as Stored
from trainer.quizzes import types
from trainer.quizzes.model import Quiz
from trainer.standard.model import Clause, Position, Section, Site

ABOUT = {
    "one": ("4.5",),
    "many": ("4.6",),
    "order": ("4.6", "5.1"),
    "red": ("4.5",),
    "metres": ("5.1",),
    "yes": ("4.6",),
}
CLAUSES = ("4.5", "4.6", "5.1", "9.9")
FINAL = Quiz("final", "前台结业考核", ("all",), (), 60, ("one", "many", "order", "yes", "metres"))


def clause(id_, version):
    return Clause(
        id=id_,
        section=id_[0],
        source=id_,
        title=f"条款{id_}",
        title_en=f"Clause {id_}",
        kind="conversation",
        positions=("all",),
        rule=f"规定{version}。",
    )


def publish(session, version=1, *, substance=(), editorial=()):
    """Publish the small standard, with other words where it is another version."""
    positions = ("front_desk", "manager_a", "cashier", "supervisor")
    site = Site(
        organisation="某物业",
        department="客服部",
        title="客服培训",
        time_zone="Asia/Shanghai",
        positions=tuple(Position(id=one, title=one, title_en=one) for one in positions),
    )
    document = {"title": "标准", "title_en": "Standard", "issued": "2026-01-01", "missing": []}
    sections = [Section(id=one, title=f"第{one}章", title_en=f"Chapter {one}") for one in "459"]
    path = {"position": "front_desk", "steps": [{"kind": "quiz", "id": "final"}]}
    changed = {*substance, *editorial}
    items = [
        Stored("site", "site", site.model_dump(mode="json")),
        Stored("document", "standard", document),
        *(Stored("section", one.id, one.model_dump(mode="json")) for one in sections),
        *(
            Stored(
                "clause", id_, clause(id_, f"规定{version if id_ in changed else 1}").model_dump(mode="json")
            )
            for id_ in CLAUSES
        ),
        Stored("path", "front_desk", path),
        *(Stored("quiz", quiz.id, quiz.to_json()) for quiz in (FINAL, *QUIZZES[:2])),
        *(Stored("question", i.id, replace(i, clauses=ABOUT[i.id]).to_json()) for i in ITEMS),
        Stored("note", "version", {"version": version}),
    ]
    changes = {"substance": sorted(substance), "editorial": sorted(editorial)}
    return editions.store(session, items, types.grader_version(), changes)[0]
