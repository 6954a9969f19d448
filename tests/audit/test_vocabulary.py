"""The audit trail takes only what its vocabulary knows, and every act of the code is in it."""

import ast
from pathlib import Path

import pytest

from trainer.audit import service as audit
from trainer.audit.model import VOCABULARY, refuse_unknown
from trainer.audit.tables import AuditEvent
from trainer.db import writing

PACKAGE = Path(__file__).resolve().parents[2] / "trainer"


def calls():
    """Every call of audit.record with a literal kind."""
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "record"
                and getattr(node.func.value, "id", "") == "audit"
                and len(node.args) > 1
                and isinstance(node.args[1], ast.Constant)
            ):
                given = {word.arg for word in node.keywords if word.arg}
                yield path.name, node.args[1].value, given - {"actor_id", "department_id", "subject_id"}


@pytest.mark.parametrize(
    ("kind", "details"), [("made_up", {}), ("signed_out", {"extra": 1}), ("signed_in", {})]
)
def test_what_is_not_in_the_vocabulary_is_refused(kind, details):
    with pytest.raises(ValueError, match="audit event"):
        refuse_unknown(kind, details)


def test_every_act_of_the_code_fits_the_vocabulary():
    found = list(calls())
    assert len(found) > 10
    for where, kind, keys in found:
        assert VOCABULARY.get(kind) == keys, f"{where}: {kind} {keys}"


def test_an_event_is_stored_with_its_act(session):
    with writing(session):
        audit.record(session, "password_changed", actor_id=1, department_id=1)
    row = session.query(AuditEvent).filter_by(kind="password_changed").one()
    assert (row.actor_id, row.details) == (1, {})
