"""Finished pages are read as browsers read them, and what frames them all is read once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites import Built
from sourcebook.site.links.finishedpages import FinishedPages


def read(html: str, file: str = "a/b/index.html") -> tuple[set[str], set[str]]:
    """Return the ids of a page, and the addresses to which it leads."""
    pages = FinishedPages()
    pages.read(file, html)
    return pages.ids(file), {address for _, address in pages.links()}


@pytest.mark.parametrize(
    ("html", "ids", "addresses"),
    [
        ('<a href="../x/#y">z</a>', "", "../x/#y"),
        ("<a href='x.html' id=one>z</a><p id='two'>", "one two", "x.html"),
        ('<A HREF="x">z</A><a\n  class="c"\n  href = "y"\n>', "", "x y"),
        ('<a name="old">z</a><input name="q"><meta name="description" content="x">', "old", ""),
        ('<img src="a.png" srcset="b.png 1x, c.png 2x" alt="x &amp; y">', "", "a.png b.png c.png"),
        ('<link rel="preload" imagesrcset="b,c.png, d.png 100w" href="x">', "", "b,c.png d.png x"),
        ('<video poster="p.png"><source src="v.mp4"></video><object data="o.pdf"></object>', "", "p.png v.mp4 o.pdf"),
        ('<form action="go"><button formaction="stop"></form><q cite="c"></q><td background="b">', "", "go stop c b"),
        ('<svg><use xlink:href="i.svg#a"/><a href="b"><g data="no" id="g"/></a></svg>', "g", "i.svg#a b"),
        ('<noscript><meta http-equiv="refresh" content="0; url=../x/#y"></noscript>', "", "../x/#y"),
        ('<meta http-equiv="Refresh" content="5;URL=\'x\'"><meta http-equiv="refresh" content="30">', "", "x"),
        ('<a href="a&amp;b?c=1&#38;d">', "", "a&b?c=1&d"),
        ('<a href=" x ">', "", "x"),
        ('<IMG CLASS="c"SRC="x"><img/src=y><p class=c\tid=i>', "i", "x y"),
        ('<a href="x" href="y" id="a" id="b">', "a", "x"),
        ("<urlset><url><loc>https://a.example/b/</loc></url></urlset>", "", "https://a.example/b/"),
        # A sign of tags within a value, and values that look like attributes.
        ('<a title="a < b" href="x" id="i">', "i", "x"),
        ('<a title="a > b" href="x" id="i">', "i", "x"),
        ("<a title=\" href='no' id='no'\" href='yes'>", "", "yes"),
        ('<p data-href="no" data-id="no">href="no" id="no"</p>', "", ""),
        ('a < b and c > d: href="no"<br>id="no"', "", ""),
        # Where nothing is a tag.
        ('<!-- <a href="no" id="no"> --><p id="yes">', "yes", ""),
        ('<!-- <a href="no" id="no">', "", ""),
        ("<script>if (a<b) x('<a href=\"no\" id=\"no\">')</script><p id='yes'>", "yes", ""),
        ('<script src="x.js">a<<5; "<p id=no>"</script>', "", "x.js"),
        ('<style>a { b: url("no") } /* <p id="no"> */</style>', "", ""),
        ('<title>The <a href="no"></title><textarea id="t"><p id="no"></textarea>', "t", ""),
        ("", "", ""),
        ("no tag", "", ""),
    ],
)  # fmt: skip
def test_page_says(html: str, ids: str, addresses: str) -> None:
    assert read(html) == ({*ids.split()}, {*addresses.split()})
    # And so it does after others.
    pages = FinishedPages()
    for file in ("c/index.html", "c/d/index.html", "c/d/index.html"):
        pages.read(file, html)
        assert pages.ids(file) == {*ids.split()}


def test_empty_addresses_lead_to_the_page_itself() -> None:
    assert read('<a href=""><a href="#"><a href>') == (set(), {"", "#"})


def test_what_leads_to_the_same_places_is_kept_once() -> None:
    pages = FinishedPages()
    frame = '<a href="../../x/">x</a><a href="../y/">y</a><a href="#z">z</a><a href="w/">w</a>'
    for file in ("p/a/index.html", "p/b/index.html", "q/c/index.html", "p/index.html", "p/other.html"):
        pages.read(file, frame)
    found = {address: [file for file, there in pages.links() if there == address] for _, address in pages.links()}
    assert found == {
        "../../x/": ["p/a/index.html", "q/c/index.html", "p/index.html"],
        "../y/": ["p/a/index.html", "q/c/index.html", "p/index.html"],
        "#z": ["p/a/index.html", "p/b/index.html", "q/c/index.html", "p/index.html", "p/other.html"],
        "w/": ["p/a/index.html", "p/b/index.html", "q/c/index.html", "p/index.html"],
    }


def test_link_above_the_top_is_no_link_of_pages_in_folders() -> None:
    pages = FinishedPages()
    for file in ("index.html", "p/index.html"):
        pages.read(file, '<a href="../x/">x</a>')
    assert [*pages.links()] == [("index.html", "../x/"), ("p/index.html", "../x/")]


def test_only_pages_that_were_read_are_known() -> None:
    pages = FinishedPages()
    pages.read("a.html", "")
    assert "a.html" in pages
    assert "b.html" not in pages


@given(st.lists(st.sampled_from(["<p id='a'>", '<a href="../b">', "<a title='<' href=c>", "<a title='>' id=g>",
                                 "<!--x-->",
                                 "<!-- <p id=n> -->", "<script>a<b</script>", "<script>'<p id=n>'</script>", "x=1",
                                 "<style>p{}</style>", "<br/>", "<i id=d></i>", "<img src='e' alt=\"f > g\">", "\n",
                                 "<title>t</title>", "a &lt; b", "<A NAME=h>"])))  # fmt: skip
def test_order_and_company_of_tags_make_no_difference(parts: list[str]) -> None:
    ids = {"id='a'": "a", "id=g": "g", "id=d": "d", "NAME=h": "h"}
    addresses = {'"../b"': "../b", "href=c": "c", "src='e'": "e"}
    html = "".join(parts)
    assert read(html) == (
        {name for sign, name in ids.items() if sign in html},
        {name for sign, name in addresses.items() if sign in html},
    )


def test_real_pages_are_read_as_the_checker_of_the_tests_reads_them(site: Built) -> None:
    # The checker knows nothing of pieces; tests hold it against html.parser.
    for path, page in [*site.pages.items()][::7]:
        ids, addresses = read(site.text(path), path)
        assert ids == page.ids
        fresh = {address for _, _, address in page.addresses()}
        refreshed = {a["content"].partition("url=")[2] for a in page.named("meta") if a.get("http-equiv") == "refresh"}
        assert addresses == fresh | refreshed
