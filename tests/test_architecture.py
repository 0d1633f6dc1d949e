"""The shape of the house: who may know whom, and what stands where."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.plugins import EVENTS

from sites import PROJECT

HOOKS = PROJECT / "hooks"
ENGINE = HOOKS / "sourcebook"
ORDER = [
    "serving",
    "guidance",
    "site",
    "reference",
    "texts",
    "records",
    "files",
    "words",
    "files.problems",
    "files.stop",
    "files.mistakes",
    "files.encoding",
    "files.yamlfile",
    "words.dateguesses",
    "words.dates",
    "records.model",
    "words.typography",
    "texts.fingerprint",
    "records.citations",
    "words.wordforms",
    "words.spelling",
    "records.keys",
    "records.wording",
    "records.shape",
    "reference.load",
    "reference.evidence",
    "site.mentions",
    "rules.evidence",
    "rules.identity",
    "rules.former",
    "rules.overlaps",
    "rules.references",
    "rules.forms",
    "rules",
    "reference.published",
    "changes.words",
    "changes.change",
    "changes.align",
    "changes.fields",
    "changes.holdings",
    "changes.succession",
    "changes.weight",
    "changes.comparison",
    "changes",
    "changes.telling",
    "changes.markdown",
    "changes.terminal",
    "commands.git",
    "site.views",
    "guidance.search",
    "guidance.explain",
    "site.pictures.svg",
    "site.pictures.scale",
    "site.pictures.columns",
    "site.pictures.charts",
    "site.pictures.earth",
    "site.pictures.maps",
    "site.pictures.timeline",
    "site.pictures.journey",
    "site.pictures",
    "site.page",
    "site.pages.former",
    "site.pages.chapters",
    "site.pages.journey",
    "site.pages.questions",
    "site.pages.registers",
    "site.pages.report",
    "site.pages.sources",
    "site.pages.timeline",
    "site.pages",
    "words.markdown",
    "site.render",
    "site.handwritten",
    "rules.handwritten",
    "site.export",
    "serving.faults",
    "serving.banner",
    "serving.filestates",
    "serving.preview",
    "texts.registering",
    "reference.registrations",
    "guidance.fields",
    "guidance.schema",
    "guidance.heads",
    "editing",
    "files.document",
    "files.layout",
    "files.insert",
    "editing.edit",
    "editing.draft",
    "editing.answers",
    "editing.place",
    "editing.references",
    "editing.rename",
    "commands",
    "editing.asking",
    "commands.guidance",
    "editing.parts",
    "editing.interview",
    "commands.check",
    "commands.diff",
    "commands.explain",
    "commands.export",
    "commands.find",
    "commands.ids",
    "commands.new",
    "commands.register",
    "commands.rename",
    "commands.schema",
    "__main__",
]
"""Each module knows only those before it."""
LIBRARIES = {
    "yaml": {"files.yamlfile", "files.encoding", "texts.registering", "files.document", "files.layout"},
    "pydantic": {"records.model", "records.keys", "records.shape", "editing.references"},
    "edtf": {"words.dates"},
    "jinja2": {"site.render"},
    "babel": {"site.views"},
}
"""Who imports what is not of the standard library."""

_PRINTED = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.DOTALL)
_FILTERED = re.compile(r"\|\s*(?:md|prose|attribute|address|svg)$")
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
    return found


def libraries(file: Path) -> set[str]:
    """Return what a module imports from outside the engine and the standard library."""
    tops = {name.partition(".")[0] for name in imports(file)}
    return tops - {"sourcebook"} - sys.stdlib_module_names


def test_order_names_every_module() -> None:
    assert sorted(ORDER) == sorted(MODULES)


@pytest.mark.parametrize("module", ORDER)
def test_module_knows_only_those_before_it(module: str) -> None:
    assert own(MODULES[module]) <= set(ORDER[: ORDER.index(module)])


@pytest.mark.parametrize("module", ORDER)
def test_module_uses_only_its_libraries(module: str) -> None:
    assert libraries(MODULES[module]) == {name for name, users in LIBRARIES.items() if module in users}


def test_only_the_adapter_knows_mkdocs() -> None:
    files = [*HOOKS.rglob("*.py")]
    assert [file for file in files if "mkdocs" in libraries(file)] == [HOOKS / "mkdocs_hooks.py"]
    assert libraries(HOOKS / "mkdocs_hooks.py") == {"mkdocs"}
    shown = {"rules.navigation", "site.build", "site.handwritten", "site.pictures.svg", "files.problems"}
    served = {"serving.banner", "serving.filestates", "serving.preview", "serving.faults"}
    assert own(HOOKS / "mkdocs_hooks.py") <= shown | served


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
    inner = [node for top in tree.body if isinstance(top, ast.FunctionDef) for node in ast.walk(top)]
    assert not [node for node in inner if isinstance(node, ast.Import | ast.ImportFrom)]


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
    assert [file for file in files if file.suffix not in {".html", ".css", ".js"}] == []


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
