"""content/standard.yaml and content/site.yaml, read and checked against each other."""

from pathlib import Path
from typing import Any

from trainer.sources.model import Fault, Node, Strict
from trainer.sources.service import build, read_yaml
from trainer.standard.checks import check_clause, check_red_lines, check_register
from trainer.standard.model import ORGANISATION, Clause, ClauseText, Document, Section, Site, Standard


class _Register(Strict):
    standard: Document
    sections: tuple[Section, ...]
    clauses: tuple[Any, ...]  # each is validated by itself, so that one broken clause does not hide the rest


def load(content: Path) -> tuple[Standard | None, Site | None, list[Fault]]:
    """Read register and site; each is None only when too broken for anything to be checked against it."""
    site, site_node, faults = _load_site(content)
    standard, clause_ids, more = _load_standard(content, site)
    faults += more
    if site and site_node and clause_ids:
        faults += check_red_lines(site, site_node, _shown(content, "site.yaml"), clause_ids)
    return standard, site, faults


def _shown(content: Path, name: str) -> str:
    return f"{content.name}/{name}"


def _load_site(content: Path) -> tuple[Site | None, Node | None, list[Fault]]:
    shown = _shown(content, "site.yaml")
    node, faults = read_yaml(content / "site.yaml", shown)
    if node is None:
        return None, None, faults
    site, more = build(Site, node, shown)
    return site, node, faults + more


def _load_standard(content: Path, site: Site | None) -> tuple[Standard | None, set[str], list[Fault]]:
    shown = _shown(content, "standard.yaml")
    root, faults = read_yaml(content / "standard.yaml", shown)
    if root is None:
        return None, set(), faults
    register, more = build(_Register, root, shown)
    faults += more + check_register(root, shown)
    clauses = []
    nodes = written.items() if (written := root.get("clauses")) else []
    for node in nodes:
        text, more = build(ClauseText, node, shown)
        faults += more
        if text:
            faults += check_clause(text, node, shown, root, site)
            clauses.append(_complete(text, site))
    ids = {str(written.value) for node in nodes if (written := node.get("id"))}
    if register is None:
        return None, ids, faults
    document = dict(register.standard)
    return Standard(**document, sections=register.sections, clauses=tuple(clauses)), ids, faults


def _complete(text: ClauseText, site: Site | None) -> Clause:
    """Fill in what the site decides: its name in the texts, its red lines."""
    organisation = site.organisation if site else ORGANISATION

    def filled(words: str) -> str:
        return words.replace(ORGANISATION, organisation)

    fields = dict(text)
    fields["rule"] = filled(text.rule)
    for part in ("do", "dont", "say", "never"):
        fields[part] = tuple(filled(words) for words in fields[part])
    return Clause(**fields, red_lines=site.red_lines.get(text.id, ()) if site else ())
