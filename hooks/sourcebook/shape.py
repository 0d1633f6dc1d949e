"""From raw data to records: what the models say is wrong, in words for editors."""

from copy import deepcopy
from difflib import get_close_matches
from functools import reduce
from operator import getitem
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sourcebook.model import Record
from sourcebook.yamlfile import Address, YamlFile

R = TypeVar("R", bound=Record)
_LISTS = {"sections", "questions", "entries", "handovers", "rows"}
"""Lists of files whose items can be left out one by one."""


def validate(model: type[R], file: YamlFile) -> R | None:
    """Return the record that ``file`` holds, after adding to the file's problems what its shape lacks.

    Claims, questions, entries and other items whose shape is wrong are left out of the record, so that the rules can
    look at the rest. Returns ``None`` where nothing can be saved.
    """
    if file.problems:
        return None
    if not isinstance(file.data, dict):
        what = "a list" if isinstance(file.data, list) else "text"
        keys = ", ".join(f"'{_alias(model, name)}:'" for name in list(model.model_fields)[:2])
        file.problems.append(file.problem((), f"file must begin with keys: {what}", f"it opens with {keys}"))
        return None
    try:
        return model.model_validate(file.data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        for detail in details:
            _report(file, model, detail)
        return _without(model, file, {_faulty_part(model, detail["loc"]) for detail in details})


def _faulty_part(model: type[Record], address: Address) -> Address:
    """Return the address of the smallest part without which the rest makes sense, the empty address for none."""
    if address[:1] == ("sections",) and address[2:3] == ("claims",) and len(address) > 3:
        return address[:4]
    if address[:1] and address[0] in _LISTS and len(address) > 1:
        return address[:2]
    required = {_alias(model, name) for name, field in model.model_fields.items() if field.is_required()}
    return () if not address or address[0] in required else address[:1]


def _without(model: type[R], file: YamlFile, parts: set[Address]) -> R | None:
    """Return the record without these parts, which are noted as left out of the file."""
    data = deepcopy(file.data)
    # From the end, so that the numbers of what is still to be left out stay true.
    for part in sorted(parts, key=lambda part: [(isinstance(step, str), step) for step in part], reverse=True):
        if not part:
            return None
        holder = reduce(getitem, part[:-1], data)
        del holder[part[-1]]
    try:
        record = model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError:
        return None
    file.left_out |= parts
    return record


def label(data: Any, address: Address, kind: str) -> str:
    """Return the name of the record at ``address`` for messages: ``claim 'session-closed'``, or an empty string.

    ``kind`` is what the file itself holds, such as ``source``.
    """
    found = ""
    node = data
    for step in (None, *address):
        if step is not None:
            node = _step(node, step)
            kind = step.rstrip("s") if isinstance(step, str) else kind
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            found = f"{_KIND.get(kind, kind)} '{node['id']}'"
    return found


_KIND = {"entrie": "entry"}


def suggest(word: str, known: Any) -> str:
    """Return a hint with the nearest of the known words, or an empty string."""
    near = get_close_matches(word, list(known), n=1, cutoff=0.6)
    if not near:
        # A short form of a long id shares its letters but not its length.
        near = sorted(name for name in known if word and (name.startswith(word) or word in name))[:1]
    return f"did you mean {near[0]!r}?" if near else ""


def _report(file: YamlFile, model: type[Record], detail: Any) -> None:
    address: Address = tuple(detail["loc"])
    name, kind = str(address[-1]) if address else "file", detail["type"]
    where = label(file.data, address, model.__name__.lower())
    lead = f"{where}: " if where else ""
    message, hint = _wording(kind, name, detail)
    if kind == "extra_forbidden":
        hint = suggest(name, _known_keys(model, address)) or f"known keys: {', '.join(_known_keys(model, address))}"
        # The key itself is the fault, so point at it and not at its value.
        line, column = _key_place(file, address)
        problem = file.problem(address[:-1], lead + message, hint)
        file.problems.append(type(problem)(problem.path, line, column, problem.message, hint))
        return
    file.problems.append(file.problem(address, lead + message, hint))


def _wording(kind: str, name: str, detail: Any) -> tuple[str, str]:
    value = detail["input"]
    shown = _shown(value)
    if kind == "missing":
        return f"must have the key '{name}'", f"add '{name}:'"
    if kind == "extra_forbidden":
        return f"must have no unknown key: {_shown(name)}", ""
    if kind == "literal_error":
        return f"{name} must be {detail['ctx']['expected']}: {shown}", ""
    if kind in {"string_type", "string_too_short"}:
        hint = "put the text in quotes if it contains a colon" if isinstance(value, dict) else ""
        return f"{_item(detail)} must be text: {shown}", hint
    if kind in {"tuple_type", "list_type"}:
        return f"{name} must be a list: {shown}", "each item on a line of its own, with '- ' before it"
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"{_item(detail)} must be a record with keys: {shown}", ""
    if kind.startswith("int") or kind.startswith("greater"):
        return f"{name} must be a whole number from 1: {shown}", ""
    return f"{name} must be right: {shown}", str(detail["msg"])


def _item(detail: Any) -> str:
    loc = detail["loc"]
    if loc and isinstance(loc[-1], int):
        named = next((str(step) for step in reversed(loc) if isinstance(step, str)), "list")
        return f"{named}, item {loc[-1] + 1}"
    return str(loc[-1]) if loc else "file"


def _shown(value: Any) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "…")


def _step(node: Any, step: str | int) -> Any:
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return None


def _alias(model: type[BaseModel], name: str) -> str:
    return model.model_fields[name].alias or name


def _known_keys(model: type[BaseModel], address: Address) -> list[str]:
    current: type[BaseModel] = model
    for step in address[:-1]:
        if isinstance(step, str):
            field = next((f for n, f in current.model_fields.items() if (f.alias or n) == step), None)
            inner = _inner(field.annotation) if field else None
            current = inner or current
    return [_alias(current, name) for name in current.model_fields]


def _inner(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in getattr(annotation, "__args__", ()):
        found = _inner(argument)
        if found:
            return found
    return None


def _key_place(file: YamlFile, address: Address) -> tuple[int, int]:
    node = file.root
    for step in address[:-1]:
        node = next(v for k, v in node.value if k.value == step) if isinstance(step, str) else node.value[step]
    key = next(key for key, _ in node.value if key.value == address[-1])
    return key.start_mark.line + 1, key.start_mark.column + 1
