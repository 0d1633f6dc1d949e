"""Questions for the parts of a new record that have parts of their own: citations, answers, and what is said."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from sourcebook.editing.answers import ids
from sourcebook.editing.asking import ask
from sourcebook.editing.draft import Draft
from sourcebook.guidance.search import Index
from sourcebook.rules.evidence import READERS_LANGUAGE
from sourcebook.words.suggesting import suggest

WORDS = {
    "title": "Title", "text": "Text", "kind": "Kind", "by": "Who judges",
    "related": "Related claim (id)", "date": "Date, as 1999-12-31",
    "people": "Person named", "organizations": "Organisation named", "places": "Place named", "type": "Type",
    "author": "Author, as 'Family, Given'", "issued": "Published, as 1999-12-31", "container-title": "Published in",
    "publisher": "Publisher", "language": "Language, as 'en'", "URL": "Address", "question": "Question",
    "note": "Note: what it is, who made it, what to trust it for", "importance": "Importance",
    "weighing": "Weighing of the answers", "from": "From whom", "to": "To whom", "form": "In what form",
    "claims": "Claim that supports it (id)", "name": "Usual English name", "native": "Name in its own script",
    "coordinates": "Latitude, longitude in degrees",
    "aliases": "Other name", "role": "Who or what it is, in a line", "definition": "What the word means here",
}  # fmt: skip


SHORT = {
    "cites": "cite", "answers": "answer", "claims": "claim", "people": "person", "organizations": "organization",
    "places": "place", "aliases": "alias",
}  # fmt: skip
"""Options that may be given several times are also known by the name of one."""


def option(draft: Draft, key: str) -> str:
    """Return how a field is called on the command line."""
    return key.upper() if key == draft.kind.main else f"--{SHORT.get(key, key).lower()}"


def ask_citations(draft: Draft) -> list[dict[str, str]]:
    """Ask for one citation or more."""
    done: list[dict[str, str]] = []
    while True:
        words = "Source of another citation" if done else "Source (id, or words to find it)"
        source = ask(words, partial(_source_objections, draft), needed=not done)
        if not source:
            return done
        citation = {"source": source}
        check = partial(_citation_objections, draft, citation)
        citation["locator"] = ask("Where in it", partial(check, "locator"))
        quote = ask("Quotation, copied", partial(check, "quote"), needed=False)
        if quote:
            citation["quote"] = quote
            if _is_foreign(draft, source):
                citation["gloss"] = ask("The quotation in English", partial(check, "gloss"))
        done.append(citation)


def _source_objections(draft: Draft, text: str) -> list[str]:
    if text in draft.reference.sources:
        return []
    return [*_citation_objections(draft, {}, "source", text), *near(draft, text, "source")]


def _citation_objections(draft: Draft, so_far: dict[str, str], key: str, text: str) -> list[str]:
    citation = {"locator": "p. 1", **so_far, key: text}
    if key == "quote" and _is_foreign(draft, citation["source"]):
        citation["gloss"] = "New."  # asked for next
    keys = ("source", "locator", "quote", "gloss")
    return draft.objections(cites=[{name: citation[name] for name in keys if name in citation}])


def _is_foreign(draft: Draft, source: str) -> bool:
    language = draft.reference.source(source).language
    return language.partition("-")[0] != READERS_LANGUAGE


def ask_answers(draft: Draft) -> list[dict[str, Any]]:
    """Ask for two answers or more, each with its claims."""
    done: list[dict[str, Any]] = []
    while label := ask(f"Answer {len(done) + 1}, in a few words", lambda _: [], needed=len(done) < 2):
        claims = ask("Claims that give it (ids)", partial(_unknown_claims, draft))
        done.append({"label": label, "claims": ids(claims)})
    return done


def ask_statement(draft: Draft, key: str) -> None:
    """Ask for a role or definition with its claims, and give it to the draft."""

    def check(text: str) -> list[str]:
        return draft.objections(**{key: {"text": text, "claims": list(draft.reference.claims)[:1]}})

    text = ask(WORDS[key], check, needed=key in draft.kind.needed)
    if text:
        claims = ask("Claims that support it (ids)", partial(_unknown_claims, draft), needed=key == "role")
        draft.values[key] = {"text": text, "claims": ids(claims)}


def _unknown_claims(draft: Draft, text: str) -> list[str]:
    claims = draft.reference.claims
    unknown = [name for name in ids(text) if name not in claims]
    if len(unknown) > 1 and unknown == ids(text):
        # No id at all: somebody looks for a claim by words.
        return [f"claim must be a known claim: {text!r}", *near(draft, text, "claim")]
    return [line for name in unknown for line in (*known("claim", name, claims), *near(draft, name, "claim"))]


def near(draft: Draft, text: str, kind: str) -> list[str]:
    """Return a line for each of the records nearest to what was given instead of an id: words will do to find it."""
    return [f"{item.id}: {item.title}" for item in Index(draft.reference).find(text, [kind])[:5]]


def known(kind: str, text: str, ids: Iterable[str]) -> list[str]:
    """Return what stands against an id that must be one of these."""
    if text in ids:
        return []
    hint = suggest(text, ids)
    return [f"{kind} must be a known {kind}: {text!r}{f' ({hint})' if hint else ''}"]
