"""What the search of the site knows of each page: entries made of records and of hand-written frames."""

import json
import re
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Annotated, Any

import material
import pytest
from pydantic import Field

from sourcebook.records.forms import Id
from sourcebook.records.kinds import CATALOGUE, Catalogue, Kind
from sourcebook.records.marks import Prose, Ref, Text, Weight
from sourcebook.records.model import Citation, Claim, Record
from sourcebook.site.build import Site, build
from sourcebook.site.details import HOW_SHOWN, Shown
from sourcebook.site.render import Renderer
from sourcebook.site.search import tokens as words_of_the_search
from sourcebook.site.search.entries import Frame, SearchEntry, entries
from sourcebook.site.search.frames import FrameSection, frame_sections
from sourcebook.site.search.index import FIELDS, SearchIndex, kept_out
from sourcebook.site.search.tokens import (
    SEPARATOR,
    plain_spellings,
    romanized_spellings,
    tokens,
    with_the_other_apostrophe,
)
from support import Copy, whole_index

USUAL = {"lang": ["en"], "separator": r"[\s\-]+", "pipeline": ["stopWordFilter"],
         "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}}  # fmt: skip
PARAGRAPHS = re.compile("<p>(.*?)</p>")


def made(tiny: Copy, catalogue: Catalogue = CATALOGUE) -> Site:
    """Return the site of a tiny reference, which must have no problems."""
    site = build(tiny.root / "data", tiny.root / "docs", catalogue=catalogue)
    assert site.problems == []
    return site


def by_path(site: Site, frames: dict[str, Frame] | None = None) -> dict[str, SearchEntry]:
    """Return all entries by their paths, none of which may come twice."""
    found = list(entries(site.reference, site.pages.values(), frames or {}))
    paths = [entry.path for entry in found]
    assert len({*paths}) == len(paths)
    return dict(zip(paths, found, strict=True))


def told(entry: SearchEntry) -> list[str]:
    """Return the paragraphs of an entry as readers see them."""
    return [unescape(text) for text in PARAGRAPHS.findall(entry.text)]


def everything(found: Iterable[SearchEntry]) -> str:
    """Return all that is searched, in one text."""
    return "\n".join(f"{one.title} {unescape(one.text)} {' '.join((*one.names, *one.words))}" for one in found)


# --- records ---------------------------------------------------------------------------------------------------------


def test_claim_is_found_by_its_words_its_id_and_those_whom_it_names(tiny: Copy) -> None:
    entry = by_path(made(tiny))["chapters/flood.md#river-over-the-wall"]
    assert entry.title == "The river comes over the wall"
    assert told(entry) == [made(tiny).reference.claim("river-over-the-wall").text]
    # All of its id but "the", which nobody can look for, stands in its title.
    assert entry.words == ("edith", "miller", "town", "council", "aldermere")
    assert entry.boost == 2


def test_chapter_section_and_question(tiny: Copy) -> None:
    found = by_path(made(tiny))
    assert (found["chapters/flood.md"].title, found["chapters/flood.md"].text) == ("The flood", "")
    assert (found["chapters/flood.md#high-water"].title, found["chapters/flood.md#high-water"].text) == (
        "High water",
        "",
    )
    question = found["questions/how-long-did-it-rain.md"]
    record = made(tiny).reference.questions["how-long-did-it-rain"].record
    assert question.title == record.question
    assert told(question)[:3] == [record.verdict, record.why, record.would_settle]
    assert told(question)[3] == "; ".join(answer.label for answer in record.answers)
    assert told(question)[4:] == [record.weighing.replace("*", "")]
    assert {"eleven", "week"} <= {*question.words}


def test_person_is_found_by_names_in_every_spelling(tiny: Copy) -> None:
    alias = "  aliases:\n  - Edith of the Mill\n"
    tiny.edit("data/people.yml", alias, f"{alias}  - Фёдор Мельников\n  - Édith Müller\n  - 米勒\n")
    entry = by_path(made(tiny))["people/edith-miller.md"]
    assert told(entry)[0] == "Eadgyð"
    assert {"eadgyð", "eadgyd", "mill", "фёдор", "федор", "édith", "müller", "muller", "米勒"} <= {*entry.names}
    # Latin letters for others are a way to write a name, and count for less.
    assert {"fedor", "melnikov"} <= {*entry.words} - {*entry.names}
    assert "edith" not in entry.names  # is in the title


def test_source_is_found_by_its_original_title_its_rendering_its_author_and_its_year(tiny: Copy) -> None:
    tiny.edit(
        "data/sources/harrow-1931.yml", "title: The Year of the Water", "title: Год воды\ntitle-gloss: A wet year"
    )
    entry = by_path(made(tiny))["sources/harrow-1931.md"]
    assert entry.title == "Год воды"
    assert {"wet", "year"} <= {*entry.names}
    assert {"harrow", "walter", "1931", "god", "vody"} <= {*entry.words}
    assert told(entry)[1:] == ["A wet year"]  # the note says what to trust it for, not what it is
    assert "Harrow" in told(entry)[0]
    assert {"local", "historian", "essay"} <= {*entry.words}  # but it is found by what the note says


def test_claim_of_two_paragraphs_is_found_by_both(tiny: Copy) -> None:
    text = "text: The wooden bridge broke in the night, and a miller was drowned."
    two = "text: |-\n      The wooden bridge broke.\n\n      A miller was drowned.\n    doubt: the *hour* & place"
    tiny.edit("data/chapters/flood.yml", text, two)
    doubt = (Annotated[Text, Prose()] | None, Field(None, description="what is in doubt"))
    entry = by_path(made(tiny, CATALOGUE.with_fields("claim", doubt=doubt)))["chapters/flood.md#bridge-lost"]
    assert told(entry) == ["The wooden bridge broke. A miller was drowned.", "the hour & place"]


def test_evidence_is_not_searched(tiny: Copy) -> None:
    site = made(tiny)
    found = by_path(site)
    cited = [cite for located in site.reference.claims.values() for cite in located.record.cites]
    quotations = [words for cite in cited for words in (cite.quote, cite.gloss) if words]
    assert len(quotations) > 5
    text = everything(found.values())
    assert [words for words in quotations if words in text] == []
    text = everything(entry for path, entry in found.items() if path.startswith("chapters/"))
    assert [cite.locator for cite in cited if cite.locator in text] == []


class Handwritten(Citation):
    """A citation that says more of its place than ours do."""

    hand: Text | None = None


def test_new_field_of_evidence_is_not_searched(tiny: Copy) -> None:
    quotation = "      quote: went down in the night\n"
    tiny.edit("data/chapters/flood.yml", quotation, f"{quotation}      hand: zyx\n")
    cites = (tuple[Handwritten, ...], Claim.model_fields["cites"])
    site = made(tiny, CATALOGUE.with_fields("claim", cites=cites))
    assert site.reference.claim("bridge-lost").cites[0].in_a_line
    assert "zyx" in site.articles["chapters/flood.md"].text()
    assert "zyx" not in everything(by_path(site).values())


def test_what_readers_do_not_see_is_not_searched(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny.edit(
        "data/chapters/flood.yml", "    title: The bridge is lost\n", "    title: The bridge is lost\n    secret: zyx\n"
    )
    catalogue = CATALOGUE.with_fields("claim", secret=(Text | None, Field(None, description="for editors")))
    assert "zyx" in everything(by_path(made(tiny, catalogue)).values())
    catalogue = CATALOGUE.with_fields("claim", secret=(Text | None, Field(None, description="for editors")))
    monkeypatch.setitem(HOW_SHOWN, catalogue["claim"].model, Shown(set(), {"secret": "for editors"}))
    assert "zyx" not in everything(by_path(made(tiny, catalogue)).values())


class Image(Record):
    """A picture, of which the search knows nothing but its marks."""

    id: Id
    title: Text
    source: Annotated[Text, Ref("source")]
    alt: Annotated[Text, Prose()]
    painter: Annotated[Text, Weight(6)] | None = None


@pytest.mark.parametrize(
    ("home", "page", "file", "path"),
    [
        ("images/*.yml", "images/{id}.md", "data/images/old-bridge.yml", "images/old-bridge.md"),
        ("chapters/*.yml > sections > images", "chapters/{chapter}.md#{id}", "", "chapters/flood.md#old-bridge"),
    ],
)
def test_record_of_a_new_kind_is_found(home: str, page: str, file: str, path: str, tiny: Copy) -> None:
    lines = ["id: old-bridge", "title: The bridge", "source: harrow-1931", "alt: Five *stone* piers", "painter: Müller"]
    if file:
        tiny.write(file, "\n".join(lines) + "\n")
    else:
        held = "  images:\n  - " + "\n    ".join(lines)
        tiny.edit("data/chapters/flood.yml", "  stage: the first two days\n", f"  stage: the first two days\n{held}\n")
    catalogue = CATALOGUE
    if not file:
        held_images = (tuple[Image, ...], Field((), description="the images of the section"))
        catalogue = catalogue.with_fields("section", images=held_images)
    found = by_path(made(tiny, catalogue.with_kinds(Kind("image", "images", Image, home, page))))
    entry = found[path]
    assert (entry.title, told(entry)) == ("The bridge", ["Five stone piers", "Müller"])
    assert (entry.names, entry.words) == (("müller", "muller"), ("old",))
    # What stands within a section is found once.
    assert [one.path for one in found.values() if "piers" in one.text] == [path]


def test_lists_without_text_of_their_own_are_left_out(tiny: Copy) -> None:
    found = by_path(made(tiny))
    assert {"timeline.md", "people/index.md", "sources/index.md", "evidence.md", "start.md"} & found.keys() == set()
    assert found["index.md"].title == "Home"
    assert told(found["index.md"]) == [at.record.own_words()[0] for at in made(tiny).reference.card]


def test_signs_of_html_are_text(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", 'title: "A <b> & \\"bridge\\""')
    entry = by_path(made(tiny))["chapters/flood.md#bridge-lost"]
    assert entry.title == "A &lt;b&gt; &amp; “bridge”"
    assert "amp" not in {*entry.words, *entry.names}
    assert "lost" in entry.words


def test_list_of_results_has_the_marks_of_print(tiny: Copy) -> None:
    tiny.edit("data/chapters/flood.yml", "title: The bridge is lost", "title: The bridge's loss")
    tiny.edit("data/chapters/flood.yml", "title: The flood", 'title: The river\'s "flood"')
    found = by_path(made(tiny))
    assert found["chapters/flood.md#bridge-lost"].title == "The bridge’s loss"
    assert found["chapters/flood.md"].title == "The river’s “flood”"
    assert told(found["chapters/quarrel.md#harrow-blames-the-council"])[0].startswith("In Harrow’s view")


# --- frames ----------------------------------------------------------------------------------------------------------

FRAME = """<h1 id="x">Title &amp; <em>more</em><a class="headerlink" href="#x">¶</a></h1>
<p>First <a href="y/">words</a> &lt;b&gt;.<br>Next</p>
<p><!-- sourcebook: body --></p><div data-search-exclude><p>not <b>this</b></p></div><script>nor this</script>
<ul><li>one</li></ul><h2 id="later">Later<a class="headerlink" href="#later">¶</a></h2>
<h3>no id</h3><pre><code>a
b</code></pre>"""


def test_frame_is_read_by_its_headings() -> None:
    assert frame_sections(FRAME) == (
        FrameSection("", "Title &amp; more", "<p>First words &lt;b&gt;. Next</p> <ul><li>one</li></ul>"),
        FrameSection("later", "Later", "no id<pre><code>a b</code></pre>"),
    )
    assert frame_sections(" \n") == ()


def test_frame_gives_its_page_title_and_text_once(tiny: Copy) -> None:
    site = made(tiny)
    frames = {
        "index.md": Frame((FrameSection("", "The flood of Aldermere", "<p>Begin</p>"), FrameSection("in", "In", "x"))),
        "chapters/flood.md": Frame((FrameSection("", "The flood", "<p>An opening.</p>"),), boost=3, tags=("water",)),
        "sources/harrow-1931.md": Frame((FrameSection("", "Harrow 1931", ""),)),
        "people/edith-miller.md": Frame((FrameSection("", "Edith", ""),), excluded=True),
    }
    found = by_path(site, frames)
    assert found["index.md"].title == "The flood of Aldermere"
    assert told(found["index.md"])[0] == "Begin"
    assert len(told(found["index.md"])) == 1 + len(site.reference.card)
    assert (found["index.md#in"].title, found["index.md#in"].text) == ("In", "x")
    assert told(found["chapters/flood.md"]) == ["An opening."]
    claim = found["chapters/flood.md#bridge-lost"]
    assert {(one.boost, one.tags) for one in (found["chapters/flood.md"], claim)} == {(3, ("water",))}
    # The page shows another title than the record has, by which it is found all the same.
    assert found["sources/harrow-1931.md"].title == "Harrow 1931"
    assert {"year", "water"} <= {*found["sources/harrow-1931.md"].names}
    assert "people/edith-miller.md" not in found


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({}, Frame(boost=None)),
        ({"search": {"boost": 3}, "tags": ["a", 1]}, Frame(boost=3, tags=("a", "1"))),
        ({"search": {"exclude": True}}, Frame(excluded=True)),
        ({"search": "no", "tags": "a"}, Frame()),
    ],
)
def test_metadata_of_frames_are_heeded(metadata: dict[str, Any], expected: Frame) -> None:
    index = SearchIndex()
    index.add_frame("a.md", "", metadata)
    assert index.frames == {"a.md": expected}


def test_generated_pages_are_kept_out_of_what_plugins_index() -> None:
    metadata = {"title": "A", "search": {"boost": 2}}
    assert kept_out(metadata) == {"title": "A", "search": {"boost": 2, "exclude": True}}
    assert metadata == {"title": "A", "search": {"boost": 2}}
    assert kept_out({"search": None}) == {"search": {"exclude": True}}


# --- words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Crimes of the Stalin Era", ["crimes", "stalin", "era"]),
        ("How did the CIA get its copy?", ["cia", "copy"]),
        ("Khrushchev's “Secret Speech”", ["khrushchev", "secret", "speech"]),
        ("the doctors' case, l'Unità and Gerő’s", ["doctors", "case", "l'unità", "gerő"]),
        ("98 of 1,966; 5:55 (p.m.)", ["98", "1,966", "5:55", "p.m."]),
        ("Commission: N. S. Khrushchev", ["commission", "n.", "s.", "khrushchev"]),
        ("theatre, thesis, itself", ["theatre", "thesis", "itself"]),
        ("尼基塔·赫鲁晓夫、毛泽东《报告》", ["尼基塔", "赫鲁晓夫", "毛泽东", "报告"]),
        ("a 'quoted' word, ‘and’ another", ["quoted", "word", "another"]),
        ("how-long-did-it-rain", ["long", "rain"]),
        ("How* did* the* CIA* get*", ["cia"]),  # so the page in the browser hands a question on
        ("The", []),
        ("", []),
    ],
)  # fmt: skip
def test_words_are_parted(text: str, expected: list[str]) -> None:
    assert tokens(text) == tuple(expected)


def test_words_that_part_others_are_those_that_the_search_leaves_out() -> None:
    folder = Path(material.__file__).parent / "templates" / "assets" / "javascripts" / "workers"
    (worker,) = folder.glob("search.*.min.js")
    listed = re.search(r'generateStopWordFilter\(\[((?:"[a-z]+",?)+)\]\)', worker.read_text("utf-8"))
    assert listed
    assert words_of_the_search._STOP_WORDS.split() == re.findall('"([a-z]+)"', listed[1])


def test_words_with_the_other_apostrophe() -> None:
    html = "<p>L'Été l’unità d’x'y</p><b>o&amp;'x</b> Stalin's Gerő’s dogs’ ’tis"
    assert with_the_other_apostrophe(html) == ["l’été", "l'unità", "d'x'y", "d’x’y", "o&’x"]
    assert with_the_other_apostrophe("none") == []


def test_other_spellings() -> None:
    assert [*plain_spellings(["rákosi", "gerő", "łódź", "l'unità", "хрущёв", "съезд", "plain", "kron."])] == [
        "rakosi", "gero", "lodz", "l'unita", "хрущев",
    ]  # fmt: skip
    assert [*romanized_spellings(["хрущёв", "съезд", "plain", "赫鲁晓夫"])] == ["khrushchev", "sezd"]


# --- the index -------------------------------------------------------------------------------------------------------


def written(**config: Any) -> str:
    """Return an index as a plugin writes it, with a page of ours and one that is hand-written."""
    docs = [
        {"location": "about/", "title": "About", "text": "<p>Handmade</p>"},
        {"location": "chapters/flood/", "title": "Stale", "text": ""},
        {"location": "chapters/flood/#gone", "title": "Gone", "text": ""},
    ]
    return json.dumps({"config": {**USUAL, **config}, "docs": docs})


def test_index_has_each_page_once(tiny: Copy) -> None:
    site = made(tiny)
    index = json.loads(whole_index(written(), site, {}))
    locations = [doc["location"] for doc in index["docs"]]
    assert len({*locations}) == len(locations)
    assert locations[-1] == "about/"
    assert {"", "chapters/flood/", "chapters/flood/#bridge-lost", "people/edith-miller/", "questions/"} <= {*locations}
    assert "chapters/flood/#gone" not in locations
    # The browser takes the first entry of a page for the page itself.
    first: dict[str, str] = {}
    for location in locations:
        first.setdefault(location.partition("#")[0], location)
    assert [page for page, location in first.items() if page != location] == []
    assert index["config"] == {
        **USUAL,
        "separator": SEPARATOR,
        "fields": {**{name: {"boost": weight} for name, weight in FIELDS.items()}, "tags": {"boost": 1000000.0}},
    }


def test_words_are_found_by_either_apostrophe(tiny: Copy) -> None:
    file = "data/chapters/flood.yml"
    tiny.edit(file, "title: The bridge is lost", "title: L'Été carries the miller's bridge away")
    tiny.edit(file, "title: The flood\n", "title: The flood d’hiver\n")
    tiny.edit(file, "After eleven days", "After t'eleven days")
    by_hand = '{"location": "about/", "title": "About & o’er", "text": "<p>isn’t&amp;x</p><ul><li>it’s</li></ul>"}'
    before = json.loads(written())
    before["docs"][0] = json.loads(by_hand)
    docs = {doc["location"]: doc for doc in json.loads(whole_index(json.dumps(before), made(tiny), {}))["docs"]}

    def held(place: str) -> tuple[set[str], set[str]]:
        words = {name: {*tokens(unescape(re.sub("<[^>]*>", " ", docs[place].get(name, ""))))} for name in FIELDS}
        return words["title"] | words["names"], words["text"] | words["words"]

    names, words = held("chapters/flood/#bridge-lost")
    assert {"l'été", "l’été", "l'ete", "l’ete", "miller"} <= names
    assert {"d'hiver", "d’hiver"} <= held("chapters/flood/")[0]
    assert {"t'eleven", "t’eleven"} <= held("chapters/flood/#river-over-the-wall")[1]
    names, words = held("about/")
    assert {"o'er", "o’er"} <= names
    assert {"isn't&x", "isn’t&x"} <= words
    assert docs["about/"]["names"] == "o'er"
    assert docs["about/"]["words"] == "isn't&amp;x"


def test_index_of_pages_that_are_files(tiny: Copy) -> None:
    site = build(tiny.root / "data", tiny.root / "docs", Renderer(folders=False))
    before = written().replace("chapters/flood/", "chapters/flood.html")
    locations = {doc["location"] for doc in json.loads(whole_index(before, site, {}, folders=False))["docs"]}
    assert "chapters/flood.html#gone" not in locations
    assert {"index.html", "chapters/flood.html", "chapters/flood.html#bridge-lost", "questions/index.html"} <= locations


def test_settings_of_a_site_are_kept(tiny: Copy) -> None:
    own = {"separator": r"\s+", "fields": {"title": {"boost": 7}, "names": {"boost": 9}, "text": {"boost": 1.0}}}
    config = json.loads(whole_index(written(**own), made(tiny), {}))["config"]
    assert config["separator"] == r"\s+"
    fields = {"title": 7, "names": 9, "words": FIELDS["words"], "text": FIELDS["text"]}
    assert config["fields"] == {name: {"boost": weight} for name, weight in fields.items()}


def test_search_in_another_language_parts_words_its_own_way(tiny: Copy) -> None:
    config = json.loads(whole_index(written(lang=["de"]), made(tiny), {}))["config"]
    assert config["separator"] == USUAL["separator"]


def test_index_of_another_plugin(tiny: Copy) -> None:
    site = made(tiny)
    plain = {"config": {"lang": ["en"], "separator": r"[\s\-]+"}, "docs": []}
    index = json.loads(whole_index(json.dumps(plain), site, {}))
    assert index["config"] == plain["config"]
    assert len(index["docs"]) == len(by_path(site))
    ready = json.dumps({**plain, "index": {}})
    assert whole_index(ready, site, {}) == ready


def test_index_is_the_same_each_time(tiny: Copy) -> None:
    assert whole_index(written(), made(tiny), {}) == whole_index(written(), made(tiny), {})


def test_nothing_is_written_where_no_plugin_wrote_an_index(tiny: Copy, tmp_path: Path) -> None:
    SearchIndex().complete(tmp_path / "nowhere", made(tiny))
    assert not (tmp_path / "nowhere").exists()


def test_no_text_of_an_entry_names_a_record_by_its_id(tiny: Copy) -> None:
    site = made(tiny)
    ids = {at.record.id for _, at in site.reference.identified() if "-" in at.record.id}
    words = {path: re.findall(r"[\w-]+", " ".join(told(entry))) for path, entry in by_path(site).items()}
    assert words["index.md"]
    assert {path: named for path, them in words.items() if (named := ids.intersection(them))} == {}
