"""Hand-written pages: links to records, markers, and the rule that they state no figure of their own."""

import pytest

from sourcebook.handwritten import expand_links, figures, target_of
from support import Copy


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 1287 the river rose.", ["1287"]),
        ("On 13 February it rained.", ["13", "February"]),
        ("It cost 1,430.50 crowns.", ["1,430.50"]),
        ("line\nline 7\n", ["7"]),
        ("They met in December.", ["December"]),
        ("A <b>3</b>.", ["3"]),
        ("**12** men", ["12"]),
        ("| a | 5 |\n", ["5"]),
        # What is no statement.
        ("No figure here; it may rain.", []),
        ("[the annals](sources/harrow-1931.md#p44)", []),
        ("see https://example.org/2004/05", []),
        ("`id: 1287` in code", []),
        ("```yaml\ndate: 1287\n```\n", []),
        ("<!-- 1287: to do -->", []),
        ("---\ntitle: The year 1287\n---\ntext", []),
        ("1. first\n2. second\n", []),
        ("# Heading {: #part-2 .x3 }", []),
        ("a &#8211; b", []),
    ],
)
def test_figures(text: str, found: list[str]) -> None:
    problems = list(figures(text, "docs/x.md"))
    assert [problem.message for problem in problems] == [
        f"hand-written pages must state no figure or date: {figure!r}" for figure in found
    ]


def test_figures_have_their_place_behind_front_matter_and_code() -> None:
    text = "---\ntitle: x 1\n---\n`2`, then 3\n"
    assert [(problem.line, problem.column) for problem in figures(text, "docs/x.md")] == [(4, 11)]


PAGE = "docs/page.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](claim:bridge-lost)", []),
        ("`[x](claim:unknown)`", []),
        ("```\n[x](claim:unknown)\n<!-- sourcebook: nothing -->\n```\n", []),
        ("[x](mailto:a@example.org) [y](https://example.org) [z](index.md#top)", []),
        ("[x](claim:bridge-lots)", ["1:11: link must name a known claim: 'bridge-lots' (did you mean 'bridge-lost'?)"]),
        ("\n\ntext [x](person:edith)", ["3:17: link must name a known person: 'edith' (did you mean 'edith-miller'?)"]),
        ("[x](source:zzz)", ["1:12: link must name a known source: 'zzz'"]),
        ("[x](place:town-council)", ["1:11: link must name a known place: 'town-council'"]),
        ("[x](organization:aldermere)", ["1:18: link must name a known organization: 'aldermere'"]),
        ("[x](question:bridge-lost)", ["1:14: link must name a known question: 'bridge-lost'"]),
        ("[x](chapter:floods)", ["1:13: link must name a known chapter: 'floods' (did you mean 'flood'?)"]),
        ("[x](persons:edith-miller)", [
            "1:5: link must be to a page, a web address or a kind of record: 'persons:' (did you mean 'person'?)",
        ]),
        ("[x](javascript:alert)", ["1:5: link must be to a page, a web address or a kind of record: 'javascript:'"]),
        ("<!-- sourcebook: body -->", []),
        ("<!-- sourcebook: bodi -->", ["1:18: marker must be one that this page has: 'bodi' (did you mean 'body'?)"]),
        ("<!-- sourcebook: card -->", ["1:18: marker must be one that this page has: 'card' (it has body)"]),
    ],
)  # fmt: skip
def test_links_and_markers(text: str, expected: list[str], tiny: Copy) -> None:
    tiny.write(PAGE, text)
    assert tiny.messages() == [f"{PAGE}:{message}" for message in expected]


def test_home_has_markers_of_its_own(tiny: Copy) -> None:
    tiny.edit("docs/index.md", "sourcebook: card", "sourcebook: body")
    assert tiny.messages() == [
        "docs/index.md:7:18: marker must be one that this page has: 'body' (it has card, figures, chapters)"
    ]


def test_figures_are_allowed_about_the_reference_and_links_are_checked_there(tiny: Copy) -> None:
    tiny.write("docs/about/page.md", "Begun in 2004; see [x](claim:zzz).\n")
    assert tiny.messages() == ["docs/about/page.md:1:30: link must name a known claim: 'zzz'"]


def test_page_that_is_no_text(tiny: Copy) -> None:
    tiny.write(PAGE, b"caf\xe9")
    (message,) = tiny.messages()
    assert message.startswith(f"{PAGE}:1:1: page must be readable UTF-8 text: ")


@pytest.mark.parametrize(
    ("kind", "name", "target"),
    [
        ("claim", "bridge-lost", "chapters/flood.md#bridge-lost"),
        ("chapter", "quarrel", "chapters/quarrel.md"),
        ("question", "how-long-did-it-rain", "questions/how-long-did-it-rain.md"),
        ("source", "lind-1902", "sources/lind-1902.md"),
        ("person", "edith-miller", "people/edith-miller.md"),
        ("organization", "town-council", "organizations/town-council.md"),
        ("place", "aldermere", "places/aldermere.md"),
    ],
)
def test_target_of(kind: str, name: str, target: str, tiny: Copy) -> None:
    assert target_of(kind, name, tiny.reference) == target
    with pytest.raises(KeyError):
        target_of(kind, "unknown", tiny.reference)


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("index.md", "[a](claim:bridge-lost)", "[a](chapters/flood.md#bridge-lost)"),
        ("about/index.md", "[a](claim:bridge-lost)", "[a](../chapters/flood.md#bridge-lost)"),
        ("chapters/flood.md", "[a](chapter:quarrel)", "[a](quarrel.md)"),
        ("about/a/b.md", "[a](person:edith-miller) [b](place:aldermere)",
         "[a](../../people/edith-miller.md) [b](../../places/aldermere.md)"),
        ("index.md", "`[a](claim:x)` [b](chapter:flood)", "`[a](claim:x)` [b](chapters/flood.md)"),
        ("index.md", "```\n[a](claim:x)\n```\n[b](chapter:flood)", "```\n[a](claim:x)\n```\n[b](chapters/flood.md)"),
        ("index.md", "[a](https://example.org)", "[a](https://example.org)"),
        ("index.md", "claim:bridge-lost", "claim:bridge-lost"),
    ],
)  # fmt: skip
def test_expand_links(path: str, text: str, expected: str, tiny: Copy) -> None:
    assert expand_links(text, path, tiny.reference) == expected
