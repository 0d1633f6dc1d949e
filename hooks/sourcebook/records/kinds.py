"""The catalogue of kinds: what each kind of record is called, where its records stand, and where they are shown.

Whoever needs to know which kinds there are asks a catalogue; nothing else lists them. A new kind is one entry here, its
model, and what thinks about it: a page, a template, rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from types import GenericAlias
from typing import Any

from pydantic import Field, create_model

from sourcebook.files.yamlfile import Address
from sourcebook.records import model, registers, sources
from sourcebook.records.keys import attribute, record_within, refuse_lost_references
from sourcebook.records.model import Record
from sourcebook.records.outlines.examination import Examination
from sourcebook.records.outlines.outline import Outline, Version
from sourcebook.records.outlines.part import TextPart
from sourcebook.records.overviews import lists, told
from sourcebook.records.overviews.searches import Search
from sourcebook.records.registers import Entry


@dataclass(frozen=True)
class Kind:
    """A kind of record.

    ``home`` says where its records stand below ``data/``: a file for each, ``sources/*.yml``; a list in one file,
    ``people.yml > entries``; or a list within records of another kind, ``chapters/*.yml > sections > claims``. ``page``
    is the address of a record's page, with ``{id}`` for its id and ``{chapter}`` for that of the chapter around it,
    ``{outer}`` for that of any other outermost record, or ``{source}`` for that of the source that it names.
    """

    name: str
    """The word for one of them, in messages, links and commands: ``claim``."""
    plural: str
    model: type[Record]
    home: str
    page: str = ""
    """Empty for a kind that is shown on pages of others only."""
    title: str = "title"
    """The field that says what a record is called."""
    id: str = "id"
    """The field with the id, empty where records have none."""
    label: str = ""
    """How messages name a record without id, with its fields in braces."""
    heading: str = ""
    """The plural as readers see it, where it is not ``plural`` with a capital letter."""
    noun: str = ""
    """The word for one of them as readers see it, where it is not ``name``."""
    written_by: str = ""
    """The command that writes its files, empty where people do."""
    added: str = "added"
    """What is said of one that came, where two states are compared."""
    lost: str = "lost"
    """The same for one that went."""
    id_from: tuple[str, ...] = ()
    """The fields, names and dates, of which a new record's id is made; of its title where they are not given."""
    is_vocabulary: bool = False
    """For a register: whether its entries are words that claims use, and not somebody or something that they name."""
    by_last_name: bool = False
    """For a register: whether its entries are sorted by the last part of their names."""

    @cached_property
    def file(self) -> str:
        """The pattern of the files: ``chapters/*.yml``."""
        return self.home.split(" > ")[0]

    @cached_property
    def steps(self) -> tuple[str, ...]:
        """The keys of the lists on the way from the top of a file to a record."""
        return tuple(self.home.split(" > ")[1:])

    @property
    def folder(self) -> str:
        """The folder in which each record has a file of its own, empty for none."""
        return self.file.partition("/")[0] if "*" in self.file and not self.steps else ""

    @property
    def is_register(self) -> bool:
        """Whether its records have names by which others name them."""
        return issubclass(self.model, Entry)

    @property
    def is_cited(self) -> bool:
        """Whether its records are sources, which are called by a short citation."""
        return issubclass(self.model, sources.Source)

    @property
    def is_former(self) -> bool:
        """Whether its records are ids that were given up, the same one perhaps in several chapters."""
        return issubclass(self.model, registers.FormerId)

    @property
    def is_within_page(self) -> bool:
        """Whether its records are shown on the page of the outermost record around them."""
        return "#" in self.page

    @property
    def readers_heading(self) -> str:
        """The plural as a heading for readers."""
        return self.heading or self.plural[0].upper() + self.plural[1:]

    @property
    def readers_noun(self) -> str:
        """The word for one of them, for readers."""
        return self.noun or self.name

    def title_of(self, record: Any) -> str:
        """Return what a record of this kind is called."""
        return str(getattr(record, self.title))

    def label_of(self, record: Any) -> str:
        """Return how messages name a record: ``claim 'bridge-lost'``."""
        if self.id:
            return f"{self.name} '{self.id_of(record)}'"
        return self.label.format(**dict(record)) or self.name

    def id_of(self, record: Any) -> str:
        """Return the id of a record, an empty text for a kind without."""
        return str(getattr(record, self.id)) if self.id else ""


class Catalogue:
    """Kinds of records, in the order in which they are told."""

    def __init__(self, kinds: Iterable[Kind]) -> None:
        """Take the kinds; raises ``ValueError`` for two with one name, and for a field that refers to no kind."""
        listed = tuple(kinds)
        self._kinds = {kind.name: kind for kind in listed}
        if len(self._kinds) < len(listed):
            raise ValueError("kinds must have different names")
        with_ids = [kind.name for kind in listed if kind.id]
        for record in self.models.values():
            refuse_lost_references(record, with_ids, [kind.name for kind in self.registers])

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._kinds.values())

    def __getitem__(self, name: str) -> Kind:
        """Return the kind with this name; raises ``KeyError``."""
        return self._kinds[name]

    def __contains__(self, name: object) -> bool:
        return name in self._kinds

    @cached_property
    def identified(self) -> tuple[Kind, ...]:
        """The kinds whose ids are unique in the whole reference."""
        return tuple(kind for kind in self if kind.id == "id")

    @cached_property
    def linked(self) -> tuple[Kind, ...]:
        """The kinds to whose records hand-written pages can link, ``kind:ID``."""
        return tuple(kind for kind in self.identified if kind.page)

    @cached_property
    def registers(self) -> tuple[Kind, ...]:
        """The kinds whose records are named by their names."""
        return tuple(kind for kind in self if kind.is_register)

    @cached_property
    def files(self) -> dict[str, type[Record]]:
        """Pattern of files → the record that the whole of such a file is."""
        found: dict[str, type[Record]] = {}
        for kind in self:
            if not kind.steps:
                found[kind.file] = kind.model
            elif len(kind.steps) == 1 and "*" not in kind.file:
                found.setdefault(kind.file, _list_file(kind))
        return found

    def file_model(self, path: PurePath) -> type[Record] | None:
        """Return the record that a file below ``data/`` is, ``None`` for one that holds none."""
        pattern = f"{path.parent.as_posix()}/*{path.suffix}" if len(path.parts) > 1 else str(path)
        return self.files.get(pattern)

    def kinds_in(self, whole: type[Record]) -> list[Kind]:
        """Return the kinds whose records stand in files of this model, the outer ones first."""
        return [kind for kind in self if self.files.get(kind.file) is whole]

    def kind_at(self, whole: type[Record], address: Address) -> Kind | None:
        """Return the kind of the record that stands at an address of a file, ``None`` if no whole record does."""
        steps = tuple(step for step in address if isinstance(step, str))
        if len(address) != 2 * len(steps):
            return None
        return next((kind for kind in self.kinds_in(whole) if kind.steps == steps), None)

    def within(self, kind: Kind) -> list[Kind]:
        """Return the kinds whose records stand directly within those of another."""
        depth = len(kind.steps) + 1
        return [
            one for one in self if one.file == kind.file and one.steps[:-1] == kind.steps and len(one.steps) == depth
        ]

    def keys_within(self, kind: Kind) -> frozenset[str]:
        """Return the keys under which records of other kinds stand within those of a kind."""
        return self._keys_within[kind.name]

    @cached_property
    def _keys_within(self) -> dict[str, frozenset[str]]:
        return {kind.name: frozenset(one.steps[-1] for one in self.within(kind)) for kind in self}

    def around(self, kind: Kind) -> Kind | None:
        """Return the kind within whose records those of another stand, ``None`` for none."""
        return next((one for one in self if kind in self.within(one)), None)

    def of_model(self, record: type[Record]) -> Kind | None:
        """Return the kind whose records are of this model, ``None`` for a part of records."""
        return next((kind for kind in self if kind.model is record), None)

    @cached_property
    def models(self) -> dict[str, type[Record]]:
        """Every record and part of one by the name of its model, in the order of the catalogue."""
        found: dict[str, type[Record]] = {}
        waiting = [kind.model for kind in self]
        while waiting:
            one = waiting.pop(0)
            if one.__name__ not in found:
                found[one.__name__] = one
                inner = (record_within(info.annotation) for info in one.model_fields.values())
                waiting = [record for record in inner if record] + waiting
        return found

    def with_kinds(self, *more: Kind) -> "Catalogue":
        """Return a catalogue with more kinds."""
        return Catalogue((*self, *more))

    def with_fields(self, name: str, **fields: Any) -> "Catalogue":
        """Return a catalogue whose kind ``name`` has more fields, each given as its type and ``Field``.

        The models in which records of the kind stand are made anew around them.
        """
        make: Any = create_model
        kind, fresh = self[name], {}
        fresh[kind.model] = make(kind.model.__name__, __base__=kind.model, **fields)
        while outer := self.around(kind):
            key = attribute(outer.model, kind.steps[-1])
            inner = (GenericAlias(tuple, (fresh[kind.model], ...)), outer.model.model_fields[key])
            fresh[outer.model] = make(outer.model.__name__, __base__=outer.model, **{key: inner})
            kind = outer
        return Catalogue(replace(kind, model=fresh.get(kind.model, kind.model)) for kind in self)


def _list_file(kind: Kind) -> type[Record]:
    """Return the record that a file is which holds nothing but a list of records."""
    name = "".join(part.capitalize() for part in kind.file.removesuffix(".yml").split("-"))
    about = f"the {kind.plural}, in any order" if kind.is_register else f"the {kind.plural}, in order"
    held = (GenericAlias(tuple, (kind.model, ...)), Field(description=about))
    make: Any = create_model
    made: type[Record] = make(
        name, __base__=Record, __doc__=f"The file of {kind.plural}: `data/{kind.file}`.",
        **{kind.steps[0].replace("-", "_"): held},
    )  # fmt: skip
    return made


CATALOGUE = Catalogue((
    Kind("chapter", "chapters", model.Chapter, "chapters/*.yml", "chapters/{id}.md"),
    Kind("section", "sections", model.Section, "chapters/*.yml > sections", "chapters/{chapter}.md#{id}"),
    Kind("claim", "claims", model.Claim, "chapters/*.yml > sections > claims", "chapters/{chapter}.md#{id}"),
    Kind("question", "questions", model.Question, "chapters/*.yml > questions", "questions/{id}.md", "question",
         added="opened", lost="closed"),
    Kind("source", "sources", sources.Source, "sources/*.yml", "sources/{id}.md", id_from=("author", "issued")),
    Kind("text", "texts", sources.RegisteredText, "texts/*.yml", title="source", id="source",
         heading="Registered texts", written_by="register"),
    Kind("outline", "outlines", Outline, "outlines/*.yml", "outlines/{id}.md", heading="Texts, part by part"),
    Kind("version", "versions", Version, "outlines/*.yml > versions", "outlines/{outer}/versions.md#{id}"),
    Kind("part", "parts", TextPart, "outlines/*.yml > parts", "outlines/{outer}.md#{id}"),
    Kind("examination", "examinations", Examination, "examinations/*.yml", "sources/{source}.md#{id}",
         heading="Accounts examined"),
    Kind("person", "people", registers.Person, "people.yml > entries", "people/{id}.md", "name", by_last_name=True),
    Kind("organization", "organizations", registers.Organization, "organizations.yml > entries",
         "organizations/{id}.md", "name", heading="Organisations", noun="organisation"),
    Kind("place", "places", registers.Place, "places.yml > entries", "places/{id}.md", "name"),
    Kind("term", "terms", registers.Term, "terms.yml > entries", "terms/{id}.md", "name", heading="Glossary",
         is_vocabulary=True),
    Kind("hand-over", "hand-overs", lists.Handover, "handovers.yml > handovers", title="", id="",
         label="hand-over from {from_!r} to {to!r}"),
    Kind("row", "rows", lists.CardRow, "card.yml > rows", title="label", id="", label="row {label!r}",
         heading="Identity card"),
    Kind("home", "homes", told.Home, "home.yml", title="", id="", heading="Home page"),
    Kind("start", "starts", told.Start, "start.yml", title="", id="", heading="Way in for newcomers"),
    Kind("story", "stories", told.Story, "story.yml", id="", heading="The story"),
    Kind("episode", "episodes", told.Episode, "story.yml > parts", "story.md#{id}", heading="Parts of the story",
         noun="part of the story"),
    Kind("view", "views", lists.TimelineView, "timeline.yml > views", "timeline/{id}.md",
         heading="Views of the timeline"),
    Kind("search", "searches", Search, "searches.yml > searches", "about/not-found.md#{id}", "sought",
         heading="Searched for and not found"),
    Kind("former id", "former ids", registers.FormerId, "former-ids.yml > former-ids", title="old", id="old",
         heading="Redirects and tombstones"),
))  # fmt: skip
"""The kinds that every sourcebook has."""
