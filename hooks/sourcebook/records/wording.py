"""What the models say is wrong with the shape of a record, in words for editors.

One mistake gives one message: a key that is misspelt or stands in the wrong record is not reported as missing as well,
and a record of another kind is not taken apart key by key.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address, YamlFile
from sourcebook.records.keys import KEYS_MEANT, chain, fields_of, is_required, keys, required, word
from sourcebook.records.kinds import Catalogue
from sourcebook.records.model import Record
from sourcebook.words.counting import with_article
from sourcebook.words.folding import as_meant
from sourcebook.words.suggesting import suggest
from sourcebook.words.typography import shows_nothing


def worded(file: YamlFile, model: type[Record], details: Iterable[Any], catalogue: Catalogue) -> Iterator[Problem]:
    """Yield a problem for each mistake behind the errors of pydantic."""
    details = list(details)
    strangers = _strangers(file, details, catalogue)
    for address, other in strangers.items():
        kind = word_for(catalogue, chain(model, address)[-1][1])
        lead = f"{label(file.data, address, model, catalogue) or kind}: "
        message = (
            f"{lead}must have the keys of {with_article(kind)}: those of {with_article(word_for(catalogue, other))}"
        )
        yield file.problem(address, message, _home(catalogue, other), code="record-of-another-kind")
    rest = [detail for detail in details if not any(detail["loc"][:n] in strangers for n in range(len(detail["loc"])))]
    unknown = {
        detail["loc"]: _Unknown(file, model, detail["loc"], catalogue) for detail in rest if detail["type"] == _UNKNOWN
    }
    explained = defaultdict(list)
    for found in unknown.values():
        explained[found.meant].append(found.address[:-1])
    for detail in rest:
        address = detail["loc"]
        where = label(file.data, address, model, catalogue)
        if address in unknown:
            yield unknown[address].problem(f"{where}: " if where else "")
        elif detail["type"] == "missing":
            if any(_is_near(address[:-1], other) for other in explained[address[-1]]):
                continue
            yield _missing(file, model, address, where, catalogue)
        else:
            message, hint = _wording(file, model, detail)
            code = "unknown-word" if detail["type"] == "literal_error" else "wrong-type"
            yield file.problem(address, f"{where}: {message}" if where else message, hint, code=code)


_UNKNOWN = "extra_forbidden"


def label(data: Any, address: Address, model: type[Record], catalogue: Catalogue) -> str:
    """Return the name of the record at ``address`` for messages: ``claim 'session-closed'``, or an empty string.

    ``model`` is what the file itself holds, such as ``Chapter``.
    """
    found, node = "", data
    for number in range(len(address) + 1):
        if number:
            node = _step(node, address[number - 1])
        if isinstance(node, dict) and isinstance(node.get("id"), str):
            found = f"{word_for(catalogue, chain(model, address[:number])[-1][1])} '{node['id']}'"
    return found


def word_for(catalogue: Catalogue, model: type[Record]) -> str:
    """Return the word for a record or a part of one: ``hand-over``, ``citation``."""
    kind = catalogue.of_model(model)
    return kind.name if kind else word(model.__name__)


def _home(catalogue: Catalogue, model: type[Record]) -> str:
    """Return where records of a model stand, for a hint."""
    kind = catalogue.of_model(model)
    if kind and kind.folder:
        return f"each {kind.name} has a file in the folder {kind.folder}"
    if kind and (around := catalogue.around(kind)):
        where = with_article(around.name)
        while around := catalogue.around(around):
            where += f" of {with_article(around.name)}"
        return f"{kind.plural} stand in {where}"
    if kind:
        return f"{kind.plural} stand in {kind.file}"
    for holder in catalogue.models.values():
        for field in fields_of(holder):
            if field.inner is model:
                whose = with_article(word_for(catalogue, holder))
                return f"{word(model.__name__)}s stand below '{field.key}:' of {whose}"
    return ""


class _Unknown:
    """A key that its record does not know, and what was meant."""

    def __init__(self, file: YamlFile, model: type[Record], address: Address, catalogue: Catalogue) -> None:
        self.file, self.address, self.key = file, address, str(address[-1])
        self.model, self.catalogue = model, catalogue
        self.chain = chain(model, address[:-1])
        self.meant, self.hint = self._explain()

    def problem(self, lead: str) -> Problem:
        shown = _shown(self.key)
        return self.file.problem(
            self.address, f"{lead}must have no unknown key: {shown}", self.hint, key=True, code="unknown-key"
        )

    def _explain(self) -> tuple[str, str]:
        own = keys(self.chain[-1][1])
        bare = as_meant(self.key).casefold().replace("_", "-").replace(" ", "-")
        if near := next((key for key in own if key.casefold() == bare), None):
            return near, suggest(self.key, [near])
        if elsewhere := self._elsewhere(bare):
            return bare, elsewhere
        known = [key for key in KEYS_MEANT.get(bare, ()) if key in own]
        others = self._other_registers(bare)
        if known or others:
            meant = f"did you mean {known[0]!r}?" if known else ""
            return (known[0] if known else bare), " ".join(filter(None, [meant, others]))
        hint = suggest(self.key, own)
        found = re.match(r"did you mean '([^']+)'", hint)
        return (found[1] if found else ""), hint or f"known keys: {', '.join(own)}"

    def _elsewhere(self, key: str) -> str:
        """A key of the record around this one is indented too deep, one of a record within it not deep enough."""
        for number, (address, model) in enumerate(reversed(self.chain[:-1])):
            if key in keys(model):
                column = self.file.locate(address)[1] - 1
                name = self._label(address) or f"the {word_for(self.catalogue, model)}"
                several = "" if number == 0 else " and is indented too deep"
                spaces = {0: "no spaces", 1: "1 space"}.get(column, f"{column} spaces")
                return f"it belongs to {name}{several}: put it below its last line, with {spaces} before it"
        record = _at(self.file.data, self.address[:-1])
        for field in fields_of(self.chain[-1][1]):
            if field.inner and key in keys(field.inner) and isinstance(record, dict) and record.get(field.key):
                place = (*self.address[:-1], field.key)
                if isinstance(record[field.key], list):
                    place = (*place, len(record[field.key]) - 1)
                column = self.file.locate(place)[1] - 1
                whose = self._label(place) or word_for(self.catalogue, field.inner)
                return f"if it belongs to {whose}, put {column} spaces before it"
        return ""

    def _other_registers(self, key: str) -> str:
        """A key that entries of other registers have, though not those of this one."""
        registers = self.catalogue.registers
        files = [kind.file for kind in registers if key in keys(kind.model)]
        if not files or not any(kind.model is self.chain[-1][1] for kind in registers):
            return ""
        return f"{key!r} stands in {', '.join(files[:-1])}{' and ' if files[1:] else ''}{files[-1]} only"

    def _label(self, address: Address) -> str:
        return label(self.file.data, address, self.model, self.catalogue)


def _missing(file: YamlFile, model: type[Record], address: Address, where: str, catalogue: Catalogue) -> Problem:
    key = str(address[-1])
    record = _at(file.data, address[:-1])
    hint = f"add '{key}:'"
    for name, value in record.items() if isinstance(record, dict) else ():
        if isinstance(value, str) and re.search(rf"(?:^|\s){re.escape(key)}: ", value):
            hint = f"it seems to stand within the text of {name!r}: indent it like the other keys"
    lead = f"{where}: " if where else ""
    if key == "id" and len(address) > 2 and isinstance(address[-2], int):
        one = word_for(catalogue, chain(model, address[:-1])[-1][1])
        lead = f"{one} {address[-2] + 1}{' of ' + where if where else ''}: "
    return file.problem(address, f"{lead}must have the key '{key}'", hint, code="missing-key")


def _wording(file: YamlFile, model: type[Record], detail: Any) -> tuple[str, str]:
    address, kind, value = detail["loc"], detail["type"], detail["input"]
    name, shown = str(address[-1]) if address else "file", _shown(value)
    empty = value is None or value == [] or (isinstance(value, str) and shows_nothing(value))
    nothing = "write it behind the colon" + ("" if is_required(model, address) else ", or delete the line")
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", detail["ctx"]["expected"])
        hint = suggest(str(value), choices) if isinstance(value, str) and value else ""
        if len(choices) == 1:
            hint = f"write {choices[0]!r}, or delete the line"
        if len(choices) > 5:
            return f"{name} must be one of {len(choices)} words: {shown}", hint or f"they are {', '.join(choices)}"
        return f"{name} must be {detail['ctx']['expected']}: {shown}", hint
    if kind in {"string_type", "string_too_short", "value_error"}:
        hint = nothing if empty and address and isinstance(address[-1], str) else ""
        if empty and not hint:
            hint = "write it behind the hyphen, or delete the line"
        if isinstance(value, dict | list) and value:
            opening = _opening(file, address)
            hint = "write it without '- ' in front" if isinstance(value, list) else _COLON
            if opening in "[{":
                hint = f"put text that begins with {opening!r} in quotes"
        return f"{_item(detail)} must be text: {shown}", hint
    if kind in {"tuple_type", "list_type"}:
        return f"{name} must be a list: {shown}", _list_hint(model, address, value, nothing)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return f"{_item(detail)} must be a record with keys: {shown}", _record_hint(model, address, value)
    figures = "" if re.search(r"\d", str(value)) else "write it in figures"
    if kind.startswith("int") or kind.startswith("greater"):
        return f"{name} must be a whole number from 1: {shown}", nothing if empty else figures
    return f"{name} must be right: {shown}", str(detail["msg"])


_COLON = "put the text in quotes if it contains a colon"


def _list_hint(model: type[Record], address: Address, value: Any, nothing: str) -> str:
    if isinstance(value, dict):
        return f"put '- ' before its first key, '{next(iter(value), '')}:', and two spaces before the others"
    if not isinstance(value, str) or not value:
        return nothing.replace("behind the colon", "below, each item on a line of its own, with '- ' before it")
    if value.startswith("-"):
        return f"put a space after the hyphen: '- {value.lstrip('-').strip()}'"
    place, kind = chain(model, address)[-1]
    if place == address:
        return f"write each item in the lines below, with '- ' before its first key: '- {keys(kind)[0]}: …'"
    items = [item.strip() for item in re.split(r"[,;] ", value) if item.strip()]
    shown = ", ".join(f"'- {item}'" for item in items[:3])
    if len(items) > 1:
        return f"write each item on a line of its own: {shown}{' …' if len(items) > 3 else ''}"
    return f"write it in the line below, with '- ' before it: {shown}"


def _record_hint(model: type[Record], address: Address, value: Any) -> str:
    kind = chain(model, address)[-1][1]
    known = keys(kind)
    if isinstance(value, str) and (found := re.match(r"([a-z-]+):(?=\S)", value)) and found[1] in known:
        return f"write a space after '{found[1]}:'"
    if isinstance(value, list):
        return "write its keys without '- ' in front"
    texts = [field.key for field in fields_of(kind) if field.key in required(kind) and not field.is_list]
    if isinstance(value, str) and value and len(required(kind)) == len(texts) == 1:
        return f"write it behind its key: '{texts[0]}: {value}'"
    needed = [f"'{key}:'" for key in known if key in required(kind)] or [f"'{key}:'" for key in known[:2]]
    return f"write its keys: {', '.join(needed)}"


def _strangers(file: YamlFile, details: list[Any], catalogue: Catalogue) -> dict[Address, type[Record]]:
    """Return the addresses of records of another kind, with the model of that kind."""
    unknown: dict[Address, set[str]] = defaultdict(set)
    for detail in details:
        if detail["type"] == _UNKNOWN:
            unknown[detail["loc"][:-1]].add(str(detail["loc"][-1]))
    found = {}
    for address, odd in unknown.items():
        record = _at(file.data, address)
        if len(odd) < 2 or not isinstance(record, dict):
            continue
        fitting = [
            model
            for model in catalogue.models.values()
            if record.keys() <= set(keys(model)) and required(model) <= record.keys()
        ]
        if fitting:
            found[address] = fitting[0]
    return found


def _is_near(one: Address, other: Address) -> bool:
    """Say whether one of two records stands within the other."""
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]


def _opening(file: YamlFile, address: Address) -> str:
    line, column = file.locate(address)
    lines = file.text.split("\n", line)
    return lines[line - 1][column - 1 : column] or " "


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


def _at(data: Any, address: Address) -> Any:
    for step in address:
        data = _step(data, step)
    return data


def _step(node: Any, step: str | int) -> Any:
    try:
        return node[step]
    except (KeyError, IndexError, TypeError):
        return None
