"""The rule that finds claims which say the same in two chapters."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from sourcebook.files.problems import Problem
from sourcebook.records.model import Claim
from sourcebook.reference.reference import Reference

OVERLAPPING = 0.3
"""Share of words in common, of all words of the two claims, from which on they are thought to overlap. Found by
reading pairs of the real record: below it nearly all speak of different things."""
COMMON = 0.045
"""A word of more than this share of all claims tells nothing about any of them, nor does a day of so many with the same
people. Found, like what follows, by taking claims away from the real record and seeing which pairs were still found."""
FEW = 6
"""A word of no more claims than this tells something, however few there are, if it is not in a third of them."""
_EVERYDAY = (
    "about after again against all also although among and another any are around because been before behind being "
    "between both but came can cannot could did does done down during each either else even ever every few first for "
    "from had has have having hence her here him his how however into its itself just last later least less many more "
    "most much neither never next nor not now off often once one only onto other others our out over own per perhaps "
    "quite rather said same saw say says sees several she since some soon still such tells than that the their them "
    "themselves then there these they this those though through thus told too toward towards two under until upon "
    "very was went were what when where whether which while who whom whose why will with within without would yet you "
    "your"
)
"""English words that stand in claims about anything, and tell nothing even where they are rare."""
EVERYDAY = frozenset(_EVERYDAY.split())
_WORD = re.compile(r"[^\W_]{3,}")


def overlapping_claims_are_joined(reference: Reference) -> Iterator[Problem]:
    """Claims of two chapters that seem to say the same share a question, or are named as related or as distinct."""
    claims = {name: located.record for name, located in reference.claims.items()}
    for first, second in candidates(claims):
        if reference.chapter_of[first] == reference.chapter_of[second] or _joined(reference, first, second):
            continue
        message = f"claim '{second}': must be joined with the claim that it seems to repeat: '{first}'"
        hint = (
            "make one of the two, or a question of which both are answers, or name the other under 'related:', or, if "
            "it says something else, under 'distinct-from:'"
        )
        yield reference.claims[second].problem((), message, hint)


def candidates(claims: dict[str, Claim]) -> list[tuple[str, str]]:
    """Return the pairs of ids of claims that have many words in common, or the date and all of several people."""
    words = {name: frozenset(_WORD.findall(f"{claim.title} {claim.text}".casefold())) for name, claim in claims.items()}
    most = max(COMMON * len(claims), min(FEW, len(claims) / 3), 2)
    found = dict.fromkeys(_pairs_with_many_words(words, most))
    same: dict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for name, claim in claims.items():
        if claim.date and len(claim.people) > 1:
            same[claim.date, frozenset(claim.people)].append(name)
    alike = (names for names in same.values() if len(names) <= most)
    return [*(found | dict.fromkeys(pair for names in alike for pair in combinations(names, 2)))]


def _pairs_with_many_words(words: dict[str, frozenset[str]], most: float) -> Iterator[tuple[str, str]]:
    """Yield the pairs that share several words which at ``most`` so many claims have, and much besides."""
    names = [*words]
    having: dict[str, int] = defaultdict(int)
    """Word → the claims that have it, each a bit of a number: so thousands are compared at once."""
    for number, own in enumerate(words.values()):
        for word in own - EVERYDAY:
            having[word] |= 1 << number
    telling = {word: claims for word, claims in having.items() if claims.bit_count() <= most}
    for number, (name, own) in enumerate(words.items()):
        # Pairs that share one telling word or two are many, and cannot be alike.
        once = twice = thrice = 0
        for claims in filter(None, map(telling.get, own)):
            thrice |= twice & claims
            twice |= once & claims
            once |= claims
        for before in _bits(thrice & ((1 << number) - 1)):
            other = words[names[before]]
            if len(other & own) >= OVERLAPPING * len(other | own):
                yield names[before], name


def _bits(number: int) -> Iterator[int]:
    """Yield the places of the bits of a number, the lowest first."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def _joined(reference: Reference, first: str, second: str) -> bool:
    one, two = reference.claim(first), reference.claim(second)
    if second in {*one.related, *one.distinct_from} or first in {*two.related, *two.distinct_from}:
        return True
    return not set.isdisjoint(*(set(reference.questions_of_claim.get(name, ())) for name in (first, second)))
