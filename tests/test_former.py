"""Former ids: every old address of a built site leads on, in both styles of addresses."""

import re
from pathlib import Path

import pytest

from sitecheck import Html, Site
from sites import PROJECT, mkdocs
from sourcebook.site.build import build
from support import TINY, Copy

FORMER = """\
former-ids:
- old: bridge-swept-away
  new: bridge-lost
  from: flood
- old: council-promises
  new: council-swears
- old: council-swears
  new: council-swears
  from: the-deluge
- old: low-water
  new: high-water
- old: mill-lost
  kind: claim
  from: flood
  reason: no *Annals* say so & more
- old: the-deluge
  new: flood
- old: rain-question
  new: how-long-did-it-rain
- old: old-annals
  new: aldermere-annals
  reason: a better name
- old: edith
  new: edith-miller
- old: weir
  kind: term
  new: river-over-the-wall
- old: town-chronicle
  kind: source
  reason: a forgery
- old: something
  reason: nobody knows what it was
"""
MOVED = {
    "chapters/the-deluge.md": "chapters/flood.md",
    "questions/rain-question.md": "questions/how-long-did-it-rain.md",
    "sources/old-annals.md": "sources/aldermere-annals.md",
    "people/edith.md": "people/edith-miller.md",
    "terms/weir.md": "chapters/flood.md#river-over-the-wall",
}
URL = "https://flood.example.org/"
STYLES = {"folders": "--use-directory-urls", "files": "--no-directory-urls"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the root of a tiny reference with former ids."""
    tiny = Copy.make(tmp_path_factory.mktemp("former"))
    tiny.write("mkdocs.yml", (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks", str(PROJECT / "hooks")))
    tiny.write("data/former-ids.yml", FORMER)
    return tiny.root


@pytest.fixture(scope="module", params=STYLES)
def site(request: pytest.FixtureRequest, root: Path) -> Site:
    """Return the site that MkDocs makes of it, built strictly."""
    folder = root / f"site-{request.param}"
    arguments = ("build", "--strict", "--quiet", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(folder))
    process = mkdocs(*arguments, STYLES[request.param])
    output = process.communicate()[0]
    assert process.returncode == 0, output
    return Site(folder, URL)


def html(site: Site, source: str) -> str:
    """Return the path of the page made from ``chapters/flood.md`` in this site."""
    stem = source.removesuffix(".md")
    return f"{stem}.html" if f"{stem}.html" in site.files else f"{stem}/index.html"


def test_every_link_leads_somewhere(site: Site) -> None:
    assert site.problems() == []


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_old_page_leads_on(old: str, new: str, site: Site) -> None:
    path, (target, _, fragment) = html(site, old), new.partition("#")
    page = Html.read(site.folder / path, path)
    text = site.text(path)
    canonical = [found["href"] for found in page.named("link", rel="canonical")]
    assert canonical == [site.address(html(site, target))]
    refresh = re.findall(r'<noscript><meta http-equiv="refresh" content="0; url=([^"]+)"></noscript>', text)
    assert [site.resolve(path, address) for address in refresh] == [(html(site, target), fragment)]
    script = re.search(r'<script>location\.replace\("([^"]+)" \+ \(location\.hash \|\| "([^"]*)"\)\)</script>', text)
    assert script
    assert site.resolve(path, script[1]) == (html(site, target), "")
    assert script[2] == (f"#{fragment}" if fragment else "")
    assert page.named("meta", name="robots", content="noindex")
    assert (html(site, target)) in site.links(path)


def test_other_pages_are_not_redirected(site: Site) -> None:
    old = {html(site, source) for source in MOVED}
    for path in site.pages:
        text = site.text(path)
        assert ("http-equiv" in text) is (path in old), path
        assert ("location.replace" in text) is (path in old), path


def test_what_has_no_successor_says_why(site: Site) -> None:
    text = site.text(html(site, "sources/town-chronicle.md"))
    assert "Nothing has taken the place" in text
    assert "Why: a forgery" in text


def test_old_anchors_are_found_where_they_were(site: Site) -> None:
    flood, quarrel = (site.pages[html(site, f"chapters/{name}.md")] for name in ("flood", "quarrel"))
    assert {"bridge-swept-away", "low-water", "council-swears", "mill-lost"} <= flood.ids
    assert "council-promises" in quarrel.ids
    assert "something" not in flood.ids | quarrel.ids


def test_anchor_stands_just_above_what_has_taken_its_place(root: Path) -> None:
    text = build(root / "data", root / "docs").texts["chapters/flood.md"]
    for old, new in (
        ("bridge-swept-away", '<h3 class="claim" id="bridge-lost">'),
        ("low-water", '<h2 id="high-water">'),
    ):
        assert f'<p><span id="{old}"></span></p>\n{new}' in text


def test_what_moved_away_leads_on_from_its_old_chapter(root: Path) -> None:
    # The chapter itself had another id when the claim stood in it.
    text = build(root / "data", root / "docs").texts["chapters/flood.md"]
    left = text.partition("No longer in this chapter:")[2].partition("</div>")[0]
    link = '<a href="../quarrel/#council-swears">The council swears to keep the sluice</a>'
    assert re.findall("<li>(.*)</li>", left) == [
        f'<span id="council-swears"></span>{link}',
        '<span id="mill-lost"></span>mill-lost <span class="count">no <em>Annals</em> say so &amp; more</span>',
    ]


def test_exported_page_leads_on_for_any_generator(root: Path) -> None:
    text = build(root / "data", root / "docs").texts["sources/old-annals.md"]
    assert '\nredirect: "sources/aldermere-annals.md"\n' in text
    link = '<a href="../aldermere-annals/">Priory of Saint Wendreda c. 1287</a>'
    assert f"What stood at this address is now here: {link}" in text
    assert "Why: a better name" in text


def test_search_knows_no_old_address(site: Site) -> None:
    index = site.text("search/search_index.json")
    assert "old-annals" not in index
    assert "town-chronicle" not in index


def test_reference_without_former_ids_has_no_trace_of_them(tiny: Copy) -> None:
    texts = build(tiny.root / "data", tiny.root / "docs").texts
    assert not [path for path, text in texts.items() if "redirect:" in text or "No longer" in text]
