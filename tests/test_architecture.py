"""The shape of the house: who may know whom, and what stands where."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import nodes
from mkdocs.plugins import EVENTS

from sites import PROJECT
from sourcebook.site.render import environment

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
LIBRARIES = {
    "yaml": {"files", "texts"}, "pydantic": {"records"}, "babel": {"records"}, "jinja2": {"site"},
    "markupsafe": {"site"}, "watchdog": {"serving"},
}  # fmt: skip
"""Which rooms import what is not of the standard library."""


def modules() -> dict[str, Path]:
    """Return every module of the engine by its name below ``sourcebook``."""
    found = {}
    for file in sorted(ENGINE.rglob("*.py")):
        name = ".".join(file.relative_to(ENGINE).with_suffix("").parts).removesuffix(".__init__")
        if name != "__init__":
            found[name] = file
    return found


MODULES = modules()
TEMPLATES = sorted(file for file in (ENGINE / "site" / "templates").iterdir() if file.is_file())


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


ADAPTER = tuple(HOOKS / f"mkdocs_{part}.py" for part in ("hooks", "keeping", "pages", "serving", "settings"))


def test_only_the_adapter_knows_mkdocs() -> None:
    files = [*HOOKS.rglob("*.py")]
    assert {file for file in files if "mkdocs" in libraries(file)} == {*ADAPTER}
    for file in ADAPTER:
        assert libraries(file) <= {"mkdocs", *(file.stem for file in ADAPTER)}
        assert {room(module) for module in own(file)} <= {"files", "rules", "serving", "site"}


def test_adapter_defines_only_real_events() -> None:
    # MkDocs takes every name that begins with on_ for an event and dies of one that it does not know.
    tree = ast.parse((HOOKS / "mkdocs_hooks.py").read_text("utf-8"))
    names = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names |= {name.id for name in ast.walk(tree) if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)}
    assert {name for name in names if name.startswith("on_")} <= {f"on_{event}" for event in EVENTS}
    assert "on_config" in names


@pytest.mark.parametrize("file", ADAPTER, ids=lambda file: file.stem)
def test_adapter_imports_at_the_top(file: Path) -> None:
    # MkDocs has hooks/ on the import path only while it reads the file.
    tree = ast.parse(file.read_text("utf-8"))
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
    assert {type(node) for node in others} == {ast.Attribute}
    assert {ast.unparse(node) for node in others if isinstance(node, ast.Attribute)} == {
        "Path(__file__).parent", "Path(sourcebook.__file__).parent", *(f"adapter.{event}" for event in events),
    }  # fmt: skip
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]


FILTERS = {"prose", "exact", "web_address", "anchor", "number", "join", "length"}
"""What templates may do with a value. Of plain text only ``prose`` and ``exact`` make HTML, and escape it."""
MAKERS_OF_HTML = {"site.articles.prose", "site.pictures.svg"}
"""The modules that may say of a text that it is HTML."""


def unescaped(text: str) -> list[str]:
    """Return what might print text of the data as HTML in a template, or as part of an attribute without quotes."""
    tree = environment().parse(text)
    found = [f"filter {node.name}" for node in tree.find_all(nodes.Filter) if node.name not in FILTERS]
    found += [
        type(node).__name__
        for node in tree.find_all((nodes.EvalContextModifier, nodes.MarkSafe, nodes.MarkSafeIfAutoescape))
    ]
    found += [f"attribute {name}" for name in re.findall(r"[\w-]+=(?=\{)", re.sub(r"\{%.*?%\}", "", text))]
    if re.search(r"\bMarkup\b|__html__|<(?:script|style)\b|\son\w+=", text):
        found.append("script or Markup")
    return found


def test_adapter_uses_no_private_name_of_mkdocs_but_to_reload_browsers() -> None:
    imported = {name for file in ADAPTER for name in imports(file) if "._" in name}
    nodes_of_adapter = [node for file in ADAPTER for node in ast.walk(ast.parse(file.read_text("utf-8")))]
    used = {node.attr for node in nodes_of_adapter if isinstance(node, ast.Attribute)
            and re.match("_(?!_)", node.attr) and ast.unparse(node.value) != "self"}  # fmt: skip
    assert imported | used == {"_rebuild_cond", "_epoch_cond", "_visible_epoch", "_wanted_epoch"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_template_leaves_escaping_to_jinja(template: Path) -> None:
    assert unescaped(template.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text",
    [
        "{{ page.title | safe }}", "{% autoescape false %}{{ page.title }}{% endautoescape %}",
        "{{ page.title | forceescape }}", "<p title={{ page.title }}>", '<p onclick="{{ page.title }}">',
        "<script>{{ page.title }}</script>", "{{ page.title.__html__() }}", "{% filter safe %}{{ x }}{% endfilter %}",
        "{% autoescape page.raw %}{{ page.title }}{% endautoescape %}", "{{ page.title | replace('<', '') }}",
    ],
)  # fmt: skip
def test_template_that_does_not_is_seen(text: str) -> None:
    assert unescaped(text)


def test_all_that_templates_print_is_escaped() -> None:
    made = environment()
    assert made.autoescape is True
    assert made.from_string("{{ x | exact }} {{ [x, x] | join(x) | exact }}").render(x="<b> & \"'") == " ".join(
        ["&lt;b&gt; &amp; &#34;&#39;", "&lt;b&gt; &amp; &#34;&#39;" * 3]
    )
    assert made.from_string("{{ x }}{{ [x, x] | join(x) }}").render(x="<b> &") == "&lt;b&gt; &amp;" * 4


def test_few_modules_say_that_a_text_is_html() -> None:
    assert {name for name, file in MODULES.items() if "markupsafe" in libraries(file)} == MAKERS_OF_HTML
    assert [name for name, file in MODULES.items() if "__html__" in file.read_text("utf-8")] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda file: file.name)
def test_template_is_used(template: Path) -> None:
    if template.name != "_macros.html.j2":
        makers = [file.read_text("utf-8") for name, file in MODULES.items() if name.startswith("site.pages.")]
        assert any(f'"{template.name.removesuffix(".html.j2")}"' in text for text in makers)


def test_theme_folder_holds_only_what_a_theme_needs() -> None:
    # Whatever else stood there would be published.
    files = [file for file in (HOOKS / "theme").rglob("*") if file.is_file()]
    assert [file for file in files if file.suffix not in {".html", ".css", ".js", ".svg"}] == []


def test_nothing_else_stands_in_hooks() -> None:
    assert {file.name for file in HOOKS.iterdir()} - {"__pycache__"} == {
        *(file.name for file in ADAPTER),
        "sourcebook",
        "theme",
    }
    assert {file.suffix for file in ENGINE.rglob("*") if file.is_file() and "__pycache__" not in file.parts} == {
        ".py", ".j2", ".txt",
    }  # fmt: skip


@pytest.mark.parametrize("module", sorted(MODULES))
def test_module_says_what_it_is_for_and_stays_short(module: str) -> None:
    text = MODULES[module].read_text("utf-8")
    assert ast.get_docstring(ast.parse(text))
    assert len(text.splitlines()) <= 350
