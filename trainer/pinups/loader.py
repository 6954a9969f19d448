"""content/pinups.yaml into pin-ups: every clause, text and figure they pull stands in the register."""

from collections.abc import Iterator
from pathlib import Path

from trainer.i18n import _
from trainer.pinups import flow
from trainer.pinups.model import KINDS, Any, Card, Flow, Words
from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import build, hint, read_yaml
from trainer.standard.model import Clause, Site, Standard

NAME = "pinups.yaml"


class _File(Strict):
    pinups: tuple[object, ...]


def load(content: Path, standard: Standard, site: Site) -> tuple[dict[str, Any], list[Fault]]:
    """Read the pin-ups; what is faulty is left out. A content without the file has none."""
    shown = f"{content.name}/{NAME}"
    if not (content / NAME).exists():
        message = _("The file is missing: there is nothing to pin up.")
        return {}, [Fault(shown, 1, message, warning=True)]
    root, faults = read_yaml(content / NAME, shown)
    if root is None:
        return {}, faults
    faults += build(_File, root, shown)[1]
    taken = {section.id for section in standard.sections} | {position.id for position in site.positions}
    found: dict[str, Any] = {}
    for node in entries.items() if (entries := root.get("pinups")) else []:
        made, more = _one(node, shown)
        if made is not None and (made.id in found or made.id in taken):
            message = _("The id “%(id)s” stands here twice, or is that of another sheet.", id=made.id)
            more.append(Fault(shown, node.line_of("id"), message))
        if made is not None and not more:
            more += _pulled(made, node, shown, standard)
        if made is not None and not more:
            found[made.id] = flow.filled(made, standard) if isinstance(made, Flow) else made
        faults += more
    return found, faults


def _one(node: Node, shown: str) -> tuple[Any | None, list[Fault]]:
    kind = node.get("kind")
    name = str(kind.value) if kind else ""
    if name not in KINDS:
        message = _("“kind” is one of: %(known)s.", known=", ".join(KINDS))
        return None, [Fault(shown, node.line_of("kind"), message)]
    schema: type[Any] = KINDS[name]
    return build(schema, node, shown)


def _pulled(made: Any, node: Node, shown: str, standard: Standard) -> list[Fault]:
    """Return what is wrong with what a pin-up pulls out of the register."""
    if isinstance(made, Flow):
        return list(flow.faults(made, node, shown, standard))
    if isinstance(made, Words):
        return [
            *_cited(node, ("facing",), made.facing, shown, standard),
            *_unfaced(made, node, shown, standard),
        ]
    if isinstance(made, Card):
        return list(_staged(made, node, shown, standard))
    return []


def _cited(
    node: Node, path: tuple[str | int, ...], ids: tuple[str, ...], shown: str, standard: Standard
) -> Iterator[Fault]:
    known = [clause.id for clause in standard.clauses]
    for place, name in enumerate(ids):
        if name not in standard:
            message = _("There is no clause “%(name)s” in the register.", name=name) + hint(name, known)
            yield Fault(shown, node.line_of(*path, place), message)


def _unfaced(made: Words, node: Node, shown: str, standard: Standard) -> Iterator[Fault]:
    """Yield the clauses that forbid utterances and are not set against what is said instead."""
    for clause in standard.clauses:
        if clause.never and clause.id not in made.facing:
            message = _("Clause %(id)s forbids utterances; “facing” must name it.", id=clause.id)
            yield Fault(shown, node.line_of("facing"), message)


def _staged(made: Card, node: Node, shown: str, standard: Standard) -> Iterator[Fault]:
    for number, stage in enumerate(made.stages):
        path = ("stages", number)
        wrong = list(_cited(node, (*path, "clauses"), stage.clauses, shown, standard))
        yield from wrong
        if wrong:
            continue
        said = {text for name in stage.clauses for text in texts(standard.clause(name))}
        for place, text in enumerate(stage.only):
            if text not in said:
                message = _("“%(text)s” stands in none of the clauses of this stage.", text=text)
                yield Fault(shown, node.line_of(*path, "only", place), message + hint(text, said))


def texts(clause: Clause) -> tuple[str, ...]:
    """Return what a stage can choose from: behaviours, utterances, and figures by their names."""
    return (*clause.do, *clause.dont, *clause.say, *clause.never, *(one.name for one in clause.figures))
