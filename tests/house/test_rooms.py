"""The house as the README draws it, proved by reading the code: ranks, room files, what may import what."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "trainer"

RANKS = {
    0: {"config", "db", "clock", "errors", "i18n", "period"},
    1: {"audit", "editions", "paper", "sources", "files", "outbox"},
    2: {"people"},
    3: {"standard", "phrases", "web"},
    4: {"lessons", "quizzes", "pinups", "checklists"},
    5: {"paths", "scores"},
    6: {"attempts", "classes", "observations", "publishing"},
    7: {"assignments"},
    8: {"mastery", "certificates", "statistics"},
    9: {"duty", "appraisal"},
    10: {"exports", "printing", "home", "backups"},
    11: {"app", "cli", "demo", "bootstrap", "migrations"},
}
RANK = {room: rank for rank, rooms in RANKS.items() for room in rooms}
OFFERED = {"model", "service"}
ENTERED_BY = {
    "publishing": {"loader", "figures", "types"},  # it reads what the rooms load
    "attempts": {"types", "draw"},  # a sitting asks and grades by the question types
    "printing": {"types", "draw"},  # a paper asks what a sitting would
}
"""What a room may enter others by besides their model and service, with the reason."""
PURE = {"flask", "sqlalchemy", "wtforms", "flask_sqlalchemy", "flask_wtf", "flask_login", "flask_babel"}
TOP = {"trainer", "content", "quizzes", "templates", "tests"}
TOP_FILES = {"pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile", "requirements.txt"}


def modules() -> Iterator[tuple[Path, str, str]]:
    """Every module with its room and its place in the room."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if parts[0] not in {"__init__", "migrations"}:
            yield path, parts[0], parts[1] if len(parts) > 1 else "model"


def roof(part: str) -> bool:
    """Say whether a module belongs to a room's roof: its views, forms and the making of its pages."""
    return part.split("_", maxsplit=1)[0] in {"views", "forms", "pages", "blueprint"}


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, in full."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> Iterator[tuple[str, str]]:
    """The rooms and their parts that a file imports."""
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "trainer" and len(parts) > 1 and parts[1] in RANK:
            yield parts[1], parts[2] if len(parts) > 2 else ""


def test_every_room_has_a_rank():
    rooms = {room for _path, room, _part in modules()}
    assert rooms <= set(RANK), f"rooms without a rank: {rooms - set(RANK)}"


@pytest.mark.parametrize(
    ("path", "room", "part"), [pytest.param(*m, id=str(m[0].relative_to(PACKAGE))) for m in modules()]
)
def test_a_module_imports_only_downwards(path, room, part):
    if RANK[room] == 11 or roof(part) or room == "web":
        return
    for other, _piece in ours(path):
        if other != room and RANK[room] > 0:
            assert RANK[other] < RANK[room], f"{room}.{part} imports {other}, which is not below it"


@pytest.mark.parametrize(
    ("path", "room", "part"), [pytest.param(*m, id=str(m[0].relative_to(PACKAGE))) for m in modules()]
)
def test_a_room_is_entered_by_its_model_or_service(path, room, part):
    for other, piece in ours(path):
        if other in {room, "web"} or RANK[other] in {0, 11} or not piece:
            continue
        entered = OFFERED | ENTERED_BY.get(room, set())
        if RANK[room] < 11 and piece != piece.capitalize():
            assert piece in entered or _is_value(other, piece), f"{room}.{part} enters {other} by {piece}"


def _is_value(room: str, piece: str) -> bool:
    """Say whether the piece is a name offered by the room itself, not one of its modules."""
    return not (PACKAGE / room / f"{piece}.py").exists() and not (PACKAGE / room / piece).is_dir()


@pytest.mark.parametrize("room", sorted(r for r in RANK if (PACKAGE / r / "model.py").exists()))
def test_a_model_is_pure(room):
    tops = {name.split(".")[0] for name in imports(PACKAGE / room / "model.py")}
    assert not tops & PURE, f"{room}.model imports {tops & PURE}"


@pytest.mark.parametrize(
    ("path", "room", "part"), [pytest.param(*m, id=str(m[0].relative_to(PACKAGE))) for m in modules()]
)
def test_services_know_no_request(path, room, part):
    if roof(part) or room in {"web", "app", "cli", "i18n", "demo", "bootstrap"}:
        return
    names = {
        name
        for name in imports(path)
        if name.split(".")[0] in {"flask", "flask_wtf", "flask_login", "wtforms"}
    }
    assert not names, f"{room}.{part} imports {names}"


def test_views_are_imported_by_the_app_alone():
    for path, room, part in modules():
        if room in {"app", "web"}:
            continue
        for other, piece in ours(path):
            assert not (roof(piece) and other != "web" and (other != room or not roof(part))), path


def test_tests_mirror_the_rooms():
    known = {p.name for p in (ROOT / "tests").iterdir() if p.is_dir() and not p.name.startswith("__")}
    extra = {"house", "browser", "content"}
    assert known - extra <= set(RANK), f"test folders without a room: {known - extra - set(RANK)}"


def test_files_and_functions_are_small():
    long_files, long_functions = [], []
    files = functions = 0
    for path in PACKAGE.rglob("*.py"):
        if "versions" in path.parts:
            continue
        text = path.read_text(encoding="utf8")
        files += 1
        if text.count("\n") > 200:
            long_files.append(path)
        assert text.count("\n") <= 320, f"{path} is too long: which two rooms is it?"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                functions += 1
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 30:
                    long_functions.append(f"{path}:{node.name}")
                assert length <= 60, f"{path}: {node.name} has {length} lines"
    assert len(long_files) <= files / 10, long_files
    assert len(long_functions) <= functions / 10, long_functions


def test_each_module_opens_with_a_sentence():
    for path in PACKAGE.rglob("*.py"):
        doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf8")))
        assert doc, f"{path} says not what it is for"


def test_the_top_level_is_what_the_user_fixed():
    for path in ROOT.iterdir():
        if path.name.startswith(".") or path.suffix == ".egg-info" or path.name == "instance":
            continue
        assert path.name in (TOP if path.is_dir() else TOP_FILES), path.name


def test_nothing_is_called_utils():
    assert not [p for p in PACKAGE.rglob("*") if p.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_only_the_clock_says_what_time_it_is():
    for path, room, _part in modules():
        if room in {"clock", "bootstrap"}:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
            if (isinstance(node, ast.Attribute) and node.attr in {"utcnow", "today"}) or (
                isinstance(node, ast.Attribute)
                and node.attr == "now"
                and isinstance(node.value, ast.Name)
                and node.value.id in {"datetime", "date"}
            ):
                owner = node.value.id if isinstance(node.value, ast.Name) else ""
                assert owner not in {"datetime", "date"}, f"{path} asks {owner}.{node.attr}"
