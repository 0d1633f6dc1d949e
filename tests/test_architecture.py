"""The shape of the house: who may know whom, and what stands where."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.plugins import EVENTS

from sites import PROJECT
from sourcebook.records.kinds import CATALOGUE

HOOKS = PROJECT / "hooks"
ENGINE = HOOKS / "sourcebook"
ROOMS = (
    "words", "files", "records", "texts", "reference", "rules", "site", "guidance", "changes", "editing", "serving",
    "commands",
)  # fmt: skip
"""How things are written → files → what a record is → everything together → what must be true → what is shown →
what editors do → commands: each room knows only rooms before it."""
MOST_MODULES = 9
UNIFORM = {"site.pages", "commands"}
"""Folders whose modules are all alike, and may be many."""
LIBRARIES = {"yaml": {"files", "texts"}, "pydantic": {"records"}, "babel": {"records"}, "jinja2": {"site"}}
"""Which rooms import what is not of the standard library."""

_PRINTED = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_FILTERED = re.compile(r"\|\s*(?:md|prose|attribute|address|svg|anchor)$")
_CALL = re.compile(r"(?:link|to|value|values|inline|aside|quotation|table|m\.\w+)\(.*\)", re.DOTALL)
_OWN_WORDS = re.compile(r"'[^']*' if [\w. =]+(?: else '[^']*')?|'\\n'")
_RAW = {
    # Ids, which a rule keeps to small letters, digits and hyphens, and numbers of passages.
    "section.id", "claim.id", "passage.id",
    # Names of things of the engine itself.
    "head[0]", "head[1]",
    # Address of a line at the forge, made by the renderer.
    "address",
}  # fmt: skip


def modules() -> dict[str, Path]:
    """Return every module of the engine by its name below ``sourcebook``."""
    found = {}
    for file in sorted(ENGINE.rglob("*.py")):
        name = ".".join(file.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__":
            found[name] = file
    return found


MODULES = modules()
TEMPLATES = sorted((ENGINE / "site" / "templates").iterdir())


def imports(file: Path) -> Iterator[str]:
    """Yield the full name of everything a module imports: ``sourcebook.load.Reference``."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports must be absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(file: Path) -> set[str]:
    """Return the modules of the engine that a module imports."""
    found = set()
    for name in imports(file):
        if name == "sourcebook" or name.startswith("sourcebook."):
            inside = name.removeprefix("sourcebook").removeprefix(".")
            found.add(inside if inside in MODULES else inside.rpartition(".")[0])
    return found - {""}  # what the package itself says


def libraries(file: Path) -> set[str]:
    """Return what a module imports from outside the engine and the standard library."""
    tops = {name.partition(".")[0] for name in imports(file)}
    return tops - {"sourcebook"} - sys.stdlib_module_names


def room(module: str) -> str:
    """Return the room in which a module stands, an empty text for those beside the rooms."""
    return module.partition(".")[0] if module.partition(".")[0] in ROOMS else ""


def known_rooms(name: str) -> set[str]:
    """Return the rooms that a room says it may know, in the last line of its docstring."""
    said = ast.get_docstring(ast.parse((ENGINE / name / "__init__.py").read_text("utf-8"))) or ""
    listed = re.search(r"^May know: ([a-z, ]+)\.$", said, re.MULTILINE)
    assert listed, f"{name}/__init__.py must end its docstring with 'May know: ROOM, ROOM.'"
    return set() if listed[1] == "no room" else set(listed[1].split(", "))


def test_nothing_but_rooms_stands_at_the_top() -> None:
    assert {file.name for file in ENGINE.iterdir() if file.is_dir()} - {"__pycache__"} == set(ROOMS)
    assert {file.name for file in ENGINE.iterdir() if file.is_file()} == {"__init__.py", "__main__.py"}


@pytest.mark.parametrize("name", ROOMS)
def test_room_says_which_rooms_it_knows_and_they_come_before_it(name: str) -> None:
    assert known_rooms(name) <= set(ROOMS[: ROOMS.index(name)])


@pytest.mark.parametrize("name", ROOMS)
def test_room_knows_just_the_rooms_that_it_says(name: str) -> None:
    inside = [file for module, file in MODULES.items() if room(module) == name]
    assert {room(other) for file in inside for other in own(file)} - {name, ""} == known_rooms(name)


def test_rooms_are_small() -> None:
    for folder in {file.parent for file in MODULES.values()} - {ENGINE}:
        inside = [file for file in folder.glob("*.py") if file.name != "__init__.py"]
        name = ".".join(folder.relative_to(ENGINE).parts)
        assert name in UNIFORM or len(inside) <= MOST_MODULES, f"{name} has {len(inside)} modules"


def test_no_modules_know_each_other_in_a_circle() -> None:
    waiting = {module: own(file) - {module} for module, file in MODULES.items()}
    while waiting:
        free = {module for module, others in waiting.items() if not others & waiting.keys()}
        assert free, f"each of these knows another: {', '.join(sorted(waiting))}"
        waiting = {module: others for module, others in waiting.items() if module not in free}


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_uses_only_the_libraries_of_its_room(module: str) -> None:
    assert libraries(MODULES[module]) <= {name for name, users in LIBRARIES.items() if room(module) in users}


def test_only_the_adapter_knows_mkdocs() -> None:
    files = [*HOOKS.rglob("*.py")]
    assert [file for file in files if "mkdocs" in libraries(file)] == [HOOKS / "mkdocs_hooks.py"]
    assert libraries(HOOKS / "mkdocs_hooks.py") == {"mkdocs"}
    assert {room(module) for module in own(HOOKS / "mkdocs_hooks.py")} <= {"files", "rules", "serving", "site"}


def test_adapter_defines_only_real_events() -> None:
    # MkDocs takes every name that begins with on_ for an event and dies of one that it does not know.
    tree = ast.parse((HOOKS / "mkdocs_hooks.py").read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names |= {name.id for name in ast.walk(tree) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
    assert {name for name in names if name.startswith("on_")} <= {f"on_{event}" for event in EVENTS}
    assert "on_config" in names


def test_adapter_imports_at_the_top() -> None:
    # MkDocs has hooks/ on the import path only while it reads the file.
    tree = ast.parse((HOOKS / "mkdocs_hooks.py").read_text("utf-8"))
    inner = [node for node in ast.walk(tree) if node not in tree.body]
    assert not [node for node in inner if isinstance(node, ast.Import | ast.ImportFrom)]


def test_adapter_is_one_object() -> None:
    # MkDocs keeps the module for as long as it serves: what changes stands in the object, and only there.
    tree = ast.parse((HOOKS / "mkdocs_hooks.py").read_text("utf-8"))
    (adapter,) = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == "Adapter"]
    events = [node.name for node in adapter.body if isinstance(node, ast.FunctionDef) and node.name.startswith("on_")]
    values = [node.value for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign)]
    made = {node.func.id for node in values if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert made == {"Adapter", "get_plugin_logger"}
    others = [node for node in values if not isinstance(node, ast.Call)]
    assert {type(node) for node in others} == {ast.Constant, ast.Attribute}
    assert {ast.unparse(node) for node in others if isinstance(node, ast.Attribute)} == {
        "Path(__file__).parent", "Path(sourcebook.__file__).parent", *(f"adapter.{event}" for event in events),
    }  # fmt: skip
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_template_prints_no_value_as_it_is(template: Path) -> None:
    for printed in _PRINTED.findall(template.read_text("utf-8")):
        allowed = _FILTERED.search(printed) or _CALL.fullmatch(printed) or _OWN_WORDS.fullmatch(printed)
        assert allowed or printed in _RAW, f"{template.name}: {{{{ {printed} }}}} must end with a filter"


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_template_is_used(template: Path) -> None:
    if template.name != "_macros.md.j2":
        makers = [file.read_text("utf-8") for name, file in MODULES.items() if name.startswith("site.pages.")]
        assert any(f'"{template.name.removesuffix(".md.j2")}"' in text for text in makers)


def test_theme_folder_holds_only_what_a_theme_needs() -> None:
    # Whatever else stood there would be published.
    files = [file for file in (HOOKS / "theme").rglob("*") if file.is_file()]
    assert [file for file in files if file.suffix not in {".html", ".css", ".js", ".svg"}] == []


def test_nothing_else_stands_in_hooks() -> None:
    assert {file.name for file in HOOKS.iterdir()} - {"__pycache__"} == {"mkdocs_hooks.py", "sourcebook", "theme"}
    assert {file.suffix for file in ENGINE.rglob("*") if file.is_file() and "__pycache__" not in file.parts} == {
        ".py", ".j2", ".txt",
    }  # fmt: skip


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_says_what_it_is_for_and_stays_short(module: str) -> None:
    text = MODULES[module].read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 350


# --- one thing in one place -------------------------------------------------------------------------------------------

UNIFORM_NAMES = {"add", "run"}
"""Every command has these two, by which the program finds them."""


def public_names(file: Path) -> Iterator[str]:
    """Yield the names that a module defines for others."""
    for node in ast.parse(file.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name)]
        else:
            continue
        yield from (name for name in names if not name.startswith("_"))


def test_public_names_are_unique() -> None:
    homes: dict[str, list[str]] = {}
    for module, file in MODULES.items():
        for name in public_names(file):
            homes.setdefault(name, []).append(module)
    assert {name: modules for name, modules in homes.items() if len(modules) > 1 and name not in UNIFORM_NAMES} == {}


def words_for_kinds(file: Path) -> list[set[str]]:
    """Return the kinds, by singular or plural, that each list, dict, set or pattern of a module names."""
    words = {word: kind.name for kind in CATALOGUE.identified for word in (kind.name, kind.plural)}
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        parts: list[ast.expr] = []
        if isinstance(node, ast.Dict):
            parts = [part for part in node.keys if part is not None]
        elif isinstance(node, ast.List | ast.Tuple | ast.Set):
            parts = node.elts
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and "|" in node.value:
            found.append({words[word] for word in re.findall(r"[a-z-]+", node.value) if word in words})
        texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        found.append({words[text] for text in texts if text in words})
    return found


NAMED_IN = {
    "records.kinds": "the catalogue itself",
    "records.model": "keys of claims, which are called as the registers are",
    "records.keys": "words that people write instead of keys",
    "changes.weight": "figures that readers of a change ask for, not all there are",
    "guidance.explain": "keys of claims",
    "site.pages.timeline": "the three filters of the timeline",
}
"""Modules in which words stand together that are words for kinds as well, and why."""


@pytest.mark.parametrize("module", sorted(MODULES.keys() - NAMED_IN))
def test_kinds_are_listed_in_the_catalogue_only(module: str) -> None:
    # Two may belong together, such as a section and its claims; three are a list that a new kind would be missing from.
    assert [kinds for kinds in words_for_kinds(MODULES[module]) if len(kinds) > 2] == []
