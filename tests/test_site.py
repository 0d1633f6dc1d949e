"""The built site as a reader's browser sees it: real and tiny, with addresses of folders and of files."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sitecheck import Region, Site, Tag, straight_marks, tags
from sites import PROJECT, Built
from sourcebook.records.model import Chapter, Claim
from sourcebook.reference.reference import Reference
from sourcebook.rules.identity import RESERVED
from sourcebook.site.build import PageIds
from sourcebook.site.render import data_file
from sourcebook.words.typography import typeset

NOT_FOUND = "404.html"
WAYS = {
    "sources/harrow-1931.md": ["Home", "Sources"],
    "people/edith-miller.md": ["Home", "Registers", "People"],
    "organizations/town-council.md": ["Home", "Registers", "Organisations"],
    "places/aldermere.md": ["Home", "Registers", "Places"],
    "questions/how-long-did-it-rain.md": ["Home", "Where sources disagree"],
    "chapters/flood.md": ["Home", "Chapters"],
    "chapters/quarrel.md": ["Home", "Chapters", "Afterwards"],
}
"""The way to some pages of the tiny site."""

LARGEST, LARGEST_PACKED, LARGEST_INDEX = 150 * 1024, 30 * 1024, 320 * 1024
"""Bytes: of a page; of one that is larger than that, compressed; of the index of the search, compressed."""


def show(problems: list[str]) -> str:
    return f"{len(problems)} problems\n" + "\n".join(problems[:20])


def claims(site: Built) -> Iterator[tuple[str, Claim]]:
    """Yield every claim with the page of its chapter."""
    for name, located in site.content.reference.claims.items():
        yield f"chapters/{site.content.reference.chapter_of[name]}.md", located.record


def as_shown(chapter: Chapter) -> list[Claim]:
    """Return the claims of a chapter in the order in which they are shown: stray versions behind their claim."""
    every = [claim for section in chapter.sections for claim in section.claims]
    return [
        shown
        for claim in every
        if claim.variant_of is None
        for shown in (claim, *(other for other in every if other.variant_of == claim.id))
    ]


def from_source(site: Built) -> dict[str, str]:
    """Return the page of every Markdown file that was generated."""
    return {source: site.html(source) for source in site.content.pages}


def test_builds_without_warning(attempt: Built) -> None:
    output = attempt.output
    assert attempt.process.returncode == 0, output
    assert not [line for line in output.splitlines() if re.match(r"WARNING|ERROR|Traceback", line)], output


def test_check_knows_the_ids_of_all_pages(real_site: Built) -> None:
    ids = PageIds(real_site.content.reference, real_site.root / "docs")
    for source, path in from_source(real_site).items():
        article = real_site.text(path).partition("<article")[2].partition("</article>")[0]
        assert ids.of(source) == {found["id"] for _, found in tags(article) if "id" in found}, source


def test_every_link_and_every_file_named_is_there(site: Built) -> None:
    problems = site.problems()
    assert not problems, show(problems)


def test_what_is_not_found_finds_its_files_from_any_depth(site: Built) -> None:
    local = [address for _, _, address in site.pages[NOT_FOUND].addresses() if ":" not in address]
    assert local
    assert [address for address in local if not address.startswith((urlsplit(site.url).path, "#"))] == []


def test_nothing_is_fetched_from_other_hosts(site: Built) -> None:
    foreign = site.foreign_loads()
    assert not foreign, show(foreign)


def test_search_knows_its_worker(site: Built) -> None:
    for path, page in site.pages.items():
        if page.named("script", id="__config"):
            found = re.search(r'<script id="__config"[^>]*>(.*?)</script>', site.text(path))
            assert found
            worker = json.loads(found[1])["search"]
            target = site.resolve(path, worker)
            assert target, path
            assert target[0] in site.files, path


def test_every_page_has_a_title_of_its_own(site: Built) -> None:
    titles = Counter(page.title for page in site.pages.values())
    assert "" not in titles
    assert {title: number for title, number in titles.items() if number > 1} == {}


def test_every_page_has_a_description(site: Built) -> None:
    assert [path for path, page in site.pages.items() if not page.description.strip()] == []


def test_every_page_has_one_heading_of_the_first_level(site: Built) -> None:
    assert {path: len(page.named("h1")) for path, page in site.pages.items() if len(page.named("h1")) != 1} == {}


def test_no_id_stands_twice_on_a_page(site: Built) -> None:
    for path, page in site.pages.items():
        ids = Counter(found["id"] for _, found in page.tags if "id" in found)
        assert [name for name, number in ids.items() if number > 1] == [], path


def test_places_in_chapters_have_names_that_no_record_can_have(tiny_site: Built) -> None:
    reference = tiny_site.content.reference
    sections = {section.record.id for _, section in reference.sections}
    # What begins with underscores belongs to the theme; the title's own place makes room for any other.
    places = [
        (tag, found["id"])
        for name in reference.chapters
        for tag, found in tiny_site.pages[tiny_site.html(f"chapters/{name}.md")].tags
        if "id" in found and tag != "h1"
    ]
    own = {name for _, name in places if not name.startswith("__")} - sections - reference.claims.keys()
    assert {"note-1", "ref-1", "questions-of-this-chapter"} <= own
    assert {name for name in own if not RESERVED.fullmatch(name)} == set()


def test_every_generated_page_is_built(site: Built) -> None:
    assert set(from_source(site).values()) <= set(site.pages)


def test_every_page_is_in_the_navigation_or_one_click_away(site: Built) -> None:
    # With a script, that is; without one see test_frame.
    told = re.search(r'^  const NAVIGATION = (".*");$', site.text("assets/frame.js"), re.MULTILINE)
    assert told
    navigation = Region(json.loads(told[1]), "nav", "md-nav--primary")
    listed = {target[0] for _, href in navigation.links if (target := site.resolve("assets/frame.js", href))}
    assert len(listed) > 10
    near = listed.union(*(site.links(path) for path in listed))
    moved = {site.html(source) for source, page in site.content.pages.items() if page.template == "former"}
    assert set(site.pages) - near - moved == {NOT_FOUND}


def test_breadcrumbs_name_the_way(site: Built) -> None:
    for source, way in (WAYS if site.name == "tiny" else _ways(site.content.reference)).items():
        path = Region(site.text(site.html(source)), "nav", "md-path")
        assert [" ".join(piece.split()) for piece in path.pieces if piece.strip()] == way, source


def _ways(reference: Reference) -> dict[str, list[str]]:
    """Return the way to a source, a question, a person and two chapters, whichever they are."""
    chapters = [chapter.record for chapter in reference.chapters.values()]
    alone = next(chapter for chapter in chapters if not chapter.group)
    grouped = next(chapter for chapter in chapters if chapter.group)
    return {
        f"sources/{min(reference.sources)}.md": ["Home", "Sources"],
        f"questions/{min(reference.questions)}.md": ["Home", "Where sources disagree"],
        f"people/{min(reference.entries['people'])}.md": ["Home", "Registers", "People"],
        f"chapters/{alone.id}.md": ["Home", "Chapters"],
        f"chapters/{grouped.id}.md": ["Home", "Chapters", str(grouped.group)],
    }


def test_last_breadcrumb_of_a_detail_page_leads_to_its_list(site: Built) -> None:
    # A group of chapters has no page, so its breadcrumb leads to the first of them.
    groups: dict[str, str] = {}
    first_of = {}
    for name, chapter in site.content.reference.chapters.items():
        if chapter.record.group:
            first_of[f"chapters/{name}.md"] = groups.setdefault(chapter.record.group, f"chapters/{name}.md")
    for source, page in site.content.pages.items():
        if page.parent and not page.parent.endswith("/index.md"):
            # A list that stands in no section of the navigation has no breadcrumbs, nor have the pages below it.
            assert site.html(page.parent) in site.links(site.html(source)), source
        elif page.parent:
            path = site.html(source)
            _, href = Region(site.text(path), "nav", "md-path").links[-1]
            target = site.resolve(path, href)
            assert target
            assert target[0] == site.html(first_of.get(source, page.parent)), source


def test_pencil_opens_the_file_from_which_a_page_comes(site: Built) -> None:
    base = f"{site.forge}/edit/main/"
    for source, page in site.content.pages.items():
        pencils = [found["href"] for found in site.pages[site.html(source)].named("a", rel="edit")]
        if page.place:
            assert pencils == [f"{base}{page.place[0]}#L{page.place[1]}"], source
        elif (site.root / "docs" / source).is_file():
            assert pencils == [f"{base}docs/{source}"]
        else:
            assert pencils == []


def test_every_claim_has_an_edit_link_to_its_line(site: Built) -> None:
    base = f"{site.forge}/edit/main/"
    for name, chapter in site.content.reference.chapters.items():
        text = (site.root / chapter.file.path).read_text("utf-8").splitlines()
        lines = []
        for found in site.pages[site.html(f"chapters/{name}.md")].named("a", **{"class": "edit"}):
            path, _, line = found["href"].removeprefix(base).partition("#L")
            assert path == chapter.file.path
            lines.append(text[int(line) - 1].strip())
        assert lines == [f"- id: {claim.id}" for claim in as_shown(chapter.record)]


def test_headings_of_claims_carry_their_ids(site: Built) -> None:
    for name, chapter in site.content.reference.chapters.items():
        page = site.pages[site.html(f"chapters/{name}.md")]
        headings = [found["id"] for found in page.named("h3", **{"class": "claim"})]
        assert headings == [claim.id for claim in as_shown(chapter.record)]


def test_table_of_contents_stops_at_sections(site: Built) -> None:
    for name, chapter in site.content.reference.chapters.items():
        contents = Region(site.text(site.html(f"chapters/{name}.md")), "nav", "sb-toc")
        expected = [f"#{section.id}" for section in chapter.record.sections]
        questions = ["#questions-of-this-chapter"] if chapter.record.questions else []
        found = [href for _, href in contents.links]
        if not found:  # two parts are seen at a glance
            assert len(expected + questions) <= 2
        else:
            in_short = ["#in-short"] if chapter.record.told_in_short else []
            assert [href for href in found if href != "#see-also"] == in_short + expected + questions


def test_search_finds_every_claim_and_no_evidence(site: Built) -> None:
    entries = json.loads(site.text("search/search_index.json"))["docs"]
    by_location = {entry["location"]: entry for entry in entries}
    assert len(by_location) == len(entries)
    for source, claim in claims(site):
        address = site.address(site.html(source)).removeprefix(site.url)
        entry = by_location[f"{address}#{claim.id}"]
        assert unescape(entry["title"]) == typeset(claim.title)
        shown = unescape(re.sub(r"<[^>]+>", "", entry["text"]))
        # Asterisks mark a title within a claim's text.
        assert shown.split() == typeset(claim.text.replace("*", "")).split()
    shares = Counter(unescape(entry["title"]) for entry in entries if entry["location"].startswith("chapters/"))
    titles = Counter(typeset(claim.title) for _, claim in claims(site))
    assert {title: shares[title] for title, number in titles.items() if shares[title] != number} == {}


def test_marks_are_those_of_print(site: Built) -> None:
    texts = {path: site.text(path) for path in site.pages}
    texts |= {entry["location"]: f"<p>{entry['title']}</p>{entry['text']}"
              for entry in json.loads(site.text("search/search_index.json"))["docs"]}  # fmt: skip
    assert {path: found for path, text in texts.items() if (found := straight_marks(text))} == {}


def test_no_page_is_too_heavy(site: Built) -> None:
    heavy = {}
    for file in site.folder.rglob("*.html"):
        content = file.read_bytes()
        if len(content) > LARGEST and (packed := len(gzip.compress(content, 9))) > LARGEST_PACKED:
            heavy[file.relative_to(site.folder).as_posix()] = packed
    assert heavy == {}, "divide the chapter into two"
    index = gzip.compress((site.folder / "search/search_index.json").read_bytes(), 9)
    assert len(index) <= LARGEST_INDEX


def test_report_for_machines_is_the_report(site: Built) -> None:
    text = site.text("evidence.json")
    assert text == site.content.texts["evidence.json"]
    report = json.loads(text)
    assert report["claims"] == len(site.content.reference.claims)
    assert report["sources"] == len(site.content.reference.sources)
    assert report["citations"] == sum(len(claim.cites) for _, claim in claims(site))
    assert data_file(report) == text


def test_map_of_the_site_names_every_page(site: Built) -> None:
    named = [
        site.resolve(NOT_FOUND, address) for address in re.findall(r"<loc>([^<]+)</loc>", site.text("sitemap.xml"))
    ]
    assert sorted(target[0] for target in named if target) == sorted(set(site.pages) - {NOT_FOUND})


def test_nothing_is_published_that_is_not_meant_to_be(site: Built) -> None:
    endings = Counter(path.rpartition(".")[2] for path in site.files)
    assert set(endings) <= {"html", "css", "js", "map", "json", "png", "svg", "xml", "gz", "woff2", "webp", "jpg"}


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        first: dict[str, str] = {}
        for name, value in attrs:
            first.setdefault(name, value or "")
        self.found.append((tag, first))


def test_checker_sees_the_tags_that_a_parser_sees(tiny_site: Built) -> None:
    for path in tiny_site.pages:
        parser = _Parser()
        parser.feed(tiny_site.text(path))
        parser.close()
        assert list(tags(tiny_site.text(path))) == parser.found


@pytest.mark.parametrize("word", ["khrushchev", "stalin", "1956", "soviet", "moscow", "cpsu", "congress", "speech"])
def test_engine_names_nothing_of_its_subject(word: str) -> None:
    # The file of the identity card is called card.yml, and CSL has a type of document with that name.
    allowed = re.compile(r"speech\.yml|\"speech\"(?:,|: \"Speech\"|: \"\"\"\\\n)")
    for file in _engine():
        text = allowed.sub("", file.read_text("utf-8"))
        assert word not in text.lower(), file


def test_engine_names_nobody_and_no_chapter(real_site: Built) -> None:
    text = "\n".join(file.read_text("utf-8") for file in _engine())
    reference = real_site.content.reference
    chapters = {chapter.record.title for chapter in reference.chapters.values()}
    ids = {name for name in reference.chapters if "-" in name}
    names = {name for kind in ("people", "organizations", "places") for name in reference.names[kind] if " " in name}
    families = {name.split()[-1] for name in reference.names["people"] if " " in name}
    # A name that is a common word as well, such as Person, says nothing.
    families = {name for name in families if not _stands_in(text, name.lower())}
    found = {name for name in chapters | ids | names if name in text}
    found |= {name for name in families if _stands_in(text, name)}
    assert found == set()


def _stands_in(text: str, word: str) -> bool:
    # Most words are nowhere, and what looks for them alone is a hundred times faster.
    return word in text and re.search(rf"\b{re.escape(word)}\b", text) is not None


def _engine() -> Iterator[Path]:
    for file in sorted((PROJECT / "hooks").rglob("*")):
        if file.is_file() and file.suffix in {".py", ".j2", ".html", ".css", ".js", ".svg"}:
            yield file


BROKEN = """<title>T</title><h1 id="top">T</h1><a href="#top">good</a>
<a href='other/'>no file</a><a href="#none">no id</a>
<img srcset="there.png 1x, lost.png 2x"><a href="https://example.org/">good</a><a href="ftp://example.org/">scheme</a>
<script src="//cdn.example.org/x.js"></script><div style="background: url(https://example.org/y.png)"></div>
<a href="/elsewhere">above the site</a><!-- <a href="comment"> --><a href="mailto:a@example.org">good</a>"""


def test_checker_finds_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BROKEN, "utf-8")
    (tmp_path / "there.png").write_bytes(b"")
    site = Site(tmp_path, "https://reference.example/sub/")
    found = [re.findall(r"='([^']*)'", problem)[0] for problem in site.problems()]
    assert found == ["other/", "#none", "lost.png", "ftp://example.org/", "/elsewhere"]
    assert [re.sub(r".*: (?!//)", "", load) for load in site.foreign_loads()] == [
        "index.html: //cdn.example.org/x.js", "https://example.org/y.png",
    ]  # fmt: skip
