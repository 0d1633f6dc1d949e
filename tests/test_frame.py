"""What stands around each article: light in the page itself, and the whole frame where there is a script."""

import re
from statistics import median_low

import pytest
from playwright.sync_api import Page, expect

from browsing import Visit
from sites import PROJECT, Built
from sourcebook.words.typography import typeset

SHEETS = PROJECT / "hooks" / "theme" / "assets"
OWN_FRAME = ".sb-header, .sb-side"
LISTED = "nav.md-nav--primary a.md-nav__link[href]:not(nav.md-nav--secondary a)"


def test_half_of_a_page_in_the_middle_is_its_article(real_site: Built) -> None:
    # Of the shortest pages the frame is more than half, however light it is.
    sizes = []
    for path in real_site.pages:
        page = real_site.text(path).encode()
        article = page[page.index(b"<article") : page.rindex(b"</article>")]
        sizes.append((len(page), len(article)))
    whole, article = median_low(sizes)
    assert article >= whole / 2, f"{article} of {whole} bytes"


@pytest.mark.parametrize("sheet", ["pictures.css", "sourcebook.css"])
def test_styles_close_what_they_open(sheet: str) -> None:
    # A browser says nothing of a bracket that is lost: all that follows holds for some screens only.
    styles = re.sub(r"/\*.*?\*/", _lines_of, (SHEETS / sheet).read_text("utf-8"), flags=re.DOTALL)
    opened = 0
    for number, line in enumerate(styles.split("\n"), 1):
        assert not (opened and re.match(r"\S.*\{$", line)), f"{sheet}:{number}: what was opened before is not closed"
        opened += line.count("{") - line.count("}")
    assert opened == 0


def _lines_of(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")


def test_every_page_is_reached_without_a_script(site: Built) -> None:
    moved = {site.html(source) for source, page in site.content.pages.items() if page.template == "former"}
    reached, new = {"index.html"}, {"index.html"}
    for _ in range(3):  # section, page of the section, page that it lists
        new = set[str]().union(*(site.links(path) for path in new)) & site.pages.keys() - reached
        reached |= new
    assert site.pages.keys() - reached - moved == {"404.html"}


def test_the_whole_navigation_is_there_with_a_script(visit: Visit) -> None:
    page, site = visit.go("index.md"), visit.site
    links = page.locator(LISTED).evaluate_all("(links) => links.map((link) => link.href)")
    listed = {target[0] for link in links if (target := site.resolve("index.html", link.replace(visit.url, site.url)))}
    assert listed <= site.pages.keys()
    # Those that the light frame of any page of the navigation names are all of them.
    static = {"index.html"}.union(*(_named_beside(site, path) for path in listed))
    assert listed == static
    assert visit.errors == []


def _named_beside(site: Built, path: str) -> set[str]:
    """Return the pages that the light frame of a page leads to."""
    text = site.text(path)
    frame = text[text.index("<body") : text.index('<div class="md-content"')]
    return {target[0] for link in _hrefs(frame) if (target := site.resolve(path, link)) and target[0] != path} | {path}


def _hrefs(html: str) -> list[str]:
    return [piece.partition('"')[0] for piece in html.split('href="')[1:]]


def test_navigation_opens_at_the_page(visit: Visit) -> None:
    chapter = next(iter(visit.site.content.reference.chapters.values()))
    page = visit.go(f"chapters/{chapter.record.id}.md")
    assert _active(page)[-1] == typeset(chapter.record.title)
    sections = page.locator("[data-md-component=toc] a").all_inner_texts()
    told = [
        *(["In short"] if chapter.record.told_in_short else []),
        *(typeset(section.title) for section in chapter.record.sections),
    ]
    assert sections[: len(told)] == told
    expect(page.locator("[data-md-component=header-topic]")).to_have_text(typeset(chapter.record.title))


def test_page_outside_the_navigation_stands_in_its_section(visit: Visit) -> None:
    source = min(visit.site.content.reference.sources)
    page = visit.go(f"sources/{source}.md")
    sources, own = _active(page)
    assert sources == "Sources"
    assert own == page.locator("meta[property='og:title']").get_attribute("content")


def test_contents_of_another_subject_are_shown(tiny_visit: Visit) -> None:
    # Its settings do not ask Material for contents within the navigation.
    page = tiny_visit.go("evidence.md")
    expect(page.locator("[data-md-component=toc] a").first).to_be_visible()
    assert tiny_visit.errors == []


def _active(page: Page) -> list[str]:
    """Return the names of what the navigation marks, from the section to the page."""
    items = page.locator(".md-nav__item--active")
    items.first.wait_for(state="attached")
    return [item.locator("a.md-nav__link").first.inner_text().strip() for item in items.all()]


def test_frame_of_a_telephone_opens_at_the_pages_of_the_section(phone: Visit) -> None:
    page = phone.go("people/index.md")
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.locator("nav.md-nav--primary").get_by_role("link", name="Organisations")).to_be_in_viewport()


def test_light_frame_gives_way_to_the_whole_one(visit: Visit) -> None:
    page = visit.go("index.md")
    assert page.locator(OWN_FRAME).count() == 0
    assert page.locator("html.js").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.md-skip')")


def test_without_a_script_the_light_frame_leads_on(plain_phone: Visit) -> None:
    page = plain_phone.go("index.md")
    for link in page.locator(".sb-header a").all():
        assert link.is_visible()
    for source in ("timeline.md", "people/index.md", "about/contributing.md", "index.md"):
        assert plain_phone.go(source).evaluate("document.documentElement.scrollWidth") == 390, source
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Sources")
