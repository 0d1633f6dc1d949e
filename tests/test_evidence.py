"""How strong the evidence is: independent witnesses and the figures of the report."""

from itertools import combinations
from random import Random
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.files.yamlfile import YamlFile
from sourcebook.records.model import Citation
from sourcebook.records.sources import Source
from sourcebook.reference.evidence import independent_lines, independent_lines_of, origins, report
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from support import Copy


def derived(**origins_of: str) -> Reference:
    """Return a reference whose sources derive from those that are named, apart by spaces."""
    sources = []
    for name, others in origins_of.items():
        source = Source.model_validate({
            "id": name, "type": "book", "kind": "press", "title": name, "language": "en", "note": name,
            "derives-from": others.split(),
        })  # fmt: skip
        sources.append(Located(source, YamlFile(f"data/sources/{name}.yml"), ()))
    return Reference(records={"source": tuple(sources)})


@pytest.mark.parametrize(
    ("origins_of", "sources", "expected"),
    [
        ({"a": "", "b": ""}, "", 0),
        ({"a": "", "b": ""}, "a", 1),
        ({"a": "", "b": ""}, "a b", 2),
        ({"a": "", "b": ""}, "a a a", 1),
        ({"a": "", "b": "a"}, "a b", 1),
        ({"a": "", "b": "a"}, "b", 1),
        # A chain counts once, also where its middle is not cited.
        ({"a": "", "b": "a", "c": "b", "d": "c"}, "a d", 1),
        # Two that share an ancestor which nobody cites.
        ({"a": "", "b": "a", "c": "a"}, "b c", 1),
        ({"a": "", "b": "a", "c": "a", "d": ""}, "b c d", 2),
        # One that draws on two independent ones adds nothing to them, and takes nothing away.
        ({"a": "", "b": "", "c": "a b"}, "a b c", 2),
        ({"a": "", "b": "", "c": "a b"}, "c a b", 2),
        ({"a": "", "b": "", "c": "a b"}, "a b", 2),
        ({"a": "", "b": "", "c": "a b"}, "a c", 1),
        # Each draws on the next: of five in a ring two are independent, of six three.
        ({"a": "b", "b": "v w", "c": "w x", "d": "x y", "e": "y v"}, "b c d e", 2),
        ({"a": "u v", "b": "v w", "c": "w x", "d": "x y", "e": "y u"}, "a b c d e", 2),
        ({"a": "u v", "b": "v w", "c": "w x", "d": "x y", "e": "y z", "f": "z u"}, "a b c d e f", 3),
        # Circles.
        ({"a": "a"}, "a", 1),
        ({"a": "b", "b": "a"}, "a b", 1),
        ({"a": "b", "b": "c", "c": "a", "d": ""}, "a c d", 2),
        # Unknown sources are witnesses of their own.
        ({"a": "lost", "b": "lost"}, "a b", 1),
        ({"a": ""}, "a unknown", 2),
    ],
)
def test_lines(origins_of: dict[str, str], sources: str, expected: int) -> None:
    assert independent_lines(derived(**origins_of), sources.split()) == expected


NAMES = "abcdefgh"


@given(
    st.dictionaries(st.sampled_from(NAMES), st.lists(st.sampled_from(NAMES), max_size=3)),
    st.sets(st.sampled_from(NAMES)),
)
def test_lines_are_the_most_sources_of_which_none_depends_on_another(
    origins_of: dict[str, list[str]], cited: set[str]
) -> None:
    reference = derived(**{name: " ".join(others) for name, others in origins_of.items()})
    roots = {name: origins(reference, name) for name in NAMES}
    found = independent_lines(reference, sorted(cited))
    choices = (choice for size in range(len(cited) + 1) for choice in combinations(sorted(cited), size))
    apart = (choice for choice in choices if all(not roots[a] & roots[b] for a, b in combinations(choice, 2)))
    assert found == max(map(len, apart))
    # One more source never weakens a claim.
    assert all(found <= independent_lines(reference, sorted(cited | {name})) <= found + 1 for name in NAMES)


def test_many_tangled_sources_are_counted_soon() -> None:
    random = Random(7)
    origins_of = {f"s{number}": " ".join(f"o{random.randrange(25)}" for _ in range(2)) for number in range(40)}
    began = process_time()
    assert 5 < independent_lines(derived(**origins_of), origins_of) < 25
    assert process_time() - began < 5


def test_origins() -> None:
    reference = derived(a="", b="a", c="b lost", d="d c")
    assert origins(reference, "d") == {"a", "b", "c", "d", "lost"}


def test_a_long_chain_is_followed() -> None:
    chain = {f"s{number}": f"s{number - 1}" if number else "" for number in range(3000)}
    assert independent_lines(derived(**chain), ["s0", "s2999"]) == 1


@pytest.mark.parametrize(
    ("claim", "expected"),
    [("river-over-the-wall", 1), ("bridge-lost", 2), ("rain-for-a-week", 1), ("harrow-blames-the-council", 1)],
)
def test_lines_of_a_claim(claim: str, expected: int, tiny: Copy) -> None:
    assert independent_lines_of(tiny.reference, tiny.reference.claim(claim)) == expected


@pytest.mark.parametrize(
    ("source", "quote", "proven"),
    [
        ("aldermere-annals", "the river came over the wall", True),
        ("aldermere-annals", "The RIVER came, over the wall!", True),
        ("aldermere-annals", "the river ran over the wall", False),
        ("aldermere-annals", "the river", False),
        ("aldermere-annals", None, False),
        ("bridge-charter", "per unam septimanam", False),
        ("unknown", "per unam septimanam", False),
    ],
)
def test_proven(source: str, quote: str | None, proven: bool, tiny: Copy) -> None:
    citation = Citation(source=source, locator="x", quote=quote)
    assert tiny.reference.is_proven(citation) is proven
    assert (tiny.reference.finding(citation) is None) is (source != "aldermere-annals" or quote is None)


def test_report(tiny: Copy) -> None:
    found = report(tiny.reference)
    assert (found.claims, found.facts, found.judgements) == (5, 4, 1)
    assert (found.citations, found.quotations, found.checkable, found.proven) == (7, 5, 3, 3)
    assert (found.too_short, found.without_text) == (0, 2)
    assert (found.sources, found.registered, found.questions, found.handovers) == (6, 2, 1, 2)
    assert found.by_sources == {1: 3, 2: 2}
    assert found.by_lines == {1: 4, 2: 1}
    assert found.source_kinds == {"memoir": 1, "primary": 2, "secondary": 2, "tertiary": 1}
    assert found.languages == {"en": 5, "la": 1}
    assert found.by_year == {"1287": 3}
    assert found.by_month == {"1287-02": 2, "1287-03": 1}
    assert found.single == ("river-over-the-wall", "rain-for-a-week", "council-swears", "harrow-blames-the-council")


def test_report_of_nothing() -> None:
    found = report(Reference())
    assert (found.claims, found.by_lines, found.single) == (0, {}, ())


@pytest.mark.parametrize(("quote", "proven"), [("went down in the night", 2), ("the night", 1)])
def test_quotations_are_counted_by_chapter(quote: str, proven: int, tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", f"quote: {quote}")
    assert report(tiny.reference).by_chapter == {"flood": (proven, 4), "quarrel": (1, 1)}
