"""Rules about what values look like: the marks of the fields say what a value is, and these rules hold it to that."""

from collections.abc import Callable, Iterator
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.forms import Form
from sourcebook.records.keys import Marks, RecordField, fields_of, marked_fields, marked_texts, may_bear
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import AtLeast, Between, Characters, Drawn, KindWord, Mark, Prose, Words, WordsInAll
from sourcebook.records.wording import word_for
from sourcebook.reference.links import Located, lead
from sourcebook.reference.reference import Reference
from sourcebook.texts.folding import has_undivided, is_undivided
from sourcebook.words.counting import count
from sourcebook.words.dates import YEARS_DRAWN, parse_date
from sourcebook.words.suggesting import suggest

CHARACTERS_IN_WORD = 2
"""Characters of a script that does not divide words that count as one word."""
_LIMITS: tuple[tuple[str, type[Mark], Callable[[Any], str]], ...] = (
    ("{limits}", Words, lambda mark: count(mark.most, "word")),
    ("{limits}", Characters, lambda mark: count(mark.most, "character")),
    ("{joined}", WordsInAll, lambda mark: count(mark.most, "word")),
    ("{lists}", AtLeast, lambda mark: str(mark.least)),
    ("{numbers}", Between, lambda mark: f"{mark.least} to {mark.most}"),
)
"""Name in braces, the mark that sets the limit, and how it is put in words."""


def values_have_their_form(reference: Reference) -> Iterator[Problem]:
    """A date is EDTF of level 0 or 1, an address a web address; languages, numbers and coordinates have their form."""
    for kind, located, field, at, value in _texts(reference, Form):
        form = field.mark(Form)
        if form and (objection := form.objects(value)):
            must, hint = objection
            yield located.problem(at, f"{_lead(kind, located, at)}: {field.key} {must}: {value!r}", hint)


def drawn_dates_can_be_drawn(reference: Reference) -> Iterator[Problem]:
    """A date that is drawn has a beginning and an end, between the years 1 and 9998."""
    for kind, located, field, at, value in _texts(reference, Drawn):
        form = field.mark(Form)
        if form and form.objects(value):
            continue  # it is no date
        date = parse_date(value)
        lead = f"{_lead(kind, located, at)}: {field.key} must"
        if date.is_open:
            hint = "write both ends, such as 1287-02/1287-04"
            yield located.problem(at, f"{lead} have a beginning and an end, since it is drawn: {value!r}", hint)
        elif date.earliest[0] not in YEARS_DRAWN or date.latest[0] not in YEARS_DRAWN:
            years = f"{YEARS_DRAWN[0]} and {YEARS_DRAWN[-1]}"
            hint = "other years stand in the list of dates, but in no picture"
            yield located.problem(at, f"{lead} lie between the years {years}, since it is drawn: {value!r}", hint)


def texts_are_short(reference: Reference) -> Iterator[Problem]:
    """No text is longer than it may be, two characters of a script without spaces counting as one word: {limits}."""
    for kind, located, field, at, value in _texts(reference, (Words, Characters)):
        words, characters = field.mark(Words), field.mark(Characters)
        must = f"{field.key} must have at most"
        if words:
            unit, most, length = measured(value, words.most)
            if length > most:
                message = f"{_lead(kind, located, at)}: {must} {count(most, unit)}: {length}"
                instead = f", or {words.instead}" if words.instead else ""
                yield located.problem(at, message, f"leave out {count(length - most, unit)}{instead}")
        if characters and (over := len(value) - characters.most) > 0:
            message = f"{_lead(kind, located, at)}: {must} {count(characters.most, 'character')}: {len(value)}"
            yield located.problem(at, message, f"shorten it by {count(over, 'character')}")


def measured(value: str, most: int) -> tuple[str, int, int]:
    """Return what is counted of a text, how many it may have, and how many it has."""
    if not has_undivided(value):
        return "word", most, len(value.split())
    characters = sum(map(is_undivided, value))
    others = "".join(" " if is_undivided(letter) or not letter.isalnum() else letter for letter in value).split()
    if characters <= sum(map(len, others)):
        return "word", most, len(value.split())
    # A word in Latin letters or a number is as long as two characters.
    return "character", CHARACTERS_IN_WORD * most, characters + CHARACTERS_IN_WORD * len(others)


def joined_texts_are_short(reference: Reference) -> Iterator[Problem]:
    """Texts that are read as one are together no longer than they may be: {joined}."""
    for kind, located, field, at, held in held_fields(reference, WordsInAll):
        mark = field.mark(WordsInAll)
        texts = (text for part in held for _, _, text in marked_texts(part, Prose))
        if mark:
            unit, most, length = measured(" ".join(texts), mark.most)
            if length > most:
                must = f"{field.key} must have at most {count(most, unit)} in all"
                hint = f"leave out {count(length - most, unit)}"
                yield located.problem(at, f"{_lead(kind, located, at)}: {must}: {length}", hint)


def kinds_are_known(reference: Reference) -> Iterator[Problem]:
    """The kind that a former id names is the word for a kind of record with ids."""
    known = [kind.name for kind in reference.catalogue.identified]
    for kind, located, field, at, value in _texts(reference, KindWord):
        if value not in known:
            message = f"{_lead(kind, located, at)}: {field.key} must be one of {len(known)} words: {value!r}"
            yield located.problem(at, message, suggest(value, known) or f"they are {', '.join(known)}")


def limits_in_words(catalogue: Catalogue) -> dict[str, str]:
    """Return what stands in sentences of rules for names in braces: ``{limits}`` → ``text of claim 45 words, …``."""
    found = {name: list[str]() for name, _, _ in _LIMITS}
    for model in catalogue.models.values():
        for field in fields_of(model):
            for name, mark, in_words in _LIMITS:
                if limit := field.mark(mark):
                    found[name].append(f"{field.key} of {word_for(catalogue, model)} {in_words(limit)}")
    return {name: ", ".join(limits) for name, limits in found.items()}


def held_fields(reference: Reference, marked: Marks) -> Iterator[tuple[Kind, Located[Any], RecordField, Address, Any]]:
    """Yield what each field of all records that bears a mark holds, with the record and its kind."""
    for kind in reference.catalogue:
        if may_bear(kind.model, marked):
            skip = reference.catalogue.keys_within(kind)
            for located in reference.all_of(kind.name):
                held = marked_fields(located.record, marked, skip)
                yield from ((kind, located, *one) for one in held)


def _texts(reference: Reference, marked: Marks) -> Iterator[tuple[Kind, Located[Any], RecordField, Address, str]]:
    for kind in reference.catalogue:
        if not may_bear(kind.model, marked):
            continue
        skip = reference.catalogue.keys_within(kind)
        for located in reference.all_of(kind.name):
            yield from (
                (kind, located, field, at, value) for field, at, value in marked_texts(located.record, marked, skip)
            )


def _lead(kind: Kind, located: Located[Any], at: Address) -> str:
    return lead(kind, located.record, at)
