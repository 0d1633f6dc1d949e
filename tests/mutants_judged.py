"""What became of mutants: what mutmut kept of them, held against the list of those that no test notices."""

import difflib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

EQUIVALENT = "equivalent: "
"""How a reason begins that says why no test can notice the mutant; it does not count against the share."""
NOTICED = {1, 3, 36, -24, 24, 152, 255}
"""What mutmut keeps of a run whose tests failed, or did not come to an end in many times the usual time."""
NOT_RUN = {None, 5, 33}


@dataclass(frozen=True)
class Mutant:
    """A change to a function, as the lines before and after it; ``noticed`` is None where no test ran.

    ``twin`` counts, from 1, the places of a function at which the same lines are changed in the same way.
    """

    module: str
    function: str
    before: str
    after: str
    noticed: bool | None
    twin: int = 1

    def __str__(self) -> str:
        return _told(self)


@dataclass(frozen=True)
class Accepted:
    """A mutant that no test notices, with the reason."""

    module: str
    function: str
    before: str
    after: str
    reason: str
    twin: int = 1

    def is_of(self, mutant: Mutant) -> bool:
        """Say whether this is that mutant."""
        return (self.module, self.function, self.before, self.after, self.twin) == (
            mutant.module, mutant.function, mutant.before, mutant.after, mutant.twin,
        )  # fmt: skip

    def __str__(self) -> str:
        return _told(self)


def _told(one: Mutant | Accepted) -> str:
    twin = f", twin {one.twin}" if one.twin > 1 else ""
    return f"{one.module}, {one.function}{twin}\n  - {one.before}\n  + {one.after}"


def accepted(text: str) -> list[Accepted]:
    """Return the mutants that ``mutants.yml`` lists.

    That is: module → function, line before, line or lines after, reason, and which twin it is if not the first.
    """
    listed: dict[str, list[dict[str, Any]]] = yaml.safe_load(text) or {}
    return [
        Accepted(module, entry["function"], entry["before"], after, entry["reason"], entry.get("twin", 1))
        for module, entries in listed.items()
        for entry in entries
        for after in (entry["after"] if isinstance(entry["after"], list) else [entry["after"]])
    ]


def _kept(work: Path, module: str) -> Path:
    """Return where mutmut keeps what became of the mutants of a module."""
    return work / "mutants" / "src" / "sourcebook" / f"{module}.meta"


def _codes(work: Path, module: str) -> dict[str, int | None]:
    """Return name of a mutant → what its tests returned to the system."""
    codes: dict[str, int | None] = json.loads(_kept(work, module).read_text("utf-8"))["exit_code_by_key"]
    return codes


def forget_unnoticed(work: Path, module: str) -> None:
    """Let mutmut test again what no test noticed; what has changed since then it tests anyhow."""
    kept = _kept(work, module)
    if not kept.exists():
        return
    all_kept = json.loads(kept.read_text("utf-8"))
    codes = all_kept["exit_code_by_key"]
    all_kept["exit_code_by_key"] = {name: code if code in NOTICED else None for name, code in codes.items()}
    kept.write_text(json.dumps(all_kept), "utf-8")


def mutants(work: Path, module: str) -> Iterator[Mutant]:
    """Yield the mutants of a module as mutmut left them in a folder; none if it was not tested there."""
    if not _kept(work, module).exists():
        return
    file = work / "mutants" / "src" / "sourcebook" / module
    lines = file.read_text("utf-8").splitlines()
    spans = json.loads(file.with_name(f"{file.name}.spans").read_text("utf-8"))["spans"]

    def source(name: str) -> list[str]:
        start, end = spans[name]
        return [line.replace(f"def {name}(", f"def {_method(name)}(") for line in lines[start - 1 : end]]

    twins: Counter[tuple[str, str, str]] = Counter()
    for key, code in _codes(work, module).items():
        name = key.rpartition(".")[2]
        function = name.partition("__mutmut_")[0]
        before, after = _changed(source(f"{function}__mutmut_orig"), source(name))
        noticed = None if code in NOT_RUN else code in NOTICED
        twins[function, before, after] += 1
        shown = re.sub("^x_|^xǁ", "", function).replace("ǁ", ".")
        yield Mutant(module, shown, before, after, noticed, twins[function, before, after])


def _method(name: str) -> str:
    """Return the name that a function has in the engine, without its class."""
    return re.sub("^x_|^xǁ.*ǁ|__mutmut_.*$", "", name)


def _changed(one: Sequence[str], other: Sequence[str]) -> tuple[str, str]:
    """Return the lines in which two functions differ, joined."""
    found: dict[str, list[str]] = {"-": [], "+": [], " ": [], "?": []}
    for line in difflib.ndiff(one, other):
        found[line[0]].append(line[2:].strip())
    return " ".join(found["-"]).strip(), " ".join(found["+"]).strip()


@dataclass(frozen=True)
class Row:
    """How a module stands: its mutants, those that tests notice, those that no test can notice, and the faults."""

    module: str
    all: int
    noticed: int
    equivalent: int
    least: float
    faults: tuple[str, ...]

    @property
    def share(self) -> float:
        """How many of 100 mutants that can be noticed are."""
        possible = self.all - self.equivalent
        return 100 * self.noticed / possible if possible else 100.0


def judged(module: str, least: float, found: Iterable[Mutant], listed: Iterable[Accepted]) -> Row:
    """Hold the mutants of a module against those that are listed as not noticed."""
    found, listed = [*found], [entry for entry in listed if entry.module == module]
    left = [mutant for mutant in found if not mutant.noticed]
    reasons = {mutant: [entry.reason for entry in listed if entry.is_of(mutant)] for mutant in left}
    faults = [
        f"{'no test runs' if mutant.noticed is None else 'no test notices'}: {mutant}"
        for mutant in left
        if not reasons[mutant]
    ]
    faults += [
        f"listed, but no such mutant is left: {entry}"
        for entry in listed
        if not any(entry.is_of(mutant) for mutant in left)
    ]
    equivalent = sum(reason[0].startswith(EQUIVALENT) for mutant in left if (reason := reasons[mutant]))
    if not found:
        faults = [f"{module}: was not tested"]
    row = Row(module, len(found), len(found) - len(left), equivalent, least, tuple(faults))
    if row.share < least:
        return replace(row, faults=(*faults, f"{module}: at least {least} % must be noticed: {row.share:.1f} %"))
    return row


def table(rows: Sequence[Row]) -> str:
    """Return a line for each module."""
    lines = [f"{'module':28} {'mutants':>8} {'noticed':>8} {'equivalent':>11} {'left':>5} {'share':>8} {'least':>6}"]
    for row in rows:
        left = row.all - row.noticed - row.equivalent
        lines.append(
            f"{row.module:28} {row.all:8,} {row.noticed:8,} {row.equivalent:11,} {left:5,} {row.share:6.1f} %"
            f" {row.least:4.0f} %"
        )
    return "\n".join(lines)
