"""From raw data to records: what fits its model is kept, and what does not is reported."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, TypeVar

from pydantic import ValidationError

from sourcebook.files.problems import Problem, stamped
from sourcebook.files.yamlfile import MOST_OF_A_FILE, Address, YamlFile
from sourcebook.records.keys import keys, required
from sourcebook.records.kinds import CATALOGUE, Catalogue
from sourcebook.records.model import Record
from sourcebook.records.wording import worded

_R = TypeVar("_R", bound=Record)


def validate(model: type[_R], file: YamlFile, catalogue: Catalogue = CATALOGUE) -> _R | None:
    """Return the record that ``file`` holds, after adding to the file's problems what its shape lacks.

    Claims, questions, entries and other items whose shape is wrong are left out of the record, so that the rules can
    look at the rest. Returns ``None`` where nothing can be saved.
    """
    if file.problems:
        return None
    if not isinstance(file.data, dict):
        file.problems += stamped([_no_keys(model, file)], "no-keys")
        return None
    try:
        return model.model_validate(file.data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        file.problems += worded(file, model, details[: 3 * MOST_OF_A_FILE], catalogue)
        file.limit(uncounted=len(details[3 * MOST_OF_A_FILE :]))
        return _without(model, file, {_faulty_part(model, detail["loc"], catalogue) for detail in details})


def _no_keys(model: type[Record], file: YamlFile) -> Problem:
    opening = ", ".join(f"'{key}:'" for key in keys(model)[:2])
    hint = f"it opens with {opening}"
    if not isinstance(file.data, list):
        return file.problem((), "file must begin with keys: text", hint)
    if len(keys(model)) == 1:
        hint = f"write {opening} in a line above the list"
    elif len(file.data) == 1 and isinstance(file.data[0], dict):
        hint = "delete the '- ' at its beginning, and the two spaces before the other keys"
    return file.problem((), "file must begin with keys: a list", hint)


def _faulty_part(model: type[Record], address: Address, catalogue: Catalogue) -> Address:
    """Return the address of the smallest part without which the rest makes sense, the empty address for none."""
    for end in range(len(address), 0, -1):
        if isinstance(address[end - 1], int) and catalogue.kind_at(model, address[:end]):
            return address[:end]
    return () if not address or address[0] in required(model) else address[:1]


def _without(model: type[_R], file: YamlFile, parts: set[Address]) -> _R | None:
    """Return the record without these parts, which are noted as left out of the file."""
    if () in parts:
        return None
    try:
        record = model.model_validate(_copied_without(file.data, parts), by_alias=True, by_name=False)
    except ValidationError:
        return None
    file.left_out |= parts
    return record


def _copied_without(data: Any, parts: Collection[Address]) -> Any:
    """Return lists and mappings without the parts at these addresses; what holds none of them is not copied."""
    within: dict[str | int, list[Address]] = defaultdict(list)
    for first, *rest in parts:
        within[first].append(tuple(rest))
    gone = {step for step, inner in within.items() if () in inner}
    pairs = enumerate(data) if isinstance(data, list) else data.items()
    kept = {step: _copied_without(held, within[step]) if step in within else held for step, held in pairs
            if step not in gone}  # fmt: skip
    return [*kept.values()] if isinstance(data, list) else kept
