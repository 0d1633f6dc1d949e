"""The rule that finds claims which say the same in two chapters."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from sourcebook.files.problems import Problem
from sourcebook.records.model import Claim
from sourcebook.reference.reference import Reference

ALIKE = 0.3
"""Share of words in common, of all words of the two claims, from which on they are thought to overlap. Found by
reading pairs of the real record: below it nearly all speak of different things."""
COMMON = 30
"""A word of more claims than this tells nothing about any of them, nor does a day of so many with the same people."""
_WORD = re.compile(r"[^\W_]{3,}")


def overlapping_claims_are_joined(reference: Reference) -> Iterator[Problem]:
    """Two claims of different chapters that seem to say the same are joined by a question or as related claims."""
    claims = {name: located.record for name, located in reference.claims.items()}
    for first, second in candidates(claims):
        if reference.chapter_of[first] == reference.chapter_of[second] or _joined(reference, first, second):
            continue
        message = f"claim '{second}': must be joined with the claim that it seems to repeat: '{first}'"
        hint = "make one of the two, or a question of which both are answers, or name the other under 'related:'"
        yield reference.claims[second].problem((), message, hint)


def candidates(claims: dict[str, Claim]) -> list[tuple[str, str]]:
    """Return the pairs of ids of claims that have many words in common, or the date and all of several people."""
    words = {name: frozenset(_WORD.findall(f"{claim.title} {claim.text}".casefold())) for name, claim in claims.items()}
    found = dict.fromkeys(_pairs_with_many_words(words))
    same: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for name, claim in claims.items():
        if claim.date and len(claim.people) > 1:
            same[claim.date, frozenset(claim.people)].append(name)
    alike = (names for names in same.values() if len(names) <= COMMON)
    return [*(found | dict.fromkeys(pair for names in alike for pair in combinations(names, 2)))]


def _pairs_with_many_words(words: dict[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    having: dict[str, list[str]] = defaultdict(list)
    for name, own in words.items():
        for word in own:
            having[word].append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in having.values():
        if len(names) <= COMMON:
            shared.update(combinations(names, 2))
    for (first, second), number in shared.items():
        one, two = words[first], words[second]
        # Pairs that share one telling word or two are many, and cannot be alike.
        if number > 2 and len(one & two) >= ALIKE * len(one | two):
            yield first, second


def _joined(reference: Reference, first: str, second: str) -> bool:
    questions = (set(reference.questions_of_claim.get(name, ())) for name in (first, second))
    return second in reference.related.get(first, ()) or not set.isdisjoint(*questions)
