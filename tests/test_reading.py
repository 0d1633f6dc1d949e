"""What readers do, in a real browser: follow a note, filter the timeline, search, copy, print, read in the dark."""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Request, expect

from browsing import DESK, PHONE, Open, Visit
from sites import PROJECT, Built
from sourcebook.site.display import Display

MOST = 120_000
"""Bytes over the wire of a first visit, compressed."""
SCREENSHOTS = PROJECT / ".screenshots"


def chapter(site: Built) -> str:
    return f"chapters/{next(iter(site.content.reference.chapters))}.md"


def search(page: Page, words: str) -> list[str]:
    """Type words into the search and return the addresses of what it finds."""
    field = page.locator("input.md-search__input")
    field.fill("")
    field.press_sequentially(words)
    expect(page.locator(".md-search-result__meta")).to_contain_text(re.compile(r"^\s*(\d+|No) matching"))
    page.wait_for_timeout(400)  # the list follows the words with some delay
    return [link.get_attribute("href") or "" for link in page.locator(".md-search-result__link").all()]


def test_from_home_to_a_source_and_back(visit: Visit) -> None:
    page = visit.go("index.md")
    page.locator("article").get_by_role("link", name="start here").click()
    expect(page.locator("h1")).to_contain_text("Start here")
    page.locator("article ol a").first.click()
    claim = page.url.partition("#")[2]
    heading = page.locator(f"[id='{claim}']")
    expect(heading).to_be_in_viewport()
    entry = page.locator(".entry").filter(has=page.locator(f"[id='{claim}']"))
    source = entry.locator(".evidence li a").first
    name = source.inner_text()
    source.click()
    expect(page).to_have_title(re.compile(re.escape(name)))
    page.locator(f"article a[href$='#{claim}']").first.click()
    expect(heading).to_be_in_viewport()
    assert visit.errors == []
    assert visit.foreign == []


def test_escape_closes_a_note(visit: Visit) -> None:
    page = visit.go(chapter(visit.site))
    page.wait_for_load_state("networkidle")
    page.locator(".footnote-ref").first.focus()
    tooltip = page.locator(".md-tooltip2--active")
    expect(tooltip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tooltip).to_have_count(0)


def test_timeline_is_filtered_by_keyboard_and_the_address_keeps_it(visit: Visit) -> None:
    page = visit.go("timeline.md")
    shown = page.locator(".dated ul:not(.months) li:visible")
    total = sum(located.record.date is not None for located in visit.site.content.reference.claims.values())
    assert page.locator(".months li").count() > 1  # the claims of a crowded year are brought by the filters
    person = page.locator("select[name=person]")
    person.focus()
    expect(person.locator("option").nth(1)).to_be_attached()  # the names are fetched when somebody is about to choose
    page.keyboard.press("ArrowDown")
    expect(page.locator(".filter .found")).to_contain_text(re.compile(rf"^\d+ of {total} dated claims$"))
    expect(page.locator(".filter .found")).to_have_attribute("aria-live", "polite")
    few = shown.count()
    assert 0 < few < total
    assert page.locator(".dated h2:visible").count() < page.locator(".dated h2").count()  # empty years are gone
    assert "person=" in page.url
    page.reload()
    expect(shown).to_have_count(few)
    page.get_by_role("button", name="Show all").press("Enter")
    expect(shown).to_have_count(total)
    assert "person=" not in page.url


@pytest.mark.parametrize("kind", ["claim", "person by a name in another script", "alias", "source", "question"])
def test_search_finds_what_readers_look_for(kind: str, visit: Visit) -> None:
    reference = visit.site.content.reference
    person = next(it.record for it in reference.entries["people"].values() if it.record.native and it.record.aliases)
    claim = next(iter(reference.claims.values())).record
    source = next(it.record for it in reference.sources.values() if it.record.title_gloss and it.record.author)
    cited = Display(reference).names[source.id]
    question = next(iter(reference.questions.values())).record
    words, target = {
        "claim": (claim.title, f"#{claim.id}"),
        "person by a name in another script": (person.native or "", f"people/{person.id}/"),
        "alias": (person.aliases[0], f"people/{person.id}/"),
        "source": (cited, f"sources/{source.id}/"),
        "question": (question.question, f"questions/{question.id}/"),
    }[kind]
    assert any(target in address for address in search(visit.go("index.md"), words))
    assert visit.errors == []


def test_buttons_copy_and_say_so(desk: Open) -> None:
    visit = desk(permissions=["clipboard-read", "clipboard-write"])
    page = visit.go(chapter(visit.site))
    entry = page.locator(".entry").first
    claim = entry.locator("h3").get_attribute("id")
    said = page.locator(".sb-said[role=status]")
    entry.get_by_role("button", name="Copy link").press("Enter")
    expect(said).to_have_text("Link copied.")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"#{claim}")
    entry.get_by_role("button", name="Cite").press("Enter")
    expect(said).to_have_text("Citation copied.")
    citation = page.evaluate("navigator.clipboard.readText()")
    assert f"claim {claim}" in citation
    assert "accessed" in citation


def test_print_gathers_the_notes_at_the_end(visit: Visit) -> None:
    page = visit.go(chapter(visit.site))
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    notes = page.locator(".evidence li[id^=note-]")
    expect(page.locator(".endnotes li")).to_have_count(notes.count())
    expect(notes.first).to_be_hidden()
    last = page.locator(".endnotes li").last
    expect(last).to_be_visible()
    assert last.get_attribute("value") == str(notes.count())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".endnotes")).to_have_count(0)
    assert len(re.findall(rb"/Type /Page\b", page.pdf(format="A4"))) > 3


def test_print_without_scripts_has_all_notes(plain: Visit) -> None:
    page = plain.go(chapter(plain.site))
    page.emulate_media(media="print")
    notes = page.locator(".evidence li[id^=note-]")
    for number in (0, notes.count() // 2, notes.count() - 1):
        expect(notes.nth(number)).to_be_visible()


def test_evidence_stands_beside_the_claim_on_wide_screens_and_below_it_on_narrow_ones(desk: Open) -> None:
    wide = desk(viewport={"width": 1440, "height": 900})
    entry = wide.go(chapter(wide.site)).locator(".entry").first
    statement, evidence = entry.locator("p").first.bounding_box(), entry.locator(".evidence li").first.bounding_box()
    assert statement
    assert evidence
    assert evidence["x"] > statement["x"] + statement["width"]
    narrow = desk(viewport=PHONE)
    entry = narrow.go(chapter(narrow.site)).locator(".entry").first
    expect(entry.locator(".evidence li").first).to_be_hidden()
    entry.locator("summary").click()
    expect(entry.locator(".evidence li").first).to_be_visible()


def test_first_visit_is_light_and_leaves_the_index_of_the_search_alone(desk: Open) -> None:
    heavy = {}
    visit = desk()
    for source in visit.kinds():
        visit = desk()  # with nothing kept from other pages
        taken: dict[str, int] = {}
        visit.page.on("requestfinished", lambda asked, into=taken: into.update({asked.url: _weight(asked)}))
        visit.go(source).wait_for_load_state("networkidle")
        assert not [url for url in taken if "search_index" in url], source
        if sum(taken.values()) > MOST:
            heavy[source] = sum(taken.values())
    assert heavy == {}
    with visit.page.expect_request("**/search_index.json"):
        visit.page.locator("input.md-search__input").focus()


def _weight(asked: Request) -> int:
    answer = asked.response()
    return len(gzip.compress(answer.body(), 6)) if answer and asked.url.startswith("http") else 0


@pytest.fixture
def axe() -> Axe:
    """Return axe-core, which looks for barriers in a page."""
    return Axe()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")], ids=["desk-light", "phone-dark"])
def test_no_page_has_a_barrier(size: dict[str, int], scheme: str, desk: Open, axe: Axe) -> None:
    visit = desk(viewport=size, color_scheme=scheme)
    barriers = {}
    for source in visit.kinds():
        found = axe.run(visit.go(source), options={"resultTypes": ["violations"]}).response["violations"]
        if found:
            barriers[source] = [(it["id"], it["nodes"][0]["html"][:100]) for it in found]
    assert barriers == {}
    assert visit.errors == []
    assert visit.foreign == []


def test_nothing_moves_while_a_page_is_loaded(desk: Open) -> None:
    visit = desk(viewport=PHONE)
    visit.page.add_init_script(
        "window.moved = 0; const add = (list) => { for (const it of list.getEntries()) window.moved += it.value; };"
        "new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });"
    )
    moved = {}
    for source in ("index.md", chapter(visit.site), "timeline.md", "questions/index.md"):
        page = visit.go(source)
        page.wait_for_load_state("networkidle")
        moved[source] = round(page.evaluate("window.moved"), 2)
    assert moved == dict.fromkeys(moved, 0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_kept_as_pictures(scheme: str, desk: Open) -> None:
    visit = desk(viewport={"width": 1440, "height": 1000}, color_scheme=scheme)
    SCREENSHOTS.mkdir(exist_ok=True)
    for name, source in {"home": "index.md", "chapter": chapter(visit.site), "timeline": "timeline.md"}.items():
        file = SCREENSHOTS / f"{name}-{scheme}.png"
        visit.go(source).screenshot(path=str(file))
        assert file.stat().st_size > 10_000
    ground = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    bright = sum(int(part) for part in re.findall(r"\d+", ground)[:3]) > 380
    assert bright is (scheme == "light")
