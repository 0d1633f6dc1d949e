"""One thing in one place: public names, and what the engine knows of kinds outside the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sourcebook.records import model, registers, sources
from sourcebook.records.kinds import CATALOGUE
from sourcebook.records.outlines import outline, part
from sourcebook.records.overviews import lists, told
from test_architecture import MODULES

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


WORDS = {word: kind.name for kind in CATALOGUE.identified for word in (kind.name, kind.plural)}
MODELS = {
    name
    for module in (model, registers, sources, outline, part, lists, told)
    for name, one in vars(module).items()
    if isinstance(one, type) and issubclass(one, model.Record) and one is not model.Record
}


def named_nodes(tree: ast.AST, name: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield each node with the name of what is assigned or defined around it: ``Explainer.explain``."""
    for node in ast.iter_child_nodes(tree):
        inner = name
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            inner = f"{name}.{node.name}".lstrip(".")
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(tree, ast.Module | ast.ClassDef):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            inner = f"{name}.{ast.unparse(target)}".lstrip(".")
        yield inner, node
        yield from named_nodes(node, inner)


def kinds_in(literal: ast.AST) -> set[str]:
    """Return the kinds that a list, dict, set or pattern names by word, or all models that stand anywhere in it."""
    if not isinstance(literal, ast.Dict | ast.List | ast.Tuple | ast.Set | ast.Constant):
        return set()
    if isinstance(literal, ast.Constant):
        text = literal.value if isinstance(literal.value, str) and "|" in literal.value else ""
        return {WORDS[word] for word in re.findall(r"[a-z-]+", text) if word in WORDS}
    parts = literal.keys if isinstance(literal, ast.Dict) else getattr(literal, "elts", [])
    texts = [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    names = {node.id for node in ast.walk(literal) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(literal) if isinstance(node, ast.Attribute)}
    words = {WORDS[text] for text in texts if text in WORDS}
    return max(words, names & MODELS, key=len)


def lists_of_kinds(tree: ast.AST) -> set[str]:
    """Return the names of what holds a list of kinds.

    Two may belong together, such as a section and its claims; three are a list that a new kind would be missing from.
    """
    found = {name for name, literal in named_nodes(tree) if len(kinds_in(literal)) > 2}
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        asked = [node.args[1] for node in ast.walk(function)
                 if isinstance(node, ast.Call) and ast.unparse(node.func) in {"isinstance", "issubclass"}]  # fmt: skip
        if len({name for one in asked for name in re.findall(r"\w+", ast.unparse(one))} & MODELS) > 2:
            found.add(function.name)
    return found


MAY_LIST = {
    "records.kinds.CATALOGUE": "the catalogue itself",
    "site.details.HOW_SHOWN": "which fields templates print in their own way; all others are printed too",
    "guidance.explain.OWN_WORDS": "records that are told in more than their fields; others are told by these",
    "changes.weight._counts": "figures that readers of a change ask for, not all there are",
    "site.pages.timeline.timeline_data": "the three filters of the timeline",
}
"""Names of what may hold words or models of three kinds, and why."""


def test_kinds_are_listed_in_the_catalogue_only() -> None:
    found = {
        f"{module}.{name}" for module, file in MODULES.items()
        for name in lists_of_kinds(ast.parse(file.read_text("utf-8")))
    }  # fmt: skip
    assert found == MAY_LIST.keys()


@pytest.mark.parametrize(
    "text",
    [
        "TOLD = {Claim: 1, Source: 2, Question: 3}",
        "NAMING = ((Claim, 'a'), (Source, 'b'), (CardRow, 'c'))",
        "TOLD: set[type] = {model.Claim, sources.Source, registers.Person}",
        "TOLD = {'claim': 1, 'sources': 2, 'question': 3}",
        "TOLD = 'claim|source|question'",
        "def TOLD(record):\n    for one in [Claim, Source, Question]:\n        pass",
        "def TOLD(record):\n    return isinstance(record, (Claim, Source)) or isinstance(record, Entry)",
    ],
)
def test_list_of_kinds_is_seen(text: str) -> None:
    assert lists_of_kinds(ast.parse(text)) & {"TOLD", "NAMING"}


@pytest.mark.parametrize("text", ["TOLD = (Section, Claim)", "TOLD = ('claim', 'source', 'title')", "a = b = Claim"])
def test_two_kinds_are_no_list(text: str) -> None:
    assert lists_of_kinds(ast.parse(text)) == set()


# --- no kind is known by name -----------------------------------------------------------------------------------------

KIND_WORDS = {word for kind in CATALOGUE for word in (kind.name, kind.plural)}
KIND_MODELS = {kind.model.__name__ for kind in CATALOGUE}


def asked(node: ast.AST) -> list[ast.AST]:
    """Return what a node compares something with, by whatever means."""
    if isinstance(node, ast.Compare):
        return [node.left, *node.comparators]
    if isinstance(node, ast.Call) and ast.unparse(node.func) in {"isinstance", "issubclass"}:
        return node.args[1:]
    return [node.pattern] if isinstance(node, ast.match_case) else []


def is_kind(node: ast.AST) -> bool:
    """Say whether a kind, or several, are named by word or model: ``"claim"``, ``Claim | Source``, ``case Claim()``."""
    if isinstance(node, ast.Constant):
        return node.value in KIND_WORDS
    if isinstance(node, ast.Name | ast.Attribute):
        return (node.id if isinstance(node, ast.Name) else node.attr) in KIND_MODELS
    if isinstance(node, ast.Tuple | ast.List | ast.Set | ast.BinOp | ast.pattern):
        return any(map(is_kind, ast.iter_child_nodes(node)))
    return False


def askers_for_kinds(tree: ast.AST) -> set[str]:
    """Return the names of what asks whether a record is of a certain kind, in order to treat it in a way of its own."""
    return {name for name, node in named_nodes(tree) if any(map(is_kind, asked(node)))}


MAY_ASK = {
    "commands.check._check": "here text is a format of what is printed",
    "commands.ids.run": "here text is a format of what is printed",
    "reference.outlines.RegisteredVersion.says_otherwise": "here part is an extent of a text",
    "rules.evidence._all_citations_are_known": "the rule speaks of claims, which alone cite",
    "rules.evidence.may_be_registered": "the rule speaks of registered texts, which alone prove",
}
"""Names of what may ask for a kind, and why: the catalogue has no property that would say the same of new kinds."""


def test_no_kind_is_known_by_name_outside_the_catalogue() -> None:
    found = {
        f"{module}.{name}" for module, file in MODULES.items() if module != "records.kinds"
        for name in askers_for_kinds(ast.parse(file.read_text("utf-8")))
    }  # fmt: skip
    assert found == MAY_ASK.keys()


@pytest.mark.parametrize(
    "text",
    [
        'def TOLD(x):\n    return x.kind == "source"',
        'def TOLD(x):\n    return "claims" != x.plural',
        'TOLD = [x for x in y if x.kind in ("term", "word")]',
        "def TOLD(x):\n    return x.kind.model is not FormerId",
        "def TOLD(x):\n    return type(x) in {registers.Place}",
        "def TOLD(x):\n    return isinstance(x, Claim)",
        "def TOLD(x):\n    return issubclass(x.model, model.Record | sources.Source)",
        'def TOLD(x):\n    match x.kind:\n        case "hand-over":\n            pass',
        'def TOLD(x):\n    match x.kind:\n        case "a" | "rows":\n            pass',
        "def TOLD(x):\n    match x:\n        case Claim(id=name):\n            pass",
        "def TOLD(x):\n    match x:\n        case [model.Question(), _]:\n            pass",
    ],
)
def test_question_for_a_kind_is_seen(text: str) -> None:
    assert askers_for_kinds(ast.parse(text)) == {"TOLD"}


@pytest.mark.parametrize(
    "text",
    [
        'def f(x):\n    return x.kind == "judgement"', "def f(x):\n    return isinstance(x, Entry)",
        'def f(x):\n    return x.of("claim") == 1',
        "def f(x):\n    match x:\n        case Source2():\n            pass",
    ],
)  # fmt: skip
def test_other_question_is_none_for_a_kind(text: str) -> None:
    assert askers_for_kinds(ast.parse(text)) == set()
