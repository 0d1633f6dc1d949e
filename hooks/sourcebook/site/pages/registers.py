"""The registers of people, organisations and places, the glossary, and the main figures."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sourcebook.files.problems import count
from sourcebook.records.registers import Definition, Entry, Role
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.site.display import Views
from sourcebook.site.page import Page
from sourcebook.site.pictures import maps
from sourcebook.site.pictures.maps import Spot
from sourcebook.site.pictures.svg import Svg, figure

REGISTERS = {"people": "People", "organizations": "Organisations", "places": "Places", "terms": "Glossary"}
MOST_FIGURES = 40
BOOST = 2
"""Who looks for a name, in whatever spelling, looks for the person before all that mentions them."""
DESCRIPTIONS = {"terms": "Terms that readers need, each with its definition."}


def registers(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield each register and the page of each of its entries."""
    using = _claims_using_terms(reference, views)
    for kind, title in REGISTERS.items():
        entries = sorted(reference.entries[kind].values(), key=lambda x: _name_key(x.record, kind))
        rows = [_row(views, entry, kind, using) for entry in entries]
        letters = [(letter, list(members)) for letter, members in groupby(rows, lambda row: row["letter"])]
        description = DESCRIPTIONS.get(kind, f"{title} named by the claims, with links to each.")
        drawn, pointless = _maps(rows) if kind == "places" else ([], 0)
        view = {"letters": letters, "kind": kind, "maps": drawn, "pointless": pointless}
        yield Page(f"{kind}/index.md", title, description, "register", view, searchable=False)
        for entry, row in zip(entries, rows, strict=True):
            named = views.in_time(row["claims"])
            said = entry.record.statement
            description = f"{entry.record.name}: {said.text if said else row['figures'] + ' in order of time'}."
            view = {"entry": entry.record, "claims": named, "statement": row["statement"], "kind": kind}
            yield Page(
                row["path"], entry.record.name, description, "entry", view, entry.place, f"{kind}/index.md", boost=BOOST
            )


def main_figures(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the page of those people with a role who are named by most claims."""
    rows = [
        _row(views, entry, "people", {}) for entry in reference.entries["people"].values() if entry.record.statement
    ]
    if rows:
        rows.sort(key=lambda row: (-len(row["claims"]), row["path"]))
        yield Page("figures.md", "Main figures", "The people who matter most to this record, each in one line.",
                   "figures", {"rows": rows[:MOST_FIGURES]}, searchable=False)  # fmt: skip


def _maps(rows: list[dict[str, Any]]) -> tuple[list[Svg], int]:
    """Return the maps of places, and how many places are named by claims but are no point on them."""
    by_point: dict[tuple[float, float], list[dict[str, Any]]] = defaultdict(list)
    named = [row for row in rows if row["claims"]]
    for row in named:
        if row["entry"].point:
            by_point[row["entry"].point].append(row)
    spots = []
    for (latitude, longitude), here in by_point.items():
        first, *others = sorted(here, key=lambda row: (-len(row["claims"]), row["path"]))
        claims = len({name for row in here for name in row["claims"]})
        also = tuple(row["entry"].name for row in others)
        spots.append(Spot(first["entry"].name, first["path"], longitude, latitude, claims, also))
    drawn = [figure(picture, title, "map") for title, picture in maps.pictures(spots)]
    return drawn, sum(row["entry"].point is None for row in named)


def _row(views: Views, located: Located[Entry], kind: str, using: dict[str, list[str]]) -> dict[str, Any]:
    entry = located.record
    path = f"{kind}/{entry.id}.md"
    claims = using.get(path) or views.reference.claims_of_entry.get(entry.id, [])
    return {
        "entry": entry,
        "path": path,
        "letter": _name_key(entry, kind)[0],
        "claims": claims,
        "figures": count(len(claims), "claim"),
        "statement": _statement(views, entry.statement),
    }


def _statement(views: Views, statement: Role | Definition | None) -> dict[str, Any] | None:
    """Return what is said of an entry, with links to its support; without support it is our own usage."""
    if statement is None:
        return None
    return {"text": statement.text, "claims": [views.claim_link(name) for name in statement.claims]}


def _claims_using_terms(reference: Reference, views: Views) -> dict[str, list[str]]:
    """Return path of a term → ids of the claims whose text uses it."""
    using: dict[str, list[str]] = defaultdict(list)
    for name in reference.claims:
        for _, path in views.segments(name):
            if path.startswith("terms/"):
                using[path].append(name)
    return using


def _name_key(entry: Entry, kind: str) -> str:
    # Ids are the plain Latin letters of the name, so they sort as readers expect; people by the last of them.
    words = entry.id.split("-")
    key = [words[-1], *words[:-1]] if kind == "people" else words
    return " ".join(word for word in key if word != "the").upper() or entry.id.upper()
