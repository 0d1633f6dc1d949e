"""Questions for the parts of a new record that are missing, each answer checked by the rules at once."""

from collections.abc import Iterable
from typing import Any, get_args

from sourcebook.editing.answers import value
from sourcebook.editing.asking import ask, ask_many, can_ask
from sourcebook.editing.draft import CLAIM, HANDOVER, QUESTION, Draft
from sourcebook.editing.parts import WORDS, ask_answers, ask_citations, ask_statement, known, near, option
from sourcebook.editing.place import Place


class NothingToAsk(Exception):
    """Something is missing or wrong, and nobody is there to be asked."""


def complete(draft: Draft, place: Place, name: str) -> Place:
    """Fill in what the draft lacks, its id included, and return its place.

    Nobody is asked where all that is needed is there. Raises ``NothingToAsk`` with all that is missing or wrong
    where standard input is no terminal.
    """
    missing = _missing(draft, place)
    wrong = _wrong(draft)
    if name:
        wrong += [f"--id: {objection}" for objection in draft.id_objections(name)]
    if (wrong or missing) and not can_ask():
        lines = [*wrong, *([f"{', '.join(missing)}: needed"] if missing else [])]
        hint = "standard input is no terminal, so nothing can be asked"
        raise NothingToAsk("\n".join(f"new {draft.kind.name}: {line}" for line in lines) + f" ({hint})")
    for line in wrong:
        print(line)
    asking = bool(wrong or missing)
    if asking:
        place = _place(draft, place)
    draft.chapter = place.chapter
    if asking:
        _ask_all(draft)
    if draft.kind is CLAIM:
        draft.values["cites"] = [draft.with_passage(citation) for citation in draft.values["cites"]]
    if draft.kind.has_id:
        draft.values["id"] = _id(draft, "" if draft.id_objections(name) else name, asking)
    return place


def _missing(draft: Draft, place: Place) -> list[str]:
    """Return the options for what is needed and not given."""
    needed = [key for key in draft.kind.asked if key in draft.kind.needed and not draft.values.get(key)]
    if draft.values.get("kind") == "judgement" and draft.kind is CLAIM and not draft.values.get("by"):
        needed.append("by")
    options = [option(draft, key) for key in needed]
    if draft.kind is CLAIM and not place.section:
        options.append("--section")
    if draft.kind is QUESTION and not place.chapter:
        options.append("--chapter")
    return options


def _wrong(draft: Draft) -> list[str]:
    """Return what the rules say against the values given; those are taken out of the draft."""
    found = []
    given, draft.values = draft.values, {}
    for key in sorted(given, key=lambda key: [*draft.kind.asked, key].index(key)):
        objections = draft.objections(**{key: given[key]})
        if objections:
            found += [f"{option(draft, key)}: {objection}" for objection in objections]
        else:
            draft.values[key] = given[key]
    return found


def _place(draft: Draft, place: Place) -> Place:
    if draft.kind not in (CLAIM, QUESTION) or (place.section if draft.kind is CLAIM else place.chapter):
        return place
    reference = draft.reference
    chapter = place.chapter
    if not chapter:
        _list((name, located.record.title) for name, located in reference.chapters.items())
        chapter = ask("Chapter (id)", lambda text: known("chapter", text, reference.chapters))
    if draft.kind is QUESTION:
        return Place(chapter)
    sections = {at.record.id: at.record.title for name, at in reference.sections if name == chapter}
    _list(sections.items())
    section = ask("Section (id)", lambda text: known("section", text, sections))
    return Place(chapter, section)


def _list(pairs: Iterable[tuple[str, str]]) -> None:
    for name, title in pairs:
        print(f"  {name}: {title}")


def _ask_all(draft: Draft) -> None:
    fields = {key: several for key, _, several in draft.kind.fields()}
    for key in draft.kind.asked:
        if draft.values.get(key) or (key == "by" and draft.values.get("kind") != "judgement"):
            continue
        if key == "cites":
            draft.values[key] = ask_citations(draft)
        elif key == "answers":
            draft.values[key] = ask_answers(draft)
        elif key in ("role", "definition"):
            ask_statement(draft, key)
        else:
            _plain(draft, key, fields[key])
    if draft.kind is CLAIM and not draft.values.get("related"):
        for line in draft.repeats():
            print(line)
            _plain(draft, "related", True)


def _plain(draft: Draft, key: str, several: bool) -> None:
    needed = key in draft.kind.needed or key == "by"
    words = WORDS.get(key, key.capitalize())
    choices = [str(choice) for choice in _choices(draft, key)]
    if choices:
        words += f" ({', '.join(choices)})"

    def check(text: str) -> list[str]:
        read = value(key, text)
        return draft.objections(**{key: [read] if several else read}) + _similar(draft, key, text)

    found: Any = ""
    if several:
        found = [value(key, text) for text in ask_many(words, check, needed)]
    else:
        text = ask(words, check, _default(draft, key), needed)
        found = value(key, text) if text else ""
    if found:
        draft.values[key] = found


def _choices(draft: Draft, key: str) -> tuple[Any, ...]:
    info = next((f for n, f in draft.kind.model.model_fields.items() if (f.alias or n) == key), None)
    found = get_args(info.annotation) if info else ()
    return found if found and all(isinstance(choice, str) for choice in found) else ()


def _default(draft: Draft, key: str) -> str:
    offers = {"importance": "detail", "language": "en"}
    return "fact" if draft.kind is CLAIM and key == "kind" else offers.get(key, "")


def _similar(draft: Draft, key: str, text: str) -> list[str]:
    """Return what records are near, where an id is asked for and not known: words will do to find it."""
    if draft.kind is HANDOVER and key == "claims" and text not in draft.reference.claims:
        return near(draft, text, "claim")
    return []


def _id(draft: Draft, name: str, asking: bool) -> str:
    if name:
        return name
    proposed = draft.proposed_id()
    if asking:
        return ask("Id", draft.id_objections, proposed)
    if not proposed:
        raise NothingToAsk(f"new {draft.kind.name}: --id: needed, since none can be made from the name")
    return proposed
