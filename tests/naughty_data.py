"""A reference that has all naughty strings in every field of free text, spread over its records.

A value holds several strings and a unique word, ``first Key00017 second third``: by this word it is found wherever it
is printed, one string opens the value and another ends it. The fields are those of the catalogue, so a new one is
filled as well. No limit is lifted: a value has as many strings as its share is and as fit; what alone is too long for a
field is shortened there.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import yaml

from naughty import STRINGS
from sourcebook.records.forms import PLACE_OF_COPY, WEB, Form
from sourcebook.records.keys import RecordField, fields_of
from sourcebook.records.kinds import CATALOGUE, Kind
from sourcebook.records.marks import Characters, KindWord, Prose, Ref, Suggested, Words
from sourcebook.records.model import BoundSentence, Claim, Record
from sourcebook.records.overviews.told import FirstClaim
from sourcebook.records.sources import SourceType
from sourcebook.rules.forms import measured
from sourcebook.rules.overlaps import candidates
from sourcebook.texts.registeredtexts import registered_text

CHAPTERS, SECTIONS, CLAIMS = 24, 3, 6
"""Chapters, sections of each, claims of each section."""
ALL_CLAIMS = CHAPTERS * SECTIONS * CLAIMS
SOURCES, ENTRIES, QUESTIONS, VIEWS, HANDOVERS, ROWS, PASSAGES, FORMER = 60, 50, 48, 12, 60, 40, 100, 100
SEARCHES = 60
KEY_FIRST = {"source.page", "source.edition"}
"""Fields at whose first sign the bibliography looks: numbers are given "p.", words a capital."""
FIRST, TOLD, EPISODES = 100, 60, 20
"""Claims to begin with, sentences on each matter of the home page, parts of the story."""
OUTLINES, VERSIONS, ASIDES, PARTS, NAMED, SILENCES = 4, 8, 20, 25, 4, 60
"""Outlines; versions of each, asides of each of them, parts, people in each of them, silences."""
EXAMINED, STATEMENTS = 30, 4
"""Accounts that are examined, each of a source of its own in Latin, and statements of each."""
CHOSEN = {"part.people.role", "part.people.words"}
"""Texts that must be among others: a role is one of the outline's, words stand in a registered text."""
ELSEWHERE = {
    "chapter.group": "chapters/index.md",
    "source.title-short": "sources.json",  # notes cut it
}
"""Fields that the page of their record does not print in full, and where they are."""
_DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True)
class Value:
    """A text in the data: its unique word, the field that holds it, and the page that must print it in full."""

    key: str
    path: str
    text: str
    page: str
    prose: bool


@dataclass
class Filler:
    """Hands out the strings, in an order of its own to each field; ``shares`` says how many go into one value."""

    shares: dict[str, int]
    values: list[Value] = field(default_factory=list)
    given: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Field → the strings that it has, in order."""

    def filled(self, model: type[Record], given: dict[str, Any], where: str, page: str) -> dict[str, Any]:
        """Return a record with what is ``given``, ``None`` for nothing, and with every other field of text filled."""
        made: dict[str, Any] = {}
        for one in fields_of(model):
            path = f"{where}.{one.key}"
            if one.key in given:
                made[one.key] = self._parts(one, given[one.key], path, page)
            elif is_free(one) or is_address(one):
                bound = issubclass(model, (BoundSentence, FirstClaim))
                values = [self._value(one, path, page, bound=bound) for _ in range(2 if one.is_list else 1)]
                made[one.key] = values if one.is_list else values[0]
        return {key: held for key, held in made.items() if held is not None}

    def _parts(self, one: RecordField, held: Any, path: str, page: str) -> Any:
        if held is None or not one.inner or CATALOGUE.of_model(one.inner):
            return held
        if one.is_list:
            return [self.filled(one.inner, part, path, page) for part in held]
        return self.filled(one.inner, held, path, page)

    def _value(self, one: RecordField, path: str, page: str, *, bound: bool) -> str:
        """Return a value; ``bound`` is said of one whose figures must stand in claims: it has none."""
        given, key, text = self.given[path], f"Key{len(self.values):05}", ""
        # Each field begins elsewhere, lest a record have the same strings in all of them.
        start = 37 * [*self.given].index(path)
        key_first = path in KEY_FIRST or len(given) % 2 == 1
        for number in range(self.shares.get(path, 1)):
            whole = string = STRINGS[(start + len(given)) % len(STRINGS)]
            if bound:
                string = re.sub(r"(?<!\w)(?=\d)", "n", string)
            longer = f"{text} {string}" if text else f"{key} {string}" if key_first else f"{string} {key}"
            while not number and not _fits(one, longer):
                string = string[:-1].rstrip()
                longer = f"{key} {string}" if key_first else f"{string} {key}"
            if not _fits(one, longer):
                break
            text = longer
            given.append(whole)
        self.values.append(Value(key, path, text, ELSEWHERE.get(path, page), one.mark(Prose) is not None))
        return _address(text, len(self.values)) if is_address(one) else text


def _fits(one: RecordField, text: str) -> bool:
    words, characters = one.mark(Words), one.mark(Characters)
    _, most, length = measured(text, words.most if words else len(text))
    return (not characters or len(text) <= characters.most) and length <= most


def _address(remark: str, number: int) -> str:
    paths = ("x_y*z~", "?a=1&copy=2", "?a=1&lt;b&copy;", "a_(b)_[c]", "`x`|{{y}}|^z", "x'y%20z;=#evil_1_2")
    return f"https://example.org/{paths[number % len(paths)]} ({fold(remark)})"


def fold(text: str) -> str:
    """Return a text with its white space as HTML folds it."""
    return re.sub(r"[ \t\n\f\r]+", " ", text).strip(" ")


def is_free(one: RecordField) -> bool:
    """Say whether a field takes any text: it is no number, has no form, names nothing and has no choices."""
    names = one.mark(Ref) is not None and one.mark(Suggested) is None
    bound = names or one.mark(Form) or one.mark(KindWord) or one.choices or one.inner
    return int not in {one.info.annotation, *get_args(one.info.annotation)} and not bound


def is_address(one: RecordField) -> bool:
    """Say whether a field takes a web address, behind which a remark may stand."""
    return one.mark(Form) in (WEB, PLACE_OF_COPY)


def free_fields() -> set[str]:
    """Return every field of free text in the catalogue: ``claim.cites.locator``."""

    def of(model: type[Record], where: str) -> Iterator[str]:
        for one in fields_of(model):
            if one.inner and not CATALOGUE.of_model(one.inner):
                yield from of(one.inner, f"{where}.{one.key}")
            elif is_free(one) or is_address(one):
                yield f"{where}.{one.key}"

    return {path for kind in CATALOGUE for path in of(kind.model, kind.name)} - CHOSEN


class Data:
    """The naughty reference: what stands in ``data/``, and every value in it."""

    def __init__(self, shares: dict[str, int]) -> None:
        self.filler = Filler(shares)
        self.files: dict[str, Any] = {}
        self._registers()
        self._sources()
        self._text()
        self._chapters()
        self._lists()
        self._sentences()
        self._outlines()
        self._examinations()
        self._former()

    @classmethod
    def whole(cls) -> "Data":
        """Return the data with as many strings in each value as bring all of them into each field."""
        values = Counter(value.path for value in cls({}).filler.values)
        return cls({path: -(-len(STRINGS) // number) for path, number in values.items()})

    def write(self, root: Path) -> None:
        """Write the data below ``root``, and the two hand-written pages that they need."""
        wordless = "\n".join(f"- []({kind.name}:{kind.name}-1)" for kind in CATALOGUE.linked)
        markers = "\n\n".join(f"<!-- sourcebook: {name} -->" for name in ("opening", "outlines", "figures", "chapters"))
        texts = {f"data/{path}": yaml.dump(held, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=10**6)
                 for path, held in self.files.items()}  # fmt: skip
        texts |= {"docs/index.md": f"# Home\n\n{markers}\n", "docs/about/index.md": f"# About\n\n{wordless}\n"}
        for path, text in texts.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, "utf-8")

    @cached_property
    def by_key(self) -> dict[str, Value]:
        """Unique word → the value that has it."""
        return {value.key: value for value in self.filler.values}

    def _fill(self, kind: str, page: str, /, **given: Any) -> dict[str, Any]:
        named = {key.rstrip("_").replace("_", "-"): held for key, held in given.items()}
        return self.filler.filled(CATALOGUE[kind].model, named, kind, page)

    def _registers(self) -> None:
        self.entries: dict[str, list[Any]] = {}
        for kind in CATALOGUE.registers:
            self.entries[kind.name] = [self._entry(kind, number) for number in range(1, ENTRIES + 1)]
            self.files[kind.file] = {"entries": self.entries[kind.name]}

    def _entry(self, kind: Kind, number: int) -> dict[str, Any]:
        name = f"{kind.name}-{number}"
        given: dict[str, Any] = {"definition" if kind.name == "term" else "role": {"claims": [f"claim-{number}"]}}
        if kind.name == "place":
            # Every other place is a point, and some share one.
            given["coordinates"] = f"{40 + number % 10}.5, {number % 10}.5" if number % 2 else None
        return self._fill(kind.name, kind.page.format(id=name), id=name, **given)

    def _sources(self) -> None:
        types = get_args(SourceType)
        person, body = {"literal": None}, {"family": None, "given": None}
        for number in range(1, SOURCES + 1):
            # Without author and editor, notes have the short title.
            lead = (
                ([person], [body | {"native": None}], None),
                ([body], None, None),
                (None, [person], None),
                (None, None, ""),
            )
            author, editor, short = lead[number % 4]
            given = {"title_short": None} if short is None else {"type": "document"}
            given = {"type": "book" if number % 4 == 2 else types[number % len(types)]} | given
            self.files[f"sources/source-{number}.yml"] = self._fill(
                "source", f"sources/source-{number}.md", id=f"source-{number}", kind="primary", issued="1956",
                language="la" if number % 2 else "en", author=author, editor=editor,
                translator=[person, body], standing="partisan",
                consulted=[{"shelf-mark": None}, {"where": "Town Archive"}], **given,
            )  # fmt: skip

    def _text(self) -> None:
        """Add a source whose text is registered, for the passages."""
        page, name = "sources/registered.md", "registered"
        numbers = range(1, PASSAGES + 1)
        written = yaml.safe_load(
            registered_text(name, " ".join(f"The water came {'up ' * at}again." for at in numbers), "sentence")
        )
        for passage in written["passages"]:
            passage["words"] = str(passage["words"])
        written |= {one.name: written.get(one.name) for one in fields_of(CATALOGUE["text"].model)} | {"method": "2"}
        aside = [{"passage": passage["id"]} for passage in written["passages"]]
        nothing = {one.name: None for one in fields_of(CATALOGUE["source"].model)}
        own = {"id": name, "type": "document", "kind": "press", "title": "Text", "language": "en", "note": "A text."}
        given = nothing | own | {"set_aside": aside, "further_reading": "yes"}
        self.files[f"sources/{name}.yml"] = self._fill("source", page, **given)
        self.files[f"texts/{name}.yml"] = self._fill("text", page, **written)

    def _chapters(self) -> None:
        claims: dict[str, dict[str, Any]] = {}
        for number in range(1, CHAPTERS + 1):
            page = f"chapters/chapter-{number}.md"
            sections = []
            for at in range((number - 1) * SECTIONS + 1, number * SECTIONS + 1):
                mine = range((at - 1) * CLAIMS + 1, at * CLAIMS + 1)
                made = {f"claim-{one}": self._claim(one, page) for one in mine}
                claims |= made
                far = f"claim-{(at * CLAIMS + ALL_CLAIMS // 2) % ALL_CLAIMS + 1}"
                lead = [{"claims": [f"claim-{mine[0]}"]}]
                own = {"claims": [*made.values()], "lead": lead, "see": [far]}
                sections.append(self._fill("section", page, id=f"section-{at}", **own))
            self.files[f"chapters/chapter-{number}.yml"] = self._fill(
                "chapter", page, id=f"chapter-{number}", order=str(number), sections=sections,
                questions=[self._question(one) for one in (2 * number - 1, 2 * number)],
            )  # fmt: skip
        for first, second in candidates({name: Claim.model_validate(claim) for name, claim in claims.items()}):
            claims[first].setdefault("distinct-from", []).append(second)

    def _claim(self, number: int, page: str) -> dict[str, Any]:
        entry = {kind: self.entries[kind][number % ENTRIES] for kind in ("person", "organization", "place")}
        judged = number % 4 == 0
        latin, english = 2 * (number % 30) + 1, 2 * (number % 30) + 2
        return self._fill(
            "claim", page, id=f"claim-{number}", kind="judgement" if judged else "fact",
            by=[entry["person"]["name"], entry["organization"]["aliases"][0]] if judged else None,
            date=f"1956-{number % 12 + 1:02}-{number % 28 + 1:02}" if number % 7 else None,
            people=[entry["person"]["native"], self.entries["person"][(number + 1) % ENTRIES]["aliases"][1]],
            organizations=[entry["organization"]["name"]], places=[entry["place"]["aliases"][0]],
            cites=[{"source": f"source-{latin}"}, {"source": f"source-{english}", "gloss": None}],
            related=[f"claim-{(number + ALL_CLAIMS // 3) % ALL_CLAIMS + 1}"],
        )  # fmt: skip

    def _question(self, number: int) -> dict[str, Any]:
        name, first = f"question-{number}", 9 * number - 8
        answers = [{"claims": [f"claim-{first}"]}, {"claims": [f"claim-{first + 1}"]}]
        return self._fill("question", f"questions/{name}.md", id=name, answers=answers)

    def _lists(self) -> None:
        """Add what stands in lists of its own: views, hand-overs, the card, the claims to begin with."""
        dates = ("1956", "1956-01", "1956-02/1956-04")
        self.files["timeline.yml"] = {"views": [
            self._fill("view", f"timeline/view-{number}.md", id=f"view-{number}", date=dates[number % len(dates)])
            for number in range(1, VIEWS + 1)
        ]}  # fmt: skip
        self.files["handovers.yml"] = {"handovers": [
            self._fill("hand-over", "journey.md", claims=[f"claim-{number}"], date=f"1956-{number % 12 + 1:02}")
            for number in range(1, HANDOVERS + 1)
        ]}  # fmt: skip
        self.files["card.yml"] = {"rows": [
            self._fill("row", "index.md", claims=[f"claim-{number}"], question=f"question-{number}")
            for number in range(1, ROWS + 1)
        ]}  # fmt: skip
        self.files["searches.yml"] = {"searches": [
            self._fill("search", "about/not-found.md", id=f"search-{number}", when=f"2001-{number % 12 + 1:02}",
                       claims=[f"claim-{number}"], sources=[f"source-{number}"])
            for number in range(1, SEARCHES + 1)
        ]}  # fmt: skip
        first = [{"claim": f"claim-{one}"} for one in range(1, FIRST + 1)]
        self.files["start.yml"] = self._fill("start", "start.md", claims=first)

    def _sentences(self) -> None:
        """Add the sentences of the home page and of the story, those on why it mattered with a judgement each."""

        def told(most: int) -> list[dict[str, Any]]:
            return [{"claims": [f"claim-{4 * one}"]} for one in range(1, most + 1)]

        self.files["home.yml"] = self._fill(
            "home", "index.md", what_and_when=told(TOLD), what_it_said=told(TOLD), why_it_mattered=told(TOLD)
        )
        episodes = [
            self._fill("episode", "story.md", id=f"episode-{number}", paragraphs=[{"sentences": told(20)}])
            for number in range(1, EPISODES + 1)
        ]
        self.files["story.yml"] = self._fill("story", "story.md", parts=episodes)

    def _outlines(self) -> None:
        """Add outlines: their first version is the registered text, the others name sources or nobody has them."""
        for number in range(1, OUTLINES + 1):
            page = f"outlines/outline-{number}.md"
            made = self._fill(
                "outline", page, id=f"outline-{number}", chapters=[f"chapter-{number}"], versions=[], parts=[],
                silences=[{"claims": [f"claim-{one}"]} for one in range(1, SILENCES + 1)],
            )  # fmt: skip
            names = [f"version-{number if one == 1 else f'{number}-{one}'}" for one in range(1, VERSIONS + 1)]
            made["versions"] = [self._version(name, names, number) for name in names]
            made["parts"] = [self._part(number, one, names, made["roles"]) for one in range(1, PARTS + 1)]
            self.files[f"outlines/outline-{number}.yml"] = made

    def _version(self, name: str, names: list[str], outline: int) -> dict[str, Any]:
        first, last = name == names[0], [{"passages": f"s{PASSAGES - one}"} for one in range(2 * ASIDES)]
        return self._fill(
            "version", f"outlines/outline-{outline}/versions.md", id=name, date="1956", language="la",
            source="registered" if first else f"source-{outline}" if name == names[1] else None,
            complete="no", made_from=[] if first else names[:1], claims=["claim-1"],
            set_aside=last[:ASIDES] if first else [], displaced=last[ASIDES:] if first else [],
        )  # fmt: skip

    def _part(self, outline: int, number: int, names: list[str], roles: list[str]) -> dict[str, Any]:
        people = [self.entries["person"][(NAMED * number + one) % ENTRIES]["name"] for one in range(NAMED)]
        named = [{"name": name, "role": roles[at % len(roles)], "times": "2", "words": None}
                 for at, name in enumerate(people)]  # fmt: skip
        readings = [{"version": names[0], "passage": "s2"}, {"version": names[1], "passage": None, "spoilt": "yes"}]
        return self._fill(
            "part", f"outlines/outline-{outline}.md", id=f"part-{number if outline == 1 else f'{outline}-{number}'}",
            stretches=[{"version": names[0], "passages": f"s{number + 1}"}], people=named, organizations=[], places=[],
            differences=[{"kind": "sense", "readings": readings, "claims": []} for _ in range(2)],
        )  # fmt: skip

    def _examinations(self) -> None:
        for number in range(1, EXAMINED + 1):
            source = f"source-{2 * number - 1}"
            self.files[f"examinations/examination-{number}.yml"] = self._fill(
                "examination", f"sources/{source}.md", id=f"examination-{number}", source=source,
                verdict=[{"claims": [f"claim-{number}"]}],
                statements=[
                    {"outcome": "in part", "findings": [{"claims": [f"claim-{one}", f"claim-{number}"]}]}
                    for one in range(1 + EXAMINED, 1 + EXAMINED + STATEMENTS)
                ],
            )  # fmt: skip

    def _former(self) -> None:
        """Add ids that claims had, whose reasons stand in a chapter, and those of pages that are gone or lead on."""
        made = []
        for number in range(1, FORMER + 1):
            old, chapter = f"former-{number}", f"chapter-{number % CHAPTERS + 1}"
            page, new = f"sources/{old}.md", f"source-{number}" if number % 20 == 0 and number <= SOURCES else None
            if number % 10:
                made.append(self._fill("former id", f"chapters/{chapter}.md", old=old, kind="claim", from_=chapter))
            else:
                made.append(self._fill("former id", page, old=old, kind="source", new=new))
        self.files["former-ids.yml"] = {"former-ids": made}
