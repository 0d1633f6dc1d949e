"""Links of every finished page are checked in every build, and each that is dead is told once, with its place."""

import logging
import shutil
from collections.abc import Callable
from typing import Any

import pytest
from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin

from sites import PROJECT
from sourcebook.site.links.linkproblems import MOST_DEAD_LINKS
from support import TINY, Copy

PAGE = "link must lead to a page or file that is there"
PLACE = "link must lead to a place on its page that is there"


FORMER = """former-ids:
- {old: the-flooding, new: flood}
- {old: bridge-swept-away, new: bridge-lost, from: flood}
- {old: town-chronicle, kind: source, reason: a forgery}
"""


class Change(BasePlugin):  # type: ignore[type-arg,no-untyped-call]
    """A plugin like others, which changes what stands on a page, or all of the page."""

    def __init__(self, **changes: Callable[[str, str], str]) -> None:
        self.changes = changes

    def _changed(self, event: str, text: str, path: str) -> str:
        return self.changes[event](text, path) if event in self.changes else text

    def on_page_markdown(self, markdown: str, *, page: Any, **_: Any) -> str:
        return self._changed("markdown", markdown, page.file.src_uri)

    def on_page_content(self, html: str, *, page: Any, **_: Any) -> str:
        return self._changed("content", html, page.file.src_uri)

    def on_post_page(self, output: str, *, page: Any, **_: Any) -> str:
        return self._changed("page", output, page.file.src_uri)

    def on_post_template(self, output_content: str, *, template_name: str, **_: Any) -> str:
        return self._changed("template", output_content, template_name)


def on(path: str, old: str, new: str) -> Callable[[str, str], str]:
    """Return a change of what must stand on the page at a path."""

    def change(text: str, there: str) -> str:
        assert there != path or old in text, text
        return text.replace(old, new) if there == path else text

    return change


def settings_of(tiny: Copy, more: str = "", theme: str = "") -> None:
    """Give a copy of the tiny site its settings, with more lines, and a theme with more in the footer of its pages."""
    text = (TINY / "mkdocs.yml").read_text("utf-8").replace("../../hooks/mkdocs", str(PROJECT / "hooks" / "mkdocs"))
    hooks = PROJECT / "hooks" / "theme"
    if theme:
        shutil.copytree(hooks, tiny.root / "look")
        tiny.edit("look/main.html", "{%- block footer %}\n", f"{{%- block footer %}}\n{theme}\n")
    text = text.replace("../../hooks/theme", "look" if theme else str(hooks))
    tiny.write("mkdocs.yml", f"{text}\n{more}")


@pytest.fixture
def warnings(tiny: Copy, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Return what builds the tiny site and returns all warnings."""
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")

    def build(plugin: Change | None = None, **options: Any) -> list[str]:
        if not (tiny.root / "mkdocs.yml").exists():
            settings_of(tiny)
        config = load_config(str(tiny.root / "mkdocs.yml"), site_dir=str(tiny.root / "site"), **options)
        if plugin:
            config.plugins["change"] = plugin
        caplog.clear()
        build_site(config)
        heard = (record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING)
        return [message.removeprefix("sourcebook: ") for message in heard]

    return build


def test_whole_site_has_no_dead_links(warnings: Callable[..., list[str]]) -> None:
    assert warnings() == []


def test_whole_site_with_all_that_a_site_can_have_has_no_dead_links(
    tiny: Copy, warnings: Callable[..., list[str]]
) -> None:
    tiny.write("data/former-ids.yml", FORMER)
    tiny.write(
        "docs/about/more.md", "# More {: #up }\n\n[a](#up) [b](../start.md?x=1#up) [c](<a b.txt>) [d](a%20b.txt)\n"
    )
    tiny.edit("docs/about/more.md", "../start.md?x=1#up", "index.md?x=1#about-this-reference")
    tiny.write("docs/about/a b.txt", "c")
    settings_of(tiny, "not_in_nav: about/more.md\nextra:\n  homepage: .\n", "<a href='#'>Up</a><a href='#top'>Up</a>")
    for style in (True, False):
        for url in ("", "https://flood.example.org/", "https://flood.example.org/sub/"):
            assert warnings(use_directory_urls=style, site_url=url) == []


STYLES = pytest.mark.parametrize("folders", [True, False], ids=["folders", "files"])


def address(path: str, folders: bool) -> str:
    """Return the address of ``flood/`` in either style."""
    return path if folders else f"{path.rstrip('/')}.html"


@STYLES
def test_place_that_is_gone_is_told_of_its_record_and_of_each_link_in_markdown(
    folders: bool, warnings: Callable[..., list[str]]
) -> None:
    gone = on("chapters/flood.md", 'id="bridge-lost"', 'id="bridge"')
    flood = address("chapters/flood/", folders)
    assert warnings(Change(content=gone), use_directory_urls=folders) == [
        f"data/chapters/flood.yml:29:9: {PLACE}: '{flood}#bridge-lost' (it stands on start.md; did you mean 'bridge'?)",
        f"docs/index.md:9:37: {PLACE}: 'claim:bridge-lost' (did you mean 'bridge'?)",
    ]


@STYLES
def test_page_that_is_gone_is_told_once_whatever_of_it_is_meant(
    folders: bool, tiny: Copy, warnings: Callable[..., list[str]]
) -> None:
    tiny.write("data/former-ids.yml", FORMER)  # a page that leads on, and is dead as well
    gone = Change(page=lambda text, path: "" if path == "chapters/flood.md" else text)
    flood = address("chapters/flood/", folders)
    found = warnings(gone, use_directory_urls=folders)
    assert found == [
        f"data/chapters/flood.yml:1:5: {PAGE}: '{flood}' (it stands on index.md;"
        f" did you mean '{address('chapters/the-flooding/', folders)}'?)",
        f"docs/about/index.md:8:13: {PAGE}: 'claim:river-over-the-wall'",
        f"docs/chapters/quarrel.md:7:49: {PAGE}: 'flood.md'",
        f"docs/index.md:9:37: {PAGE}: 'claim:bridge-lost'",
    ]


@STYLES
def test_dead_links_of_the_frame_are_told_once_where_they_are_written(
    folders: bool, tiny: Copy, warnings: Callable[..., list[str]]
) -> None:
    more = "copyright: <a href='licence/'>Licence</a>\nextra:\n  homepage: /up/\nextra_css:\n  - assets/none.css\n"
    theme = (
        "<a href=\"{{ 'help/' | url }}\">Help</a><img src='/logo.png' srcset=\"{{ 'evidence.json' | url }} 1x,"
        " {{ 'assets/two.png' | url }} 2x\"><video poster=\"{{ 'assets/three.png' | url }}\"></video>"
        "<form action=\"{{ 'answer' | url }}\"></form><a href='https://flood.example.org/none/'>Start</a>"
    )
    settings_of(tiny, more, theme)
    (start,) = (number for number, line in enumerate((tiny.root / "look/main.html").read_text("utf-8").splitlines(), 1)
                if line.startswith("<a href=\"{{ 'help/'"))  # fmt: skip
    place = f"look/main.html:{start}"
    stands = "it stands on about/index.md"
    assert warnings(use_directory_urls=folders) == [
        "mkdocs.yml:77:5: extra_css must name a file: 'assets/none.css' (it is sought below docs/ and in the theme)",
        *(
            f"{place}:{theme.index(written) + 1}: {PAGE}: '{written}' ({stands})"
            for written in (
                "help/",
                "/logo.png",
                "assets/two.png",
                "assets/three.png",
                "answer",
                "https://flood.example.org/none/",
            )
        ),
        f"mkdocs.yml:73:21: {PAGE}: 'licence/' ({stands})",
        f"mkdocs.yml:75:13: {PAGE}: '/up/' ({stands})",
    ]


def test_link_out_of_a_site_below_the_top_of_its_host(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    settings_of(tiny, "extra:\n  homepage: /evidence/\n")
    assert warnings(site_url="https://flood.example.org/") == []
    assert warnings(site_url="https://flood.example.org/sub/") == [
        f"mkdocs.yml:74:13: {PAGE}: '/evidence/' (it stands on about/index.md;"
        " it leads out of the site: write the whole address, with https://)"
    ]


def test_link_of_a_page_made_of_a_template_alone(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    def template(text: str, name: str) -> str:
        if name == "404.html":
            return text.replace("</body>", '<a href="/none/">x</a></body>')
        return text.replace("</urlset>", "<url><loc>https://flood.example.org/gone/</loc></url></urlset>")

    settings_of(tiny, theme="<i></i>")
    assert warnings(Change(template=template)) == [
        f"look/404.html:1:1: {PAGE}: 'none/'",
        f"sitemap.xml:1:1: {PAGE}: 'gone/'",
    ]


@STYLES
def test_links_that_only_a_page_itself_has_are_told_of_what_it_shows(
    folders: bool, warnings: Callable[..., list[str]]
) -> None:
    links = '<a href="#none">a</a><a href="person:edith-miller">b</a><area href="none.html"><q cite="x/y">c</q>'
    change = on("people/edith-miller.md", "</h1>", f"</h1>{links}")
    page = "people/edith-miller/" if folders else "people/"
    own = "people/edith-miller/" if folders else "people/edith-miller.html"
    there = "data/people.yml:2:1"
    shown = "it stands on people/edith-miller.md"
    assert warnings(Change(content=change), use_directory_urls=folders) == [
        f"{there}: link must be to a page, a web address or a mail address: 'person:edith-miller' ({shown})",
        f"{there}: {PAGE}: '{page}none.html' ({shown})",
        f"{there}: {PAGE}: '{page}x/y' ({shown})",
        f"{there}: {PLACE}: '{own}#none' ({shown})",
    ]


def test_address_of_our_own_in_the_data_is_told_where_it_stands(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    tiny.edit("data/sources/harrow-1931.yml", "https://library.example.org/harrow", "https://flood.example.org/none/")
    assert warnings() == [
        f"data/sources/harrow-1931.yml:14:6: {PAGE}: 'https://flood.example.org/none/'"
        " (it stands on sources/harrow-1931.md)"
    ]


def test_link_to_a_file_that_is_not_published(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    tiny.write("docs/drafts/a.md", "# A\n")
    tiny.write("docs/drafts/b c.png", b"x")
    tiny.write("docs/about/more.md", "# More\n\n[a](../drafts/a.md#a), ![b](<../drafts/b c.png>)\n")
    settings_of(tiny, "exclude_docs: drafts/\nnot_in_nav: about/more.md\n")
    assert warnings() == [
        f"docs/about/more.md:3:5: {PAGE}: '../drafts/a.md#a' (this file is not published)",
        f"docs/about/more.md:3:30: {PAGE}: '../drafts/b c.png' (this file is not published)",
    ]


def test_each_link_in_markdown_is_told_though_a_page_beside_it_has_the_same(
    tiny: Copy, warnings: Callable[..., list[str]]
) -> None:
    tiny.write("docs/drafts/a.md", "# A\n")
    for name in ("one", "two"):
        tiny.write(f"docs/about/{name}.md", f"# {name}\n\n[a](../drafts/a.md)\n")
    settings_of(tiny, "exclude_docs: drafts/\nnot_in_nav: about/*.md\n")
    assert [line.partition(": ")[0] for line in warnings()] == ["docs/about/one.md:3:5", "docs/about/two.md:3:5"]


@pytest.mark.parametrize(
    ("added", "said"),
    [
        ("[x](none.md)", "contains a link 'none.md', but the target 'about/none.md' is not found"),
        ("[x](#none)", "contains a link '#none', but there is no such anchor on this page"),
        ("[x](../start.md#none)", "contains a link '../start.md#none', but the doc 'start.md' does not contain"),
        ("![x](none.png)", "contains a link 'none.png', but the target"),
        ("[x](/none/)", "contains an absolute link '/none/'"),
        ("[x](none)", "contains an unrecognized relative link 'none'"),
    ],
)
def test_what_mkdocs_says_is_not_said_again(added: str, said: str, warnings: Callable[..., list[str]]) -> None:
    change = Change(markdown=lambda text, path: f"{text}\n\n{added}\n" if path == "about/index.md" else text)
    (found,) = warnings(change)
    assert said in found


def test_what_mkdocs_is_told_to_pass_over_is_said(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    quiet = "".join(f"  {what}: info\n" for what in ("not_found", "anchors", "absolute_links", "unrecognized_links"))
    settings_of(tiny)
    text = (tiny.root / "mkdocs.yml").read_text("utf-8")
    before, _, after = text.partition("validation:\n")
    tiny.write("mkdocs.yml", f"{before}validation:\n{quiet}nav:\n{after.partition('nav:')[2]}")
    added = "[x](none.md) [x](#none)"
    change = Change(markdown=lambda text, path: f"{text}\n\n{added}\n" if path == "about/index.md" else text)
    assert warnings(change) == [
        f"docs/about/index.md:1:1: {PAGE}: 'about/none.md'", f"docs/about/index.md:1:1: {PLACE}: 'about/#none'"
    ]  # fmt: skip


def test_navigation_that_leads_nowhere_is_told_once(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    settings_of(tiny, "      - about/none.md\n")
    (found,) = warnings()
    assert "A reference to 'about/none.md' is included in the 'nav' configuration" in found


def test_strict_build_stops_at_a_dead_link(tiny: Copy, warnings: Callable[..., list[str]]) -> None:
    settings_of(tiny, "copyright: <a href='licence/'>Licence</a>\n")
    with pytest.raises(Abort, match="Aborted with 1 warnings in strict mode!"):
        warnings(strict=True)


def test_a_fault_of_a_template_is_not_told_a_thousand_times(warnings: Callable[..., list[str]]) -> None:
    many = "".join(f'<a href="{"x" * 300}{number}">x</a>' for number in range(300))
    found = warnings(Change(content=on("people/edith-miller.md", "</h1>", f"</h1>{many}")))
    assert len(found) == MOST_DEAD_LINKS + 1
    assert "problems of this kind must be fewer to show them all: more than 100" in found[-1]
