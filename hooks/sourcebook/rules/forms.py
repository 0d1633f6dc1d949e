"""Rules about what texts and dates look like."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from sourcebook.files.problems import Problem, count
from sourcebook.records.shape import label
from sourcebook.reference.load import FOLDERS, Reference
from sourcebook.words.dates import DateError, parse

LONGEST_TEXT = 45
LONGEST_TITLE = 60
LONGEST_ROLE = 20
_HTML = re.compile(r"<[a-zA-Z/!?][^<>]*>|&(?:[a-zA-Z]+|#\d+);")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+( \(.*\))?")


def dates_are_edtf(reference: Reference) -> Iterator[Problem]:
    """A date is valid EDTF of level 0 or 1, and a range is in order."""
    dated = [
        *((f"claim '{x.record.id}'", x, "date", x.record.date) for x in reference.claims.values()),
        *((f"source '{x.record.id}'", x, "issued", x.record.issued) for x in reference.sources.values()),
        *((f"hand-over to {x.record.to!r}", x, "date", x.record.date) for x in reference.handovers),
        *((f"view '{x.record.id}'", x, "date", x.record.date) for x in reference.views),
    ]
    for lead, located, key, date in dated:
        if date is None:
            continue
        try:
            parse(date)
        except DateError as error:
            yield located.problem((key,), f"{lead}: {key} {error}", error.hint)


def texts_are_short(reference: Reference) -> Iterator[Problem]:
    """A claim's text has at most 45 words and its title at most 60 characters."""
    for claim in reference.claims.values():
        record = claim.record
        length = len(record.text.split())
        if length > LONGEST_TEXT:
            message = f"claim '{record.id}': text must have at most {LONGEST_TEXT} words: {length}"
            yield claim.problem(("text",), message, "shorten it, or make two claims of it")
        if len(record.title) > LONGEST_TITLE:
            message = f"claim '{record.id}': title must have at most {LONGEST_TITLE} characters: {len(record.title)}"
            hint = f"shorten it by {count(len(record.title) - LONGEST_TITLE, 'character')}"
            yield claim.problem(("title",), message, hint)


def roles_are_short(reference: Reference) -> Iterator[Problem]:
    """A role has at most 20 words and a definition at most 45."""
    for entries in reference.entries.values():
        for entry in entries.values():
            for key, most in (("role", LONGEST_ROLE), ("definition", LONGEST_TEXT)):
                statement = getattr(entry.record, key)
                length = len(statement.text.split()) if statement else 0
                if length > most:
                    message = f"entry '{entry.record.id}': {key} must have at most {most} words: {length}"
                    yield entry.problem((key, "text"), message, f"leave out {count(length - most, 'word')}")


def texts_are_plain(reference: Reference) -> Iterator[Problem]:
    """No value holds raw HTML."""
    for file in reference.files:
        if "<" not in file.text and "&" not in file.text:
            continue
        for address, value in _values(file.data, ()):
            match = _HTML.search(value)
            if match:
                model = FOLDERS.get(PurePosixPath(file.path).parent.name)
                lead = label(file.data, address, model.__name__.lower() if model else "")
                key = next((step for step in reversed(address) if isinstance(step, str)), "text")
                message = f"{lead}{': ' if lead else ''}{key} must have no HTML: {match[0]!r}"
                yield file.problem(address, message, "write plain text; the pages take care of its form")


def coordinates_are_on_the_earth(reference: Reference) -> Iterator[Problem]:
    """Coordinates are latitude and longitude in decimal degrees, and stand with places only."""
    for kind, entries in reference.entries.items():
        for entry in entries.values():
            written = entry.record.coordinates
            lead = f"entry '{entry.record.id}'"
            if written and kind != "places":
                message = f"{lead}: coordinates must stand in places.yml only: {written!r}"
                yield entry.problem(("coordinates",), message, "delete them")
            elif written and entry.record.point is None:
                message = f"{lead}: coordinates must be latitude and longitude in decimal degrees: {written!r}"
                yield entry.problem(("coordinates",), message, "write 52.23, 21.01; south and west have a minus sign")


def addresses_are_web_addresses(reference: Reference) -> Iterator[Problem]:
    """A web address begins with http:// or https:// and has no spaces; a remark may follow in brackets."""
    for source in reference.sources.values():
        record = source.record
        named = [(("URL",), record.URL), *((("consulted", n), url) for n, url in enumerate(record.consulted))]
        for address, url in named:
            if url and not _ADDRESS.fullmatch(url):
                message = f"source '{record.id}': {address[0]} must be a web address: {url!r}"
                yield source.problem(address, message, "it begins with https:// or http://")


def _values(node: object, address: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(node, str):
        if address and address[-1] not in {"URL", "consulted"} and "consulted" not in address:
            yield address, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from _values(value, (*address, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from _values(value, (*address, number))
