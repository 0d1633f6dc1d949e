"""Every text of the data is printed exactly as it was written, and is nothing but text, in a real browser.

Only straight marks are printed as those of print, and even these are exact in words of others and in addresses.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import DESK, Visit
from naughty import STRINGS
from naughty_data import CHAPTERS, Data, Value, fold, free_fields
from sites import FORGE, PROJECT, URL, Built, mkdocs, served
from sourcebook.site import citations
from sourcebook.site.display import Display

SETTINGS = {
    "INHERIT": str(PROJECT / "mkdocs.yml"),
    "site_name": "Naughty & <nice>",
    "theme": {"custom_dir": str(PROJECT / "hooks/theme")},
    "hooks": [str(PROJECT / "hooks/mkdocs_hooks.py")],
    "extra": {"social_card": ""},
    "nav": [
        {"Home": "index.md"},
        {"Chapters": ["chapters/index.md", *(f"chapters/chapter-{number}.md" for number in range(1, CHAPTERS + 1))]},
        {"About": "about/index.md"},
    ],
}
"""Those of the real site, with names of chapters from the data."""
READ = (Path(__file__).parent / "reading.js").read_text("utf-8")
FETCH = f"""
async (paths) => {{
  const read = {READ.strip()};
  const one = async (path) => {{
    const answer = await fetch(path);
    return read(new DOMParser().parseFromString(await answer.text(), "text/html"), answer.url);
  }};
  return Promise.all(paths.map(one));
}}"""
KEY = re.compile(r"Key\d{5}")
TEXTUAL = {"title", "aria-label", "content", "alt", "value"}
"""Attributes that hold text."""
TAGS = {
    "a", "article", "br", "button", "circle", "cite", "defs", "details", "div", "em", "figcaption", "figure", "form",
    "g", "h1", "h2", "h3", "label", "li", "line", "linearGradient", "marker", "nav", "ol", "option", "output", "p",
    "path", "q", "rect", "select", "span", "stop", "strong", "summary", "sup", "svg", "table", "tbody", "td", "text",
    "th", "thead", "title", "tr", "tspan", "ul",
}  # fmt: skip
"""The elements that templates and pictures make."""
ELSEWHERE = ("https://creativecommons.org/", "https://squidfunk.github.io/", FORGE, URL)
TITLES = {
    "chapter.title", "question.question", "person.name", "organization.name", "place.name", "term.name", "view.title",
}  # fmt: skip
"""Fields by which pages are called."""
NOT_FOR_PROGRAMS = {
    "source.title-gloss", "source.author.native", "source.editor.native", "source.translator.native",
    "source.set-aside.reason", "source.standing-why", "source.consulted.where", "source.consulted.shelf-mark",
    "source.consulted.part", "source.consulted.archived",
}  # fmt: skip
"""Fields of sources that CSL does not know."""
SEARCHED = {
    "chapter.title", "section.title", "claim.title", "claim.text", "question.question", "question.answers.label",
    "question.weighing", "row.label", "row.value", "source.title", "hand-over.form",
    *(f"{kind}.{key}" for kind in ("person", "organization", "place") for key in ("name", "native", "role.text")),
    "term.name", "term.definition.text",
}  # fmt: skip
"""Fields whose texts the search must find."""
EXACT = {"claim.cites.quote", "claim.cites.figures", "examination.statements.quote"}
"""Fields with words of others."""
PARSE = """
async (path) => {
  const parse = (html) => new DOMParser().parseFromString(html, "text/html").body;
  const { docs } = await (await fetch(path)).json();
  return docs.map((it) => [it.title, it.text].map(parse)).map((parts) => ({
    texts: parts.map((it) => it.textContent),
    tags: parts.flatMap((it) => [...it.querySelectorAll("*")].map((one) => one.localName)),
  }));
}"""


@dataclass
class Naughty:
    """The naughty site: the data, the built site, and the window in which all its pages were read."""

    data: Data
    visit: Visit
    dialogs: list[str]

    @property
    def site(self) -> Built:
        return self.visit.site

    @cached_property
    def reader(self) -> Page:
        """A window of its own with nothing in it that could run, to read files of the site."""
        window = self.visit.page.context.new_page()
        window.goto(f"{self.visit.url}evidence.json")
        return window

    @cached_property
    def pages(self) -> dict[str, Any]:
        """Path of a page, ``chapters/flood.md`` → what its HTML says, read by the browser without running it."""
        paths = [*self.site.content.pages, "about/index.md"]
        read: dict[str, Any] = {}
        for start in range(0, len(paths), 25):
            batch = paths[start : start + 25]
            urls = [self.visit.url + self.site.html(path) for path in batch]
            read |= zip(batch, self.reader.evaluate(FETCH, urls), strict=True)
        return read

    @cached_property
    def forms(self) -> dict[str, list[str]]:
        """Unique word → the texts that may stand around it: the value, and for a source what a bibliography makes."""
        found = {key: [shown(value)] for key, value in self.data.by_key.items()}
        reference = self.site.content.reference
        for name, short in Display(reference).names.items():
            for text in (short, "".join(text for text, _ in citations.full(reference.source(name)))):
                for key in KEY.findall(text):
                    found[key].append(as_printed(fold(text)))
        return found

    def wrong(self, text: str) -> Iterator[str]:
        """Yield what is not exact in a text: each unique word must have around it what the data say."""
        values = self.data.by_key
        yield from self._wrong(fold(text), lambda key: not values[key].prose, lambda it: it)
        # In prose *…* marks a title, so asterisks are not compared there.
        yield from self._wrong(fold(text.replace("*", "")), lambda key: values[key].prose, _plain)

    def _wrong(self, text: str, concerns: Any, form: Any) -> Iterator[str]:
        for match in KEY.finditer(text):
            key = match[0]
            if (
                key in self.forms
                and concerns(key)
                and not any(_stands(form(one), key, text, match) for one in self.forms[key])
            ):
                yield f"{self.data.by_key[key].path}: {self.forms[key][0]!r}: {_around(text, match)!r}"


def as_printed(text: str) -> str:
    """Return a text with the two straight marks as they are printed, and with every other sign as it is."""
    signs = []
    for before, sign, after, next_one in zip(f" {text}", text, f"{text[1:]} ", f"{text[2:]}  ", strict=False):
        if sign == '"' and not (before.isalnum() and after.isalnum()):
            ends = after.isspace() or after in ",;:!?)]}" or (after == "." and next_one.isspace())
            opens = not ends and (before.isspace() or before in "([{<*/“‘„«—–-")
            sign = "“" if opens else "”"
        signs.append("’" if sign == "'" else sign)
    return "".join(signs)


def shown(value: Value) -> str:
    """Return the text of a value as pages show it."""
    return fold(value.text if value.path in EXACT else as_printed(value.text))


def _stands(whole: str, key: str, text: str, match: re.Match[str]) -> bool:
    """Say whether a text stands around its unique word, in full or cut with an ellipsis behind the word."""
    start = match.start() - whole.index(key)
    if start < 0:
        return False
    if text.startswith(whole, start):
        return True
    there = next(at for at, sign in enumerate(whole) if text[start + at : start + at + 1] != sign)
    return key in whole[:there] and text[start + there :].lstrip().startswith("…")


def _plain(text: str) -> str:
    return fold(text.replace("*", ""))


def _around(text: str, match: re.Match[str]) -> str:
    return text[max(match.start() - 60, 0) : match.end() + 120]


@pytest.fixture(scope="module")
def naughty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Naughty]:
    """Build the naughty site with the real settings and serve it."""
    root = tmp_path_factory.mktemp("naughty")
    data = Data.whole()
    data.write(root)
    (root / "mkdocs.yml").write_text(json.dumps(SETTINGS), "utf-8")
    process = mkdocs("build", "--strict", "--config-file", str(root / "mkdocs.yml"))
    site = Built(root / "site", URL, "naughty", root, FORGE, True, process)
    site.whole()
    with served(site.folder) as url:
        visit = Visit.begin(browser, url, site, viewport=DESK, permissions=["clipboard-read", "clipboard-write"])
        visit.page.context.add_init_script("window.evil = () => console.error('evil ran')")
        dialogs: list[str] = []
        visit.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        yield Naughty(data, visit, dialogs)
        visit.page.context.close()


def test_every_field_of_text_has_every_string() -> None:
    data = Data.whole()
    assert len(STRINGS) == len(set(STRINGS)) >= 300
    assert data.filler.given.keys() == free_fields()
    assert {path: missing for path, given in data.filler.given.items() if (missing := {*STRINGS} - {*given})} == {}


def test_every_value_stands_on_its_page(naughty: Naughty) -> None:
    missing = defaultdict(list)
    for value in naughty.data.filler.values:
        if value.page.endswith(".md"):
            text = naughty.pages[value.page]["texts"]["article"]
            is_there = _plain(shown(value)) in _plain(text) if value.prose else shown(value) in fold(text)
            if not is_there:
                missing[value.path].append((value.page, value.text))
    assert dict(missing) == {}


def test_whatever_stands_around_a_value_is_as_it_was_written(naughty: Naughty) -> None:
    texts = {}
    for path, page in naughty.pages.items():
        texts |= dict.fromkeys((page["texts"]["title"], page["texts"]["article"], *page["texts"]["around"]), path)
        for name, _, value in (attribute.partition("\n") for attribute in page["attributes"]):
            if name in TEXTUAL:
                texts[value] = f"{path} {name}"
    assert [f"{path}: {wrong}" for text, path in texts.items() for wrong in naughty.wrong(text)] == []


def test_nothing_is_made_of_the_data_but_text(naughty: Naughty) -> None:
    odd = set()
    for path, page in naughty.pages.items():
        odd |= {f"{path}: <{tag}>" for tag in set(page["tags"]) - TAGS}
        odd |= {f"{path}: {script}" for script in page["scripts"] if "evil" in script or KEY.search(script)}
        for name, _, value in (attribute.partition("\n") for attribute in page["attributes"]):
            # Markdown makes the ids of headings of their words.
            harmless = name in TEXTUAL or (name == "id" and re.fullmatch(r"[\w-]+", value))
            if name.startswith("on") or "evil" in name or (not harmless and re.search(rf"evil|{KEY.pattern}", value)):
                odd.add(f"{path}: {name}={value!r}")
    assert odd == set()


def test_links_lead_to_pages_of_the_site_or_where_the_data_say(naughty: Naughty) -> None:
    sources = [at.record for at in naughty.site.content.reference.sources.values()]
    copies = [copy for source in sources for copy in source.consulted]
    told = (*(source.URL for source in sources), *(way for copy in copies for way in (copy.address, copy.archived)))
    said = [address for address in told if address]
    written = [address.partition(" (")[0] for address in said]
    allowed = set(naughty.reader.evaluate("(all) => all.map((it) => new URL(it).href)", written))
    found = {address: path for path, page in naughty.pages.items() for address in page["addresses"]}
    assert allowed <= found.keys()
    for address, path in found.items():
        if not address.startswith(ELSEWHERE) and address not in allowed:
            assert address.startswith(naughty.visit.url), f"{path}: {address}"
            file = address.removeprefix(naughty.visit.url).partition("#")[0]
            assert (naughty.site.folder / file).exists(), f"{path}: {address}"
    printed = " ".join(page["texts"]["article"] for page in naughty.pages.values())
    parts = (address.partition(" (") for address in said)
    assert [part for part in parts if f"{part[0]}{as_printed(''.join(part[1:]))}" not in printed] == []


def test_titles_of_tabs_are_those_of_the_records(naughty: Naughty) -> None:
    titles = {page["texts"]["title"] for page in naughty.pages.values()}
    records = [value.text for value in naughty.data.filler.values if value.path in TITLES]
    assert len(records) > 200
    assert [text for text in records if f"{as_printed(fold(text))} - {SETTINGS['site_name']}" not in titles] == []


def test_data_files_hold_the_texts_as_they_are(naughty: Naughty) -> None:
    reference = naughty.site.content.reference
    timeline = json.loads(naughty.site.text("timeline.json"))
    assert timeline["chapters"] == [at.record.title for at in reference.chapters.values()]
    names = {
        *timeline["chapters"],
        *(name for it in timeline["claims"] for key in ("person", "place") for name in it[key]),
    }
    assert timeline["printed"] == {name: as_printed(name) for name in names if as_printed(name) != name}
    assert {claim["title"] for claim in timeline["claims"]} == {
        at.record.title for at in reference.claims.values() if at.record.date
    }
    for kind, key in (("person", "person"), ("place", "place")):
        names = {at.record.name for at in reference.of(kind).values()}
        assert names == {name for claim in timeline["claims"] for name in claim[key]}
    held = json.dumps(json.loads(naughty.site.text("sources.json")), ensure_ascii=False)
    for value in naughty.data.filler.values:
        if value.path.partition(".")[0] == "source" and value.path not in NOT_FOR_PROGRAMS:
            text = fold(value.text) if value.path == "source.URL" else value.text  # the remark behind it is one line
            assert json.dumps(text, ensure_ascii=False)[1:-1] in held, value.path


def test_search_holds_the_texts_as_they_are(naughty: Naughty) -> None:
    found = naughty.reader.evaluate(PARSE, f"{naughty.visit.url}search/search_index.json")
    texts = {text for part in found for text in part["texts"]}
    assert [wrong for text in texts for wrong in naughty.wrong(text)] == []
    assert {tag for part in found for tag in part["tags"]} <= TAGS | {"body"}
    keys = set(KEY.findall(" ".join(texts)))
    assert {value.path for value in naughty.data.filler.values if value.key not in keys} & SEARCHED == set()


def test_nothing_of_the_data_runs_in_open_pages(naughty: Naughty) -> None:
    visit = naughty.visit
    moved = next(path for path, page in naughty.site.content.pages.items() if page.redirect)
    for path in (*visit.kinds(), "about/index.md", moved):
        page = visit.go(path)
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        shown = page.evaluate(f"() => ({READ.strip()})(document, location.href)")
        texts = [shown["texts"]["title"], shown["texts"]["article"], *shown["texts"]["around"]]
        assert [wrong for text in texts for wrong in naughty.wrong(text)] == [], path
        assert set(shown["tags"]) <= TAGS | {"section"}, path
        assert [script for script in shown["scripts"] if "evil" in script] == [], path
    visit.page.wait_for_load_state("networkidle")
    assert visit.page.url == visit.url + naughty.site.html(naughty.site.content.pages[moved].redirect).removesuffix(
        "index.html"
    )
    assert (visit.errors, visit.foreign, naughty.dialogs) == ([], [], [])


def test_what_scripts_show_is_as_it_was_written(naughty: Naughty) -> None:
    visit, reference = naughty.visit, naughty.site.content.reference
    page = visit.go("timeline.md")
    form = page.locator(".filters")
    form.locator("select").first.focus()
    form.locator("select[name=place] option").nth(1).wait_for(state="attached")
    options = form.locator("option").evaluate_all("(all) => all.map((it) => it.value)")
    names = {at.record.name for kind in ("person", "place") for at in reference.of(kind).values()}
    assert set(options) == {"", *names, *(at.record.title for at in reference.chapters.values())}
    read = form.locator("option").evaluate_all("(all) => all.filter((it) => it.value).map((it) => [it.value, it.text])")
    assert [(name, text) for name, text in read if text != fold(as_printed(name))] == []
    for name in ("chapter", "person", "place"):
        chosen = form.locator(f"select[name={name}]")
        chosen.select_option(index=3)
        value = chosen.input_value()
        page.reload()
        expect(form.locator(f"select[name={name}]")).to_have_value(value)
        expect(form.locator("output")).to_contain_text("dated claims")
        form.locator("button").click()

    page = visit.go("chapters/chapter-1.md")
    for at in reference.chapters["chapter-1"].record.sections[0].claims:
        page.locator(f".entry:has(#{at.id}) .ways button").nth(1).click()
        expect(page.get_by_role("status")).to_have_text("Citation copied.")
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(
            f"“{as_printed(fold(at.title))}”, claim {at.id}, in "
            f"“{as_printed(fold(reference.chapters['chapter-1'].record.title))}”"
        )

    page.locator(".footnote-ref").first.focus()
    tooltip = page.locator(".md-tooltip2--active")
    expect(tooltip).to_be_visible()
    assert [*naughty.wrong(tooltip.text_content() or "")] == []

    for value in [value for value in naughty.data.filler.values if value.path in ("claim.title", "person.name")][::60]:
        page.locator("input.md-search__input").fill(value.key)
        page.locator("input.md-search__input").press("End")  # the search listens to keys
        results = page.locator(".md-search-result__item", has_text=value.key)
        expect(results.first).to_be_visible()
        assert [*naughty.wrong(results.first.text_content() or "")] == []
    assert (visit.errors, visit.foreign, naughty.dialogs) == ([], [], [])
