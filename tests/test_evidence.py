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
from sourcebook.reference.evidence import (
    Checked,
    by_weight,
    citations,
    independent_lines,
    independent_lines_of,
    origins,
    passages_cited,
    report,
    witnesses_apart,
)
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference
from sourcebook.texts.registeredtexts import registered_text
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


KINDS = ["primary", "memoir", "secondary", "press", "tertiary"]


def of_kinds(*told: str, **origins_of: str) -> Reference:
    """Return a reference with sources such as ``press-2 fringe``; those of a key derive from its value."""
    sources = []
    for one in told:
        name, _, standing = one.partition(" ")
        made = {"id": name, "type": "book", "kind": name.partition("-")[0], "title": "t", "language": "en", "note": "n"}
        made |= {"standing": standing, "standing-why": "w"} if standing else {}
        made |= {"derives-from": origins_of.get(name.replace("-", "_"), "").split()}
        sources.append(Located(Source.model_validate(made), YamlFile(f"data/sources/{name}.yml"), ()))
    return Reference(records={"source": tuple(sources)})


def weighed(*kinds: str) -> list[str]:
    """Return sources of these kinds, such as ``press-2 fringe``, in the order in which their evidence is shown."""
    cites = [Citation(source=told.partition(" ")[0], locator="p. 1") for told in kinds]
    return [citation.source for citation in by_weight(of_kinds(*kinds), cites)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (["tertiary", "press", "secondary", "memoir", "primary"], KINDS),
        # Among equals, the order of the editors stands.
        (["press-2", "primary-2", "press-1", "primary-1"], ["primary-2", "primary-1", "press-2", "press-1"]),
        # Never first, whatever its kind, unless there is nothing else.
        (["primary-1 fringe", "tertiary"], ["tertiary", "primary-1"]),
        (["primary-1 retracted", "press", "tertiary fringe"], ["press", "primary-1", "tertiary"]),
        (["tertiary fringe"], ["tertiary"]),
        # A partisan may be the best witness, and an older study still a study.
        (["press", "primary-1 partisan", "primary-2"], ["primary-1", "primary-2", "press"]),
        (["press", "secondary superseded"], ["secondary", "press"]),
    ],
)  # fmt: skip
def test_evidence_is_ordered_by_weight(written: list[str], shown: list[str]) -> None:
    assert weighed(*written) == shown


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


@pytest.mark.parametrize("pairs", ["ab ad ae be bf cd cf", "ac ad af bc bf ce de df"])
def test_of_six_that_are_tied_to_two_or_more_three_are_independent(pairs: str) -> None:
    """Each pair draws on an account of its own; whoever takes the first that comes finds two."""
    tied = pairs.split()
    origins_of = {name: " ".join(f"of-{pair}" for pair in tied if name in pair) for name in "abcdef"}
    assert independent_lines(derived(**origins_of), origins_of) == 3


@pytest.mark.parametrize(
    ("told", "derived_from", "expected"),
    [
        ("press-1 primary-1 memoir-1", {}, "primary-1 memoir-1 press-1"),
        # Of each line the weightiest.
        ("press-1 primary-1", {"press_1": "primary-1"}, "primary-1"),
        ("primary-1 press-1", {"primary_1": "press-1"}, "primary-1"),
        # Not where it would cost a line: the primary source compiles both.
        ("primary-1 press-1 press-2", {"primary_1": "press-1 press-2"}, "press-1 press-2"),
        # Among equals, the first that is named.
        ("press-2 press-1", {"press_2": "press-1"}, "press-2"),
        ("", {}, ""),
    ],
)
def test_each_line_is_shown_by_its_weightiest_source(told: str, derived_from: dict[str, str], expected: str) -> None:
    sources = told.split()
    assert witnesses_apart(of_kinds(*sources, **derived_from), sources) == tuple(expected.split())


def test_what_is_fringe_stands_for_a_line_only_by_itself() -> None:
    reference = of_kinds("primary-1 fringe", "press-1", "press-2", primary_1="press-1")
    assert witnesses_apart(reference, ["primary-1", "press-1", "press-2"]) == ("press-1", "press-2")
    assert witnesses_apart(reference, ["primary-1", "press-2"]) == ("press-2", "primary-1")


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
    # Those that are shown for the lines are such a choice.
    chosen = witnesses_apart(reference, sorted(cited & origins_of.keys()))
    assert len(chosen) == independent_lines(reference, sorted(cited & origins_of.keys()))
    assert all(not roots[a] & roots[b] for a, b in combinations(chosen, 2))
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


def test_citations_are_numbered_within_their_claim(tiny: Copy) -> None:
    found = [(at.record.id, number, one.source) for at, number, one in citations(tiny.reference)]
    assert found[:5] == [
        ("river-over-the-wall", 0, "aldermere-annals"),
        ("river-over-the-wall", 1, "harrow-1931"),
        ("bridge-lost", 0, "aldermere-annals"),
        ("bridge-lost", 1, "miller-letter"),
        ("rain-for-a-week", 0, "bridge-charter"),
    ]


@pytest.mark.parametrize(
    ("passage", "quote", "cited"),
    [
        ("s9", None, ("s9",)),
        ("s1", "went down in the night", ("s1",)),
        (None, "went down in the night", ("s2",)),
        (None, "went down in that night", ()),
        (None, "the night", ()),
        (None, None, ()),
    ],
)
def test_passages_that_are_cited(passage: str | None, quote: str | None, cited: tuple[str, ...], tiny: Copy) -> None:
    citation = Citation(source="aldermere-annals", locator="x", quote=quote, passage=passage)
    assert passages_cited(tiny.reference, citation) == cited


def test_of_a_quotation_that_stands_in_two_passages_the_first_is_cited(tiny: Copy) -> None:
    text = "The water rose over the wall. Nobody slept. The water rose over the wall."
    tiny.write("data/texts/miller-letter.yml", registered_text("miller-letter", text))
    citation = Citation(source="miller-letter", locator="x", quote="the water rose over the wall")
    assert tiny.reference.is_proven(citation)
    assert passages_cited(tiny.reference, citation) == ("s1",)


def test_what_became_of_quotations_is_a_line() -> None:
    counted = Checked(proven=1_000, wrong=2_000, without_text=3_000, too_short=4_000, skipped=5_000)
    assert counted.all == 15_000
    assert str(counted) == (
        "15,000 quotations: 1,000 proven, 2,000 wrong, 3,000 without text at hand, 4,000 too short, 5,000 skipped"
    )
    alone = "1 quotation: 0 proven, 0 without text at hand, 1 too short, 0 skipped"
    assert str(Checked(too_short=1)) == alone
    assert Checked().all == 0


def test_report(tiny: Copy) -> None:
    found = report(tiny.reference)
    assert (found.claims, found.facts, found.judgements) == (5, 4, 1)
    assert (found.citations, found.quotations, found.checkable, found.proven) == (8, 5, 3, 3)
    assert (found.too_short, found.without_text) == (0, 2)
    assert (found.sources, found.registered, found.questions, found.handovers) == (6, 2, 1, 2)
    assert (found.numbers, found.numbers_cited, found.numbers_nearby) == (1, 0, 0)
    assert found.by_sources == {1: 3, 2: 2}
    assert found.by_lines == {1: 4, 2: 1}
    assert found.source_kinds == {"memoir": 1, "primary": 2, "secondary": 2, "tertiary": 1}
    assert found.languages == {"en": 5, "la": 1}
    assert found.by_year == {"1287": 3}
    assert found.by_month == {"1287-02": 2, "1287-03": 1}
    assert all([*counts] == sorted(counts) for counts in (found.by_sources, found.by_month, found.source_kinds))
    assert found.single == ("river-over-the-wall", "rain-for-a-week", "council-swears", "harrow-blames-the-council")


def test_report_of_nothing() -> None:
    found = report(Reference())
    assert (found.claims, found.by_lines, found.single) == (0, {}, ())


@pytest.mark.parametrize(("quote", "proven"), [("went down in the night", 2), ("the night", 1)])
def test_quotations_are_counted_by_chapter(quote: str, proven: int, tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", f"quote: {quote}")
    assert report(tiny.reference).by_chapter == {"flood": (proven, 4), "quarrel": (1, 1)}


def test_counts_stand_in_order(tiny: Copy) -> None:
    chapter = "data/chapters/flood.yml"
    tiny.edit(chapter, "date: '1287-02-13'", "date: '1288'")
    tiny.edit(
        chapter,
        "    - source: harrow-1931\n      locator: p. 44\n  - id",
        "    - source: harrow-1931\n      locator: p. 44\n    - source: lind-1902\n      locator: p. 1\n  - id",
    )
    tiny.edit("data/sources/bridge-charter.yml", "language: la", "language: de")
    found = report(tiny.reference)
    assert list(found.by_year.items()) == [("1287", 2), ("1288", 1)]
    assert list(found.by_month.items()) == [("1287-02", 1), ("1287-03", 1)]
    assert list(found.languages.items()) == [("de", 1), ("en", 5)]
    assert list(found.by_sources.items()) == [(1, 3), (2, 1), (3, 1)]
    assert list(found.by_lines) == sorted(found.by_lines)
