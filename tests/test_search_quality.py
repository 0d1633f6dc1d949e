"""What readers find: questions drawn from the real reference, put to Material's own search in a browser.

Shares are below what was measured, since what is drawn changes with the data.
"""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from browsing import Visit
from sourcebook.reference.reference import Reference
from sourcebook.site.search.index import INDEX
from sourcebook.words.folding import fold

DRAWN = 25
"""So many questions of each sort are asked, always the same ones."""
ASK = """async ([worker, index, questions]) => {
  const search = new Worker(worker);
  const told = (message) => new Promise((done) => {
    search.onmessage = (event) => done(event.data);
    search.postMessage(message);
  });
  await told({type: 0, data: {...await (await fetch(index)).json(), options: {suggest: false}}});
  const places = [];
  for (const question of questions) {
    const found = (await told({type: 2, data: question})).data.items.flat();
    places.push(found.sort((one, other) => other.score - one.score).map((item) => item.location));
  }
  search.terminate();
  return places;
}"""
"""Returns for each question the places that are found, the best first."""

Asked = tuple[str, str]
"""A question and the place that answers it."""


def _claim(reference: Reference, name: str) -> str:
    return f"chapters/{reference.chapter_of[name]}/#{name}"


def _claim_titles(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.claims.items():
        yield at.record.title, _claim(reference, name)


def _claim_ids(reference: Reference) -> Iterator[Asked]:
    for name in reference.claims:
        yield name, _claim(reference, name)


def _half_sentences(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.claims.items():
        words = at.record.text.replace("*", "").split()
        yield " ".join(words[: len(words) // 2]), _claim(reference, name)


def _questions(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.questions.items():
        yield at.record.question, f"questions/{name}/"


def _answers(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.questions.items():
        yield from ((answer.label, f"questions/{name}/") for answer in at.record.answers)


def _original_titles(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.sources.items():
        if at.record.title_gloss:
            yield at.record.title, f"sources/{name}/"


def _titles_in_english(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.sources.items():
        if at.record.title_gloss:
            yield at.record.title_gloss, f"sources/{name}/"


def _people(reference: Reference) -> Iterator[Asked]:
    for name, at in reference.of("person").items():
        yield at.record.name, f"people/{name}/"


def _names_without_accents(reference: Reference) -> Iterator[Asked]:
    for kind in reference.catalogue.registers:
        for name, at in reference.of(kind.name).items():
            if not at.record.name.isascii():
                yield fold(at.record.name), f"{kind.plural}/{name}/"


def _either_apostrophe(reference: Reference) -> Iterator[Asked]:
    for kind in reference.catalogue.registers:
        for name, at in reference.of(kind.name).items():
            for known in (at.record.name, *at.record.aliases):
                if re.search(r"\w'\w", known.replace("'s ", " ")):
                    yield from ((typed, f"{kind.plural}/{name}/") for typed in (known, known.replace("'", "’")))


def _native_names(reference: Reference) -> Iterator[Asked]:
    for kind in reference.catalogue.registers:
        for name, at in reference.of(kind.name).items():
            if at.record.native and not fold(at.record.native, romanized=False).isascii():
                yield at.record.native, f"{kind.plural}/{name}/"


@pytest.mark.parametrize(
    ("asked", "within", "share"),
    [
        (_claim_titles, 1, 0.85),
        (_claim_ids, 3, 0.9),
        (_half_sentences, 3, 0.85),
        (_questions, 1, 0.9),
        (_answers, 3, 0.75),
        (_original_titles, 1, 0.75),
        (_titles_in_english, 3, 0.7),
        (_people, 1, 0.95),
        (_names_without_accents, 1, 0.85),
        (_native_names, 1, 0.85),
        (_either_apostrophe, 1, 0.95),
    ],
)
def test_search_puts_the_right_record_first(asked: Any, within: int, share: float, visit: Visit) -> None:
    every = list(asked(visit.site.content.reference))
    drawn = Random(DRAWN).sample(every, min(DRAWN, len(every)))
    worker = re.search(r"(assets/javascripts/workers/search\S+js)\b", " ".join(sorted(visit.site.files)))
    assert worker
    places = visit.go("index.md").evaluate(
        ASK, [visit.url + worker[1], visit.url + INDEX, [question for question, _ in drawn]]
    )
    lost = [question for (question, place), found in zip(drawn, places, strict=True) if place not in found[:within]]
    assert 1 - len(lost) / len(drawn) >= share, lost
