"""The registers of people, organisations and places, the glossary, and the main figures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from sourcebook.records.forms import COORDINATES, Form, point
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import Kind
from sourcebook.records.model import Statement
from sourcebook.records.registers import Entry
from sourcebook.reference.addresses import FIGURES, register_letter
from sourcebook.reference.links import Located
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.ribbons import NamedIn, named_in
from sourcebook.site.pictures import maps
from sourcebook.site.pictures.maps import Spot
from sourcebook.site.pictures.svg import Svg, figure
from sourcebook.site.views.claims import Mention
from sourcebook.words.counting import count

MOST_FIGURES = 40
_BOOST = 1.4
"""Who looks for a name, in whatever spelling, looks for the person before all that mentions them."""


@dataclass(frozen=True, slots=True)
class StatementView:
    """What is said of an entry, with links to its support; without support it is our own usage."""

    text: str
    claims: tuple[PageLink, ...]


@dataclass(frozen=True, slots=True)
class EntryLine:
    """An entry in its register, with the ids of the claims that name it."""

    entry: Entry
    path: str
    letter: str
    claims: tuple[str, ...]
    figures: str
    statement: StatementView | None


@dataclass(frozen=True, slots=True)
class LetterGroup:
    """The entries under one letter."""

    letter: str
    path: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class RegisterView:
    """What a register shows."""

    letters: tuple[LetterGroup, ...]
    maps: tuple[Svg, ...]
    places_without_point: int


@dataclass(frozen=True, slots=True)
class EntryView:
    """What the page of an entry shows; ``named`` says whether claims are expected to name it."""

    entry: Entry
    statement: StatementView | None
    named_in: tuple[NamedIn, ...]
    claims: tuple[Mention, ...]
    named: bool
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What the page of main figures shows."""

    entries: tuple[EntryLine, ...]


def registers(display: Display) -> Iterator[Page]:
    """Yield each register and the page of each of its entries."""
    using = _claims_using_terms(display)
    for kind in display.reference.catalogue.registers:
        entries = _in_order(kind, display.reference.of(kind.name).values())
        lines = [_line(display, kind, located.record, using) for located in entries]
        if display.wants(display.index(kind.name)):
            yield _register(display, kind, lines)
        for located, line in zip(entries, lines, strict=True):
            if display.wants(line.path):
                yield _entry(display, kind, located, line)


def main_figures(display: Display) -> Iterator[Page]:
    """Yield the page of those people with a role who are named by most claims."""
    if not display.wants(FIGURES):
        return
    kind = display.reference.catalogue["person"]
    people = [located.record for located in display.reference.of(kind.name).values()]
    lines = [_line(display, kind, person, {}) for person in people if person.statement]
    lines.sort(key=lambda line: (-len(line.claims), line.path))
    yield Page(FIGURES, "Main figures", "The people who matter most to this record, each in one line.", "figures",
               FiguresView(tuple(lines[:MOST_FIGURES])), searchable=False)  # fmt: skip


def _register(display: Display, kind: Kind, lines: list[EntryLine]) -> Page:
    letters = tuple(
        LetterGroup(initial, register_letter(kind, initial), tuple(members))
        for initial, members in groupby(lines, lambda line: line.letter)
    )
    title = kind.readers_heading
    description = f"{title} named by the claims, with links to each."
    if kind.is_vocabulary:
        description = f"{kind.plural.capitalize()} that readers need, each with its definition."
    drawn, places_without_point = _maps(kind, lines)
    return Page(display.index(kind.name), title, description, "register",
                RegisterView(letters, drawn, places_without_point), searchable=False)  # fmt: skip


def _entry(display: Display, kind: Kind, located: Located[Entry], line: EntryLine) -> Page:
    entry = located.record
    said = entry.statement
    description = f"{entry.name}: {said.text if said else line.figures + ' in order of time'}."
    view = EntryView(
        entry=entry,
        statement=line.statement,
        named_in=named_in(display, kind.name, entry.id),
        claims=tuple(display.in_time(line.claims)),
        named=not kind.is_vocabulary,
        details=display.details(entry),
    )
    return Page(
        line.path, entry.name, description, "entry", view, located.place, display.index(kind.name), boost=_BOOST
    )


def _maps(kind: Kind, lines: list[EntryLine]) -> tuple[tuple[Svg, ...], int]:
    """Return the maps of places, and how many places are named by claims but are no point on them."""
    by_point: dict[tuple[float, float], list[EntryLine]] = defaultdict(list)
    coordinates = [field.name for field in fields_of(kind.model) if field.mark(Form) == COORDINATES]
    places = [(line, point(getattr(line.entry, name))) for line in lines if line.claims for name in coordinates]
    for line, where in places:
        if where:
            by_point[where].append(line)
    spots = []
    for (latitude, longitude), here in by_point.items():
        first, *others = sorted(here, key=lambda line: (-len(line.claims), line.path))
        claims = len({name for line in here for name in line.claims})
        also = tuple(line.entry.name for line in others)
        spots.append(Spot(first.entry.name, first.path, longitude, latitude, claims, also))
    drawn = tuple(figure(picture, title, "map") for title, picture in maps.pictures(spots))
    return drawn, sum(where is None for _, where in places)


def _line(display: Display, kind: Kind, entry: Entry, using: dict[str, list[str]]) -> EntryLine:
    path = display.link(kind.name, entry.id).path
    claims = using.get(path) or display.reference.claims_of_entry.get(entry.id, [])
    return EntryLine(
        entry=entry,
        path=path,
        letter=_name_key(kind, entry)[0],
        claims=tuple(claims),
        figures=count(len(claims), "claim"),
        statement=_statement(display, entry.statement),
    )


def _statement(display: Display, statement: Statement | None) -> StatementView | None:
    if statement is None:
        return None
    return StatementView(statement.text, tuple(display.claim_link(name) for name in statement.claims))


def _claims_using_terms(display: Display) -> dict[str, list[str]]:
    """Return path of a term → ids of the claims whose text uses it."""
    kinds = [kind for kind in display.reference.catalogue.registers if kind.is_vocabulary]
    terms = {display.link(kind.name, name).path for kind in kinds for name in display.reference.of(kind.name)}
    using: dict[str, list[str]] = defaultdict(list)
    for name in display.reference.claims:
        for piece in display.pieces(name):
            if piece.path in terms:
                using[piece.path].append(name)
    return using


def _in_order(kind: Kind, entries: Iterable[Located[Entry]]) -> list[Located[Entry]]:
    return sorted(entries, key=lambda located: _name_key(kind, located.record))


def _name_key(kind: Kind, entry: Entry) -> str:
    # Ids are the plain Latin letters of the name, so they sort as readers expect; people by the last of them.
    words = entry.id.split("-")
    key = [words[-1], *words[:-1]] if kind.by_last_name else words
    return " ".join(word for word in key if word != "the").upper() or entry.id.upper()
