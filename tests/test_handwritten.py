"""Hand-written pages: links to records, markers, and the rule that they state no figure of their own."""

import os
import shutil

import pytest
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from sourcebook.files.encoding import INVISIBLE, MOST_ALIKE
from sourcebook.files.problems import TOO_MANY
from sourcebook.reference.addresses import linked_record, paths
from sourcebook.rules.handwritten import MOST_OF_A_PAGE, stated_figures
from sourcebook.site.build import build
from sourcebook.site.handwritten import expand_links
from sourcebook.site.pages import data_files, plan
from support import TINY, Copy


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
        ("<!-- 1287: to do -->", []),
        ("1. first\n2. second\n  10) third", []),
        ("# Heading {: #part-2 .x3 }", []),
        ("a &#8211; b", []),
        ("[a]: sources/harrow-1931.md\n", []),
        ("---\nhide:\n  - 12\nsearch:\n  boost: 2\n---\ntext", []),
        # Numbers in words: what counts or dates something, and what merely speaks.
        ("It lasted four hours.", ["four"]),
        ("The twenty-fifth of the month", ["twenty-fifth"]),
        ("Twelve men and a hundred sheep", ["Twelve", "hundred"]),
        ("the twentieth congress, thirty years on", ["twentieth", "thirty"]),
        ("There are two ways, and the first is one of them; hundreds came, a second time, in the first weeks.", []),
        ("It may rain; march on, and decide.", []),
        ("In Feb. it rained.", ["Feb."]),
        # What could hide a figure.
        ("---\ntitle: The year 1287\ndescription: >-\n  Told\n  in 12 parts\n---\ntext", ["1287", "12"]),
        ("`id: 1287` in code", ["1287"]),
        ("```yaml\ndate: 1288\n```\n", ["1288"]),
        ("1956. A year\n", ["1956."]),
        ("{It was 1956}", ["1956"]),
        ('[a](b-1.md "in 1287")', ["1287"]),
    ],
)
def test_figures(text: str, found: list[str]) -> None:
    problems = list(stated_figures(text, "docs/x.md"))
    assert [problem.message for problem in problems] == [
        f"hand-written pages must state no figure or date: {figure!r}" for figure in found
    ]


def test_figures_have_their_place_behind_front_matter_and_code() -> None:
    text = "---\ntitle: x 1\n---\n`2`, then 3\n"
    assert [(problem.line, problem.column) for problem in stated_figures(text, "docs/x.md")] == [
        (2, 10),
        (4, 2),
        (4, 11),
    ]


PAGE = "docs/page.md"
WRITTEN = "link to a record must be written as [words](kind:id)"
HOW = "(small letters, and nothing else between the round brackets)"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](claim:bridge-lost)", []),
        ("`[x](claim:unknown)`", []),
        ("``a ` [x](claim:unknown)``", []),
        ("```\n[x](claim:unknown)\n<!-- sourcebook: nothing -->\n```\n", []),
        ("~~~\n[x](claim:unknown)\n```\n<b>\n~~~\n", []),
        ("[x](mailto:a@example.org) [y](https://example.org/claim:x) [z](index.md#chapters) <https://example.org>", []),
        ("The source: a letter. **Person:** nobody. At any place:\n", []),
        ("[x](claim:bridge-lots)", [
            "1:11: link must name a known claim: 'bridge-lots' "
            "(did you mean 'bridge-lost' in data/chapters/flood.yml:29?)",
        ]),
        ("\n\ntext [x](person:edith)", [
            "3:17: link must name a known person: 'edith' (did you mean 'edith-miller' in data/people.yml:2?)",
        ]),
        ("[x](source:zzz)", ["1:12: link must name a known source: 'zzz'"]),
        ("[x](place:town-council)", ["1:11: link must name a known place: 'town-council'"]),
        ("[x](organization:aldermere)", ["1:18: link must name a known organization: 'aldermere'"]),
        ("[x](question:bridge-lost)", ["1:14: link must name a known question: 'bridge-lost'"]),
        ("[x](chapter:floods)", ["1:13: link must name a known chapter: 'floods' (did you mean 'flood'?)"]),
        # Forms that Markdown knows and that would be left as they are.
        ('[x](claim:bridge-lost "title")', [f"1:5: {WRITTEN}: 'claim:bridge-lost' {HOW}"]),
        ("[x](<claim:bridge-lost>)", [f"1:6: {WRITTEN}: 'claim:bridge-lost' {HOW}"]),
        ("[x]( claim:bridge-lost )", [f"1:6: {WRITTEN}: 'claim:bridge-lost' {HOW}"]),
        ("Write to <somebody@example.org>.", []),
        ("<claim:bridge-lost>", [f"1:2: {WRITTEN}: 'claim:bridge-lost' {HOW}"]),
        ("https://example.org/claim:x claim:y", [f"1:29: {WRITTEN}: 'claim:y' {HOW}"]),
        ("[x](Claim:bridge-lost)", [f"1:5: {WRITTEN}: 'Claim:bridge-lost' {HOW}"]),
        ("[x](claim:)", [f"1:5: {WRITTEN}: 'claim:' {HOW}"]),
        ("text\n\n[x]: claim:bridge-lost\n", [f"3:6: {WRITTEN}: 'claim:bridge-lost' {HOW}"]),
        ("[x](persons:edith-miller)", [
            "1:5: link must be to a page, a web address or a kind of record: 'persons:' (did you mean 'person'?)",
        ]),
        ("[x](javascript:alert)", ["1:5: link must be to a page, a web address or a kind of record: 'javascript:'"]),
        ("[x](JavaScript://a)", ["1:5: link must be to a page, a web address or a kind of record: 'JavaScript:'"]),
        ("[x]: data:text\n", ["1:6: link must be to a page, a web address or a kind of record: 'data:'"]),
        # Pages and files.
        ("[x](about/index.md) [y](sources/lind-1902.md#note) [z](evidence.json) ![](#top)\n\n# Top", []),
        ("[x](about/indx.md)", [
            "1:5: link must lead to a page or file that is there: 'about/indx.md'"
            " (counted from this page: did you mean 'about/index.md'?)",
        ]),
        ("[x](http://example.org#top) [y](chapters/flood.md) [z](chapters/flood.md#zzz)", [
            "1:74: link must lead to a place on its page that is there: 'chapters/flood.md#zzz'",
        ]),
        ("[x](/about/index.md)", ["1:5: link must lead to a page or file that is there: '/about/index.md'"]),
        ("[x](/sources/)", ["1:5: link must lead to a page or file that is there: '/sources/'"]),
        ('[x](about/indx.md "t") [y](<about/indx.md>)\n\n[z]: about/indx.md\n', [
            f"{place}: link must lead to a page or file that is there: 'about/indx.md'"
            " (counted from this page: did you mean 'about/index.md'?)" for place in ("1:5", "1:29", "3:6")
        ]),
        ("\\` [x](unwritten.md) `", ["1:8: link must lead to a page or file that is there: 'unwritten.md'"]),
        ("`a\n[x](about/none.md)` and\n\n    [x](about/none.md)", []),
        ("[^a]: The annals say so.\n", []),
        # Places on pages.
        ("[x](chapters/flood.md#bridge-lost) [y](chapters/flood.md#high-water)", []),
        ("[x](chapters/flood.md#the-flood) [n](chapters/flood.md#note-2) [q](timeline.md#y1287)", []),
        ("# A\n\n## Two words\n\n[x](#two-words) [y](#a) [z](about/index.md#about-this-reference)", []),
        ("[x](chapters/flood.md#no-such-claim)", [
            "1:23: link must lead to a place on its page that is there: 'chapters/flood.md#no-such-claim'",
        ]),
        ('[x](<chapters/flood.md#bridge-lots> "t")', [
            "1:24: link must lead to a place on its page that is there: 'chapters/flood.md#bridge-lots'"
            " (did you mean 'bridge-lost'?)",
        ]),
        ("[x](chapters/flood.md#see-also) [y](chapters/flood.md#note-99)", [
            "1:23: link must lead to a place on its page that is there: 'chapters/flood.md#see-also'",
            "1:55: link must lead to a place on its page that is there: 'chapters/flood.md#note-99'"
            " (did you mean 'note-5'?)",
        ]),
        ("[x](people/index.md#nobody) [y](people/index.md#letter-M)", [
            "1:21: link must lead to a place on its page that is there: 'people/index.md#nobody'",
        ]),
        ("[x](questions/how-long-did-it-rain.md#answer-2) [y](questions/how-long-did-it-rain.md#answer-3)", [
            "1:87: link must lead to a place on its page that is there: 'questions/how-long-did-it-rain.md#answer-3'"
            " (did you mean 'answer-2'?)",
        ]),
        ("[x](evidence.md#by-lines) [y](sources/aldermere-annals.md#s4) [z](journey.md#step-1) [](evidence.json#)", []),
        ("## [](claim:bridge-lost)\n\n[x](#the-bridge-is-lost)", []),
        ("## Two words\n\n[x](#two-word)", [
            "3:6: link must lead to a place on its page that is there: '#two-word' (did you mean 'two-words'?)",
        ]),
    ],
)  # fmt: skip
def test_links(text: str, expected: list[str], tiny: Copy) -> None:
    tiny.write(PAGE, text)
    assert tiny.messages() == [f"{PAGE}:{message}" for message in expected]


def test_heading_of_a_frame_has_the_id_that_the_site_gives_it(tiny: Copy) -> None:
    # The claim has its id first; generated headings leave theirs to the frame.
    tiny.edit(
        "docs/chapters/quarrel.md", "# The quarrel over the sluice", "# Council swears\n\n## Questions of this chapter"
    )
    said = "link must lead to a place on its page that is there: 'chapters/quarrel.md#"
    tiny.write(PAGE, "[x](chapters/quarrel.md#council-swears) [y](chapters/quarrel.md#council-swears_1)\n"
                     "[z](chapters/quarrel.md#the-quarrel-over-the-sluice)\n")  # fmt: skip
    assert tiny.messages() == [f"{PAGE}:2:25: {said}the-quarrel-over-the-sluice'"]


def test_places_on_a_page_that_cannot_be_made_are_not_judged(tiny: Copy) -> None:
    tiny.write(PAGE, "[x](sources/index.md#nothing)\n")
    for text in ("<!-- sourcebook: bodi -->", "<!-- sourcebook: body -->\n" * 2, "No marker.\n"):
        tiny.write("docs/sources/index.md", text)
        assert [message.partition(":")[0] for message in tiny.messages()] == ["docs/sources/index.md"]


def test_while_data_have_problems_only_chapters_are_judged(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "quote: went down in the night", "quote: went up in the night")
    tiny.write(PAGE, "[x](people/index.md#nobody) [y](chapters/flood.md#nothing) [z](chapters/flood.md#note-99)\n")
    assert [message.rpartition(": ")[2] for message in tiny.messages() if message.startswith(PAGE)] == [
        "'chapters/flood.md#nothing'"
    ]
    assert len(tiny.messages()) == 2


def test_link_in_html_is_reported_twice_over(tiny: Copy) -> None:
    tiny.write(PAGE, '<a href="claim:bridge-lost">x</a>')
    html = "hand-written pages must have no HTML"
    assert [message.partition(" (")[0] for message in tiny.messages()] == [
        f"{PAGE}:1:1: {html}: '<a href=\"claim:bridge-lost\">'", f"{PAGE}:1:10: {WRITTEN}: 'claim:bridge-lost'",
        f"{PAGE}:1:30: {html}: '</a>'",
    ]  # fmt: skip


FRAME = "docs/sources/index.md"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!-- sourcebook: body -->", []),
        ("<!-- sourcebook: body -->\n\n`<!-- sourcebook: body -->`", []),
        ("<!-- sourcebook: bodi -->", ["1:18: marker must be one that this page has: 'bodi' (did you mean 'body'?)"]),
        ("<!-- sourcebook: card -->", ["1:18: marker must be one that this page has: 'card' (it has body)"]),
        ("<!-- sourcebook: body -->\n<!-- sourcebook: body -->\n", [
            "2:18: marker must stand once on its page: 'body' (delete one of the two)",
        ]),
        ("Much prose, and no place for the sources.\n", [
            "1:1: page must have a marker, since a page is generated at its address: none"
            " (add the line <!-- sourcebook: body --> where that is to stand)",
        ]),
        ("`<!-- sourcebook: body -->`", [
            "1:1: page must have a marker, since a page is generated at its address: none"
            " (add the line <!-- sourcebook: body --> where that is to stand)",
        ]),
        ("<!-- sourcebook: body -->\n<!--sourcebook:body-->", [
            "2:1: marker must be written as '<!-- sourcebook: NAME -->': '<!--sourcebook:body-->'"
            " (small letters, and one space at each place)",
        ]),
        ("<!-- sourcebook: body -->\n<!--  sourcebook: Body", [
            "2:1: marker must be written as '<!-- sourcebook: NAME -->': '<!--  sourcebook: Body'"
            " (small letters, and one space at each place)",
        ]),
    ],
)  # fmt: skip
def test_markers(text: str, expected: list[str], tiny: Copy) -> None:
    tiny.write(FRAME, text)
    assert tiny.messages() == [f"{FRAME}:{message}" for message in expected]


def test_marker_in_code_is_left_as_it_stands(tiny: Copy) -> None:
    code = "`<!-- sourcebook: body -->` and\n\n```\n# Not a heading\n<!-- sourcebook: nothing -->\n```\n"
    tiny.write(FRAME, f"---\ntitle: Books\n---\n{code}\n<!-- sourcebook: body -->\n")
    made = build(tiny.root / "data", tiny.root / "docs").texts["sources/index.md"]
    assert made.startswith(f"---\ntitle: Books\n---\n# Sources\n\n{code}")
    assert made.count(">Primary sources</h2>") == 1


@pytest.mark.parametrize("folders", [True, False])
def test_data_are_never_taken_for_links(folders: bool, tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    told = ["See [the crossing](claim:no-such) here.", "See [this](claim:bridge-lost), as they say."]
    tiny.edit(
        "data/chapters/flood.yml", "The wooden bridge broke in the night, and a miller was drowned.", f"'{told[0]}'"
    )
    tiny.edit("data/chapters/quarrel.yml",
              "The council promised to mend the sluice and to build a bridge of stone.", f"'{told[1]}'")  # fmt: skip
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", "title: 'The words href=\"page:x.md\" stand'")
    tiny.edit("docs/chapters/quarrel.md", "has a chapter", "has [](claim:bridge-lost) and a chapter")
    settings = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(TINY.parent.parent / "hooks"))
    tiny.write("mkdocs.yml", settings)
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    site = tiny.root / "site"
    build_site(load_config(str(tiny.root / "mkdocs.yml"), strict=True, use_directory_urls=folders, site_dir=str(site)))

    def html(page: str) -> str:
        return (site / (f"{page}/index.html" if folders else f"{page}.html")).read_text("utf-8")

    assert told[0] in html("chapters/flood")
    assert told[1] in html("chapters/quarrel")
    assert "The words href=”page:x.md” stand" in html("timeline/february-1287")
    address = "../../chapters/flood/" if folders else "../chapters/flood.html"
    assert f'<a href="{address}#bridge-lost"' in html("timeline/february-1287")
    assert f'href="{address.removeprefix("../chapters/") if not folders else "../flood/"}#bridge-lost"' in html(
        "chapters/quarrel"
    )


def test_marker_on_a_page_of_its_own_would_do_nothing(tiny: Copy) -> None:
    tiny.write(PAGE, "<!-- sourcebook: body -->")
    said = "marker must stand on a page that is generated: 'body' (nothing is generated at page.md)"
    assert tiny.messages() == [f"{PAGE}:1:18: {said}"]
    tiny.write(PAGE, "<!-- sourcebook: nothing -->")
    assert tiny.messages() == [f"{PAGE}:1:18: {said.replace('body', 'nothing')}"]
    # Of a chapter that cannot be read nobody knows what it would generate.
    tiny.edit("data/chapters/quarrel.yml", "id: quarrel\n", "id: [quarrel\n")
    assert not any("marker" in message for message in tiny.messages())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a <b>c</b>", "1:3: hand-written pages must have no HTML: '<b>' (write Markdown, and each sign as it is)"),
        ("<script src=x", "1:1: hand-written pages must have no HTML: '<script src=x'"),
        ("\n</div>", "2:1: hand-written pages must have no HTML: '</div>'"),
        ("a&nbsp;b", "1:2: hand-written pages must have no HTML: '&nbsp;'"),
        ("&amp;<https://example.org>", "1:1: hand-written pages must have no HTML: '&amp;'"),
        ("a &#x6A; b", "1:3: hand-written pages must have no HTML: '&#x6A;'"),
        ("<!-- to do -->", "1:1: hand-written pages must have no comments: '<!-- to do -->' (delete it;"),
        ("# A {: onclick=alert(1) }", "1:5: braces must hold ids and classes only: '{: onclick=alert(1) }' (write"),
        ('# A { #a style="x" }', "1:5: braces must hold ids and classes only: '{ #a style=\"x\" }'"),
        ("a\u202eb", "1:2: text must have no control or invisible characters: U+202E"),
        ("a\x07b", "1:2: text must have no control or invisible characters: U+0007"),
        ("\ufeff---\ntitle: A\n---\n", "1:1: text must have no control or invisible characters: U+FEFF (save"),
    ],
)
@pytest.mark.parametrize("page", [PAGE, "docs/about/page.md"])
def test_what_pages_must_not_hold(page: str, text: str, message: str, tiny: Copy) -> None:
    tiny.write(page, text)
    assert tiny.messages()[0].startswith(f"{page}:{message}")


@pytest.mark.parametrize(
    "text", ["<!-- <b>old</b> -->", "<!-- {: onclick=x } -->", "<!-- <!-- x --> -->", "<!--\n&amp;-->"]
)
def test_comment_is_told_once_whatever_it_holds(text: str, tiny: Copy) -> None:
    tiny.write(PAGE, text)
    (message,) = tiny.messages()
    assert message.startswith(f"{PAGE}:1:1: hand-written pages must have no comments: '<!--")


@pytest.mark.parametrize(
    ("fault", "most", "code"),
    [
        ("a\u202eb", MOST_ALIKE, INVISIBLE),
        ("<b>", MOST_ALIKE, "pages-hold-no-html"),
        ("word {: #see-also }", MOST_OF_A_PAGE, "ids-in-braces-are-free"),
        ("[x](claim:zzz)", MOST_OF_A_PAGE, "links-name-records"),
        ("In 1287", MOST_OF_A_PAGE, "pages-state-no-figures"),
    ],
)
def test_of_one_fault_so_many_are_told_and_no_more(fault: str, most: int, code: str, tiny: Copy) -> None:
    tiny.write(PAGE, f"{fault}\n\n" * (most + 2))
    *found, more = tiny.problems()
    assert [problem.code for problem in found] == [code] * most
    assert (more.line, more.code) == (2 * most + 1, TOO_MANY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntemplate: <b>.html {: onclick=x } <!-- a --> claim:bridge-lost\n---\nWords.\n", []),
        ("---\ntitle: A\n---\n<!-- a -->\n", ["4:1: hand-written pages must have no comments: '<!-- a -->'"]),
        ("---\ntitle: A\n---\n<b>\n", ["4:1: hand-written pages must have no HTML: '<b>'"]),
        ("---\ntitle: A\n---\n{: x=y }\n", ["4:1: braces must hold ids and classes only: '{: x=y }'"]),
        ("---\ntitle: A\n---\nclaim:bridge-lost\n", [f"4:1: {WRITTEN}: 'claim:bridge-lost'"]),
    ],
)
def test_metadata_are_no_part_of_the_page(text: str, expected: list[str], tiny: Copy) -> None:
    tiny.write(PAGE, text)
    assert [message.partition(" (")[0] for message in tiny.messages()] == [f"{PAGE}:{said}" for said in expected]


def test_of_a_comment_the_beginning_is_shown(tiny: Copy) -> None:
    tiny.write(PAGE, f"<!-- one\ntwo\nthree -->\n\n<!-- {'x' * 60} -->\n")
    shown = ["<!-- one", f"<!-- {'x' * 37}"]
    assert [message.partition(": ")[2].partition(" (")[0] for message in tiny.messages()] == [
        f"hand-written pages must have no comments: '{text}'" for text in shown
    ]


def test_id_in_braces_has_its_place_though_a_link_names_it_before(tiny: Copy) -> None:
    tiny.write(PAGE, "[x](chapters/flood.md#note-3)\n\n# A {: #note-3 }\n")
    assert [message.partition(": ")[0] for message in tiny.messages()] == [f"{PAGE}:3:9"]


@pytest.mark.parametrize("name", ["river-over-the-wall", "high-water", "see-also", "note-3"])
def test_ids_in_braces_are_free(name: str, tiny: Copy) -> None:
    tiny.write(PAGE, f"# A\n\n## B {{: .c #{name} }}\n")
    said = f"id must be one that no record and no generated part has: '{name}' (choose another)"
    assert tiny.messages() == [f"{PAGE}:3:13: {said}"]


@pytest.mark.parametrize("text", ["a < b > c & d", "# A {: #a .b }", "{curly}", "`<b>` `&amp;`", "R&D"])
def test_what_pages_may_hold(text: str, tiny: Copy) -> None:
    tiny.write("docs/about/page.md", text)
    assert tiny.messages() == []


def test_pages_of_a_folder_are_told_apart(tiny: Copy) -> None:
    tiny.write("docs/about/index-of-names.md", "[x](../about/index.md)\n")
    tiny.write("docs/about/read-me/index.md", "Words.\n")
    tiny.write("docs/about/flood.md", "Words.\n")
    assert tiny.messages() == []


def test_links_are_read_as_addresses(tiny: Copy) -> None:
    tiny.write("docs/about/two words.md", "## A heading\n")
    tiny.write(PAGE, "[x](about/two%20words.md) [y](./about/../about/two%20words.md#a-heading) [z](page.md)\n")
    assert tiny.messages() == []
    tiny.write("docs/about/more.md", "[x](page.md) [y](two%20words.md#no-heading)\n")
    assert [message.partition(" (")[0] for message in tiny.messages()] == [
        "docs/about/more.md:1:5: link must lead to a page or file that is there: 'page.md'",
        "docs/about/more.md:1:33: link must lead to a place on its page that is there: 'two%20words.md#no-heading'",
    ]


@pytest.mark.parametrize(
    ("old", "new", "link"),
    [
        ("sections:\n", "colour: blue\nsections:\n", "claim:bridge-lost"),
        ("sections:\n", "colour: blue\nsections:\n", "chapter:flood"),
        ("id: flood\n", "id: [flood\n", "claim:bridge-gone"),
    ],
)
def test_link_to_a_record_that_may_be_there_is_not_at_fault(old: str, new: str, link: str, tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", old, new)
    tiny.write(PAGE, f"[x]({link})\n")
    assert {message.partition(":")[0] for message in tiny.messages()} == {"data/chapters/flood.yml"}


def test_two_pages_of_a_folder_at_one_address(tiny: Copy) -> None:
    tiny.write("docs/about/deep/README.md", "Words.\n")
    tiny.write("docs/about/deep/index.md", "Words.\n")
    (message,) = tiny.messages()
    assert message.startswith("docs/about/deep/index.md:1:1: file must have an address of its own")


def test_page_that_has_the_name_of_a_chapter_is_another(tiny: Copy) -> None:
    tiny.write("docs/about/flood.md", "Words.\n")
    tiny.write(PAGE, "[x](about/flood.md#bridge-lost)\n")
    (message,) = tiny.messages()
    assert message.startswith(f"{PAGE}:1:20: link must lead to a place on its page that is there: 'about/flood.md#")


def test_of_a_chapter_with_problems_headings_and_former_ids_are_known(tiny: Copy) -> None:
    tiny.edit("data/chapters/quarrel.yml", "date: 1287-03~", "date: March 1287")
    tiny.edit("docs/chapters/quarrel.md", "# The quarrel over the sluice", "# The quarrel\n\n## More words")
    tiny.write("data/former-ids.yml", "former-ids:\n- {old: sluice-mended, new: council-swears, from: quarrel}\n")
    there = ("council-swears", "more-words", "the-quarrel-over-the-sluice", "sluice-mended", "note-99")
    tiny.write(PAGE, "\n".join(f"[x](chapters/quarrel.md#{place})" for place in (*there, "nothing")))
    of_data, of_page = tiny.messages()
    assert of_data.startswith("data/chapters/quarrel.yml:")
    assert of_page.startswith(f"{PAGE}:6:25: ")


@pytest.mark.parametrize(
    ("file", "other"),
    [
        ("docs/Sources/Index.md", "sources/index.md"),
        ("docs/sources/README.md", "sources/index.md"),
        ("docs/evidence/index.md", "evidence.md"),
        ("docs/evidence.json", "evidence.json"),
        ("docs/About/index.md", "About/index.md"),
    ],
)
def test_two_files_at_one_address(file: str, other: str, tiny: Copy) -> None:
    tiny.write(file, "Words.\n")
    shown = file.removeprefix("docs/")
    if other == shown and other.endswith(".md"):
        file, shown = "docs/about/index.md", "about/index.md"
    assert f"{file}:1:1: file must have an address of its own: '{shown}'" in "\n".join(tiny.messages())
    assert f"({other} is published at the same: rename this file)" in "\n".join(tiny.messages())


FORMER = """former-ids:
- {old: bridge-swept-away, new: bridge-lost, from: flood}
- {old: the-flooding, new: flood}
- {old: town-chronicle, kind: source, reason: a forgery}
"""


def test_paths_are_those_of_all_pages(tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", FORMER)
    reference = tiny.reference
    assert tiny.problems() == []
    made = {page.path for page in plan(reference)} | data_files(reference).keys()
    assert {"chapters/the-flooding.md", "sources/town-chronicle.md"} <= made
    assert made == set(paths(reference))
    assert len({path.casefold() for path in paths(reference)}) == len(paths(reference))


def test_lines_may_end_as_on_windows(tiny: Copy) -> None:
    text = "---\r\ntitle: Books\r\n---\r\n\r\n# Books\r\n\r\n<!-- sourcebook: body -->\r\n"
    tiny.write(FRAME, text)
    made = build(tiny.root / "data", tiny.root / "docs").texts["sources/index.md"]
    assert made.startswith("---\ntitle: Books\n---\n\n# Books\n\n")
    assert made.count("---") == 2
    assert "\r" not in made


def test_home_has_markers_of_its_own(tiny: Copy) -> None:
    tiny.edit("docs/index.md", "sourcebook: opening", "sourcebook: body")
    assert tiny.messages() == [
        "docs/index.md:7:18: marker must be one that this page has: 'body'"
        " (it has opening, card, outlines, figures, chapters)"
    ]


def test_home_without_markers_is_told_its_first(tiny: Copy) -> None:
    tiny.write("docs/index.md", "# Home\n")
    (message,) = tiny.messages()
    assert message.endswith("(add the line <!-- sourcebook: opening --> where that is to stand)")


def test_figures_are_allowed_about_the_reference_and_links_are_checked_there(tiny: Copy) -> None:
    tiny.write("docs/about/page.md", "Begun in 2004; see [x](claim:zzz).\n")
    assert tiny.messages() == ["docs/about/page.md:1:30: link must name a known claim: 'zzz'"]


def test_page_that_is_no_text(tiny: Copy) -> None:
    tiny.write(PAGE, b"caf\xe9")
    (message,) = tiny.messages()
    assert message.startswith(f"{PAGE}:1:4: file must be UTF-8 text: byte 0xE9")


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
    found = linked_record(tiny.reference, f"{kind}:{name}")
    assert found is not None
    assert found[0] == target
    assert linked_record(tiny.reference, f"{kind}:unknown") is None


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
        ("index.md", "~~~\n[a](claim:x)\n~~~\n[b](chapter:flood)", "~~~\n[a](claim:x)\n~~~\n[b](chapters/flood.md)"),
        ("index.md", "``[a](claim:x) ` ``[b](chapter:flood)", "``[a](claim:x) ` ``[b](chapters/flood.md)"),
        ("index.md", "[](chapter:quarrel)", "[The quarrel over the sluice](chapters/quarrel.md)"),
        ("index.md", "[a](https://example.org)", "[a](https://example.org)"),
        ("index.md", "claim:bridge-lost", "claim:bridge-lost"),
        ("index.md", "`a\n[a](chapter:flood)`\n\n    [a](claim:x)", "`a\n[a](chapter:flood)`\n\n    [a](claim:x)"),
        ("index.md", "\\`[a](chapter:flood)`", "\\`[a](chapters/flood.md)`"),
        ("index.md", "[a](claim:unknown)", "[a](claim:unknown)"),
    ],
)  # fmt: skip
def test_expand_links(path: str, text: str, expected: str, tiny: Copy) -> None:
    assert expand_links(text, path, tiny.reference) == expected


@pytest.mark.parametrize("there", ["pipe", "file", "docs", "nowhere"])
def test_docs_that_are_no_folder_are_told(there: str, tiny: Copy) -> None:
    docs = tiny.root / "docs"
    shutil.rmtree(docs)
    assert tiny.messages() == []  # a reference may have no page written by hand
    if there == "pipe":
        os.mkfifo(docs)
    elif there == "file":
        docs.write_text("# Home\n", "utf-8")
    else:
        docs.symlink_to(there)
    assert tiny.messages() == ["docs:1:1: folder must be one that can be read: something else is there"]


@pytest.mark.parametrize("name", [".draft.md", ".notes/draft.md"])
def test_hidden_files_are_no_pages(name: str, tiny: Copy) -> None:
    tiny.write(f"docs/{name}", "In 1287 [it](nowhere.md) rained.\n")
    assert tiny.messages() == []


def test_page_that_is_no_file_is_told(tiny: Copy) -> None:
    (tiny.root / "docs/folder.md").mkdir()
    (tiny.root / "docs/gone.md").symlink_to("nowhere.md")
    assert tiny.messages() == [
        "docs/folder.md:1:1: file must be a file: a folder (a folder must not have a name that ends in .md)",
        "docs/gone.md:1:1: link must lead to a file: 'nowhere.md' (delete the link)",
    ]


def test_link_to_the_page_of_a_record_with_a_fault_is_not_at_fault(tiny: Copy) -> None:
    tiny.edit("data/sources/harrow-1931.yml", "type: ", "typ: ")
    tiny.write(PAGE, "[x](sources/harrow-1931.md)\n")
    assert {message.partition(":")[0] for message in tiny.messages()} == {"data/sources/harrow-1931.yml"}


PUT = "put the file itself in its place; what is linked would be published"


@pytest.mark.parametrize("name", ["secret.txt", "secret.md", "folder", "assets/secret.png"])
def test_links_that_lead_out_of_the_docs_are_refused(
    name: str, tiny: Copy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    tiny.write("docs/.draft.md", "A hidden file hides no other.\n")
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.mkdir() if name == "folder" else outside.write_text("# Secret\n", "utf-8")
    link = tiny.root / "docs" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside, target_is_directory=name == "folder")
    message = f"docs/{name}:1:1: link must lead to a file in docs/: {str(outside)!r} ({PUT})"
    assert tiny.messages() == [message]
    assert build(tiny.root / "data", tiny.root / "docs").texts == {}


def test_links_within_the_docs_lead_to_files(tiny: Copy) -> None:
    tiny.write("docs/assets/bridge.png", b"x")
    (tiny.root / "docs/assets/again.png").symlink_to("bridge.png")
    assert tiny.messages() == []
    (tiny.root / "docs/assets/all").symlink_to("..", target_is_directory=True)
    assert tiny.messages() == [f"docs/assets/all:1:1: link must lead to a file in docs/: '..' ({PUT})"]
    (tiny.root / "docs/assets/all").unlink()
    (tiny.root / "docs/assets/gone.png").symlink_to("nowhere.png")
    assert tiny.messages() == ["docs/assets/gone.png:1:1: link must lead to a file: 'nowhere.png' (delete the link)"]
