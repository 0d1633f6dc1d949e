"""The registers of people, organisations and places."""

from collections.abc import Iterator
from itertools import groupby

from sourcebook.load import Reference
from sourcebook.model import Entry
from sourcebook.pages.page import Page
from sourcebook.problems import count
from sourcebook.views import Views

REGISTERS = {"people": "People", "organizations": "Organisations", "places": "Places"}


def registers(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield each register and the page of each of its entries."""
    for kind, title in REGISTERS.items():
        entries = sorted((x for x in reference.entries[kind].values()), key=lambda x: _name_key(x.record, kind))
        rows = [(x.record, f"{kind}/{x.record.id}.md", len(reference.claims_of_entry.get(x.record.id, ())))
                for x in entries]  # fmt: skip
        letters = _by_letter(rows, kind)
        yield Page(f"{kind}/index.md", title, f"{title} named by the claims, with links to each.", "register",
                   {"letters": letters, "total": len(rows), "kind": kind}, searchable=False)  # fmt: skip
        for entry in entries:
            claims = views.in_time(reference.claims_of_entry.get(entry.record.id, ()))
            description = f"{entry.record.name}: {count(len(claims), 'claim')} in order of time."
            yield Page(f"{kind}/{entry.record.id}.md", entry.record.name, description, "entry",
                       {"entry": entry.record, "claims": claims, "kind": title}, entry.place,
                       f"{kind}/index.md")  # fmt: skip


def _by_letter(rows: list[tuple[Entry, str, int]], kind: str) -> list[tuple[str, list[tuple[Entry, str, int]]]]:
    return [(letter, list(members)) for letter, members in groupby(rows, lambda row: _name_key(row[0], kind)[0])]


def _name_key(entry: Entry, kind: str) -> str:
    # Ids are the plain Latin letters of the name, so they sort as readers expect; people by the last of them.
    words = entry.id.split("-")
    key = [words[-1], *words[:-1]] if kind == "people" else words
    return " ".join(word for word in key if word != "the").upper() or entry.id.upper()
