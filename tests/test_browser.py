"""Sites in a browser: they run without errors, fetch nothing elsewhere, have their look, are read on a telephone."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import NO_BROWSER, PHONE, Visit
from sites import PROJECT, Built
from sourcebook.site.search.tokens import SEPARATOR, tokens
from sourcebook.words.folding import fold


def _chapter(site: Built) -> str:
    return f"chapters/{next(iter(site.content.reference.chapters))}.md"


@pytest.mark.parametrize(("ci", "code", "said"), [("", 0, "NOT TESTED"), ("true", 1, "1 error")])
@pytest.mark.parametrize("processes", [0, 1], ids=["by itself", "by a worker"])
def test_without_a_browser(processes: int, ci: str, code: int, said: str, tmp_path: Path) -> None:
    options = ["-q", f"--numprocesses={processes}", "-p", "no:cacheprovider", "-k", "telephone"]
    command = [sys.executable, "-m", "pytest", *options, __file__]
    environment = os.environ | {"PATH": str(tmp_path), "CI": ci}
    done = subprocess.run(command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout
    assert said in done.stdout
    assert NO_BROWSER in done.stdout


def test_pages_run_without_errors_and_fetch_nothing_elsewhere(visit: Visit) -> None:
    for source in visit.kinds():
        visit.go(source)
    visit.page.wait_for_load_state("networkidle")
    assert visit.errors == []
    assert visit.foreign == []


def test_another_subject_has_the_look_of_the_engine(tiny_visit: Visit) -> None:
    page = tiny_visit.go(_chapter(tiny_visit.site))
    assert page.evaluate("[...document.styleSheets].map((it) => it.href?.split('/').pop())") == ["frame.css"]
    heading = page.locator(".md-content h1")
    assert "Palatino" in heading.evaluate("(it) => getComputedStyle(it).fontFamily")
    assert heading.evaluate("(it) => getComputedStyle(it).color") == "rgb(33, 30, 26)"  # ink, not Material's grey
    assert page.evaluate("document.querySelector('.md-logo img').naturalWidth") > 0
    claim = page.locator(".entry").first.locator("h3.claim + p").bounding_box()
    assert claim
    assert _first_note(page, tiny_visit.site)["x"] >= claim["x"] + claim["width"]
    assert tiny_visit.errors == []


def test_timeline_of_another_subject_is_filtered(tiny_visit: Visit) -> None:
    page = tiny_visit.go("timeline.md")
    dated = page.locator(".dated li")
    number = dated.count()
    chapters = page.locator(".filters select[name=chapter]")
    chapters.focus()
    chapters.locator("option").nth(1).wait_for(state="attached")
    title = next(iter(tiny_visit.site.content.reference.chapters.values())).record.title
    chapters.select_option(title)
    expect(page.locator(".filters output")).to_contain_text(f"of {number} dated claims")
    shown = page.locator(".dated li:visible").count()
    assert 0 < shown < number
    expect(page.locator(".filters output")).to_have_text(f"{shown} of {number} dated claims")
    assert "chapter=" in page.url
    assert tiny_visit.errors == []


def test_claim_of_another_subject_is_cited(tiny_visit: Visit) -> None:
    claim = next(iter(tiny_visit.site.content.reference.claims.values())).record
    page = tiny_visit.go(_chapter(tiny_visit.site))
    page.get_by_role("button", name=f"Cite: {claim.title}").click()
    expect(page.get_by_role("status")).to_have_text("Citation copied.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{claim.title}”, claim {claim.id}, in “")
    assert f"{tiny_visit.site.url}chapters/" in copied
    assert tiny_visit.errors == []


def test_note_is_shown_when_its_number_has_the_focus(visit: Visit) -> None:
    page = visit.go(_chapter(visit.site))
    page.wait_for_load_state("networkidle")
    source = page.locator("#note-1 a").first.inner_text()
    page.locator(".footnote-ref").first.focus()
    tooltip = page.locator(".md-tooltip2--active")
    expect(tooltip).to_be_visible()
    expect(tooltip).to_contain_text(source)


def test_search_leads_to_a_claim(visit: Visit) -> None:
    claim = next(iter(visit.site.content.reference.claims.values())).record
    page = visit.go("index.md")
    page.locator("input.md-search__input").fill(claim.title)
    result = page.locator(f".md-search-result__link[href*='#{claim.id}']").first
    expect(result).to_be_visible()
    assert visit.errors == []
    assert visit.foreign == []


def _search(visit: Visit, words: str) -> Locator:
    """Ask the search and return its results, the best first."""
    page = visit.go("index.md")
    page.locator("input.md-search__input").fill(words)
    found = page.locator(".md-search-result__link")
    expect(found.first).to_be_visible()
    return found


def _leads_to(visit: Visit, source: str) -> re.Pattern[str]:
    """Return what the address of a page is like, with what is to be highlighted on it."""
    return re.compile(re.escape(visit.url + visit.site.html(source).removesuffix("index.html")) + r"(?:\?h=[^#]*)?$")


def test_search_finds_a_person_in_native_letters_and_without_accents(visit: Visit) -> None:
    people = [located.record for located in visit.site.content.reference.of("person").values()]
    native = next(person for person in people if person.native and not fold(person.native, romanized=False).isascii())
    expect(_search(visit, native.native).first).to_have_attribute("href", _leads_to(visit, f"people/{native.id}.md"))
    accented = next(person for person in people if person.name.split()[-1] != fold(person.name.split()[-1]).title())
    found = _search(visit, fold(accented.name)).first
    expect(found).to_have_attribute("href", _leads_to(visit, f"people/{accented.id}.md"))
    assert visit.errors == []


def test_search_answers_a_question(visit: Visit) -> None:
    questions = visit.site.content.reference.questions.values()
    question = next(at.record for at in questions if at.record.question.startswith(("How did the", "Who ")))
    first = _search(visit, question.question.rstrip("?")).first
    expect(first).to_have_attribute("href", _leads_to(visit, f"questions/{question.id}.md"))
    assert visit.errors == []


def test_result_of_the_search_opens_at_its_claim_with_the_words_marked(visit: Visit) -> None:
    claim = next(iter(visit.site.content.reference.claims.values())).record
    _search(visit, claim.title)
    page = visit.page
    result = page.locator(f".md-search-result__link[href$='#{claim.id}']").first
    expect(result.locator("h2 mark").first).to_be_visible()
    expect(result).to_contain_text(claim.text.split("*")[0][:30])
    result.click()
    heading = page.locator(f"h3[id='{claim.id}']")
    expect(heading.locator("mark").first).to_be_visible()
    expect(heading).to_be_in_viewport()
    assert page.url.endswith(f"#{claim.id}")
    assert visit.errors == []


def test_browser_parts_words_as_we_do(tiny_visit: Visit, real_site: Built) -> None:
    reference = real_site.content.reference
    texts = [at.record.title for kind in ("claim", "source") for at in reference.of(kind).values()]
    texts += [at.record.note for at in reference.sources.values()]
    parted = tiny_visit.go("index.md").evaluate(
        "([texts, by]) => texts.map((it) => it.toLowerCase().split(new RegExp(by, 'g')).filter((word) => word))",
        [texts, SEPARATOR],
    )
    assert parted == [list(tokens(text)) for text in texts]


def test_no_page_is_wider_than_a_telephone(phone: Visit) -> None:
    wide = {}
    for source in phone.kinds():
        page = phone.go(source)
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        if size[0] > size[1]:
            wide[source] = size
    assert wide == {}


def test_text_part_by_part_fits_a_narrow_screen_and_each_part_is_a_link_with_a_name(tiny_visit: Visit) -> None:
    tiny_visit.page.set_viewport_size(PHONE)
    for source in ("outlines/annals-in-parts.md", "outlines/annals-in-parts/versions.md",
                   "outlines/annals-in-parts/names.md", "index.md", "chapters/flood.md"):  # fmt: skip
        page = tiny_visit.go(source)
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert size[0] <= size[1], source
    page = tiny_visit.go("outlines/annals-in-parts.md")
    parts = page.get_by_role("group", name="The annals, part by part").get_by_role("link")
    expect(parts).to_have_count(3)
    expect(parts.nth(1)).to_have_accessible_name("2. The bridge goes down, 20 %")
    places = [box for box in (part.bounding_box() for part in parts.all()) if box]
    assert [box["width"] > 24 and box["height"] >= 24 for box in places] == [True, True, True]
    assert places[0]["width"] > places[2]["width"] > places[1]["width"]
    parts.nth(1).click()
    assert page.url.endswith("#the-bridge-goes-down")
    assert tiny_visit.errors == []


def test_evidence_stands_beside_its_claim_without_scripts(plain: Visit) -> None:
    page = plain.go(_chapter(plain.site))
    note = _first_note(page, plain.site)
    claim = page.locator(".entry").first.locator("h3.claim + p").bounding_box()
    assert claim
    assert note["x"] >= claim["x"] + claim["width"]
    # Nobody has opened it: where there is room, style alone shows what is folded.
    assert page.locator("details.evidence[open]").count() == 0


def test_evidence_is_unfolded_without_scripts(plain_phone: Visit) -> None:
    page = plain_phone.go(_chapter(plain_phone.site))
    first = page.locator("details.evidence").first
    expect(page.locator("#note-1")).to_be_hidden()
    first.locator("summary").click()
    note = _first_note(page, plain_phone.site)
    assert note["width"] > PHONE["width"] / 2
    first.locator("summary").press("Enter")
    expect(page.locator("#note-1")).to_be_hidden()


def test_number_of_a_note_leads_to_it_where_evidence_is_folded(phone: Visit) -> None:
    page = phone.go(_chapter(phone.site))
    page.goto(page.url + "#note-1")
    _first_note(page, phone.site)


def test_evidence_is_printed(plain: Visit) -> None:
    page = plain.go(_chapter(plain.site))
    page.emulate_media(media="print")
    _first_note(page, plain.site)


def _first_note(page: Page, site: Built) -> dict[str, float]:
    """Return the place of the first note, which must be shown in full."""
    citation = next(iter(site.content.reference.claims.values())).record.cites[0]
    note = page.locator("#note-1")
    expect(note).to_be_visible()
    expect(note).to_contain_text(citation.locator)
    expect(note).to_contain_text(citation.quote or "")
    box = note.bounding_box()
    assert box
    assert box["height"] > 10
    return dict(box)
