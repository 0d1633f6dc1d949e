"""Where links of finished pages lead, for all addresses at which a site can stand, and which of them are dead."""

from urllib.parse import unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.site.links.deadlinks import Addresses, Target, dead_links
from sourcebook.site.links.finishedpages import FinishedPages

URL = "https://reference.example/sub/"
PAGE = "people/edith/index.html"


@pytest.mark.parametrize(
    ("address", "file", "place"),
    [
        ("", PAGE, ""),
        ("#", PAGE, ""),
        ("#a", PAGE, "a"),
        ("?q=1#a", PAGE, "a"),
        ("#Erd%C5%91s", PAGE, "Erdős"),
        ("#a:~:text=the%20bridge", PAGE, "a"),
        (".", PAGE, ""),
        ("./", PAGE, ""),
        ("../", "people/index.html", ""),
        ("..", "people/index.html", ""),
        ("../../", "index.html", ""),
        ("../../#a", "index.html", "a"),
        ("../../chapters/flood/#a", "chapters/flood/index.html", "a"),
        ("../../chapters/flood", "chapters/flood", ""),
        ("../../chapters/flood.html?x=1#a", "chapters/flood.html", "a"),
        ("../../assets/a%20b.png", "assets/a b.png", ""),
        ("notes.html", "people/edith/notes.html", ""),
        ("/sub/", "index.html", ""),
        ("/sub/evidence/#a", "evidence/index.html", "a"),
        ("/other/", "/other/index.html", ""),
        ("/", "/index.html", ""),
        ("/sub", "/sub", ""),
        ("../../../other/", "/other/index.html", ""),
        ("../../../sub/a/", "a/index.html", ""),
        ("https://reference.example/sub/evidence/#a", "evidence/index.html", "a"),
        ("http://reference.example/sub/", "index.html", ""),
        ("//reference.example/sub/x.png", "x.png", ""),
    ],
)
def test_target(address: str, file: str, place: str) -> None:
    assert Addresses(URL).target(PAGE, address) == Target(file, place)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/", "HTTPS://example.org", "//example.org/x", "mailto:a@example.org", "tel:+1", "data:,x",
        "https://reference.example/other/", "https://reference.example", "https://reference.example.org/sub/",
    ],
)  # fmt: skip
def test_other_sites_are_left_alone(address: str) -> None:
    assert Addresses(URL).target(PAGE, address) is None


@pytest.mark.parametrize("address", ["claim:bridge-lost", "javascript:x()", "file:///etc", "Person:x"])
def test_unknown_schemes_lead_nowhere(address: str) -> None:
    target = Addresses(URL).target(PAGE, address)
    assert target == Target(address, scheme=f"{address.partition(':')[0]}:")


@pytest.mark.parametrize(
    ("url", "address", "file"),
    [
        ("", "/evidence/", "evidence/index.html"),
        ("https://reference.example", "/evidence/", "evidence/index.html"),
        ("https://reference.example", "https://reference.example", "index.html"),
        ("https://reference.example/", "../../../../evidence/", "evidence/index.html"),
        ("https://reference.example/", "/", "index.html"),
        ("https://reference.example/", "../../../..", "index.html"),
        ("https://reference.example/sub", "/sub/evidence/", "evidence/index.html"),
    ],
)
def test_target_of_a_site_at_another_address(url: str, address: str, file: str) -> None:
    assert Addresses(url).target(PAGE, address) == Target(file)


PARTS = st.lists(st.sampled_from(["..", ".", "a", "b%20c", "d.html", "sub", "index.html"]), max_size=5).map("/".join)


@given(
    PARTS,
    st.sampled_from(["", "/"]),
    st.sampled_from(["", "#x", "?y", "?y#x"]),
    st.sampled_from(["", "/", "/sub/"]),
    st.sampled_from(["index.html", "d.html", "a/index.html", "a/d.html", "a/a/index.html"]),
    st.sampled_from([URL, "https://reference.example/"]),
)
def test_addresses_lead_where_browsers_go(way: str, end: str, rest: str, start: str, page: str, url: str) -> None:
    address = f"{start}{way}{end if way else ''}{rest}"
    if address.startswith("//"):
        return
    gone = urlsplit(urljoin(urljoin(url, page), address))
    target = Addresses(url).target(page, address)
    assert target is not None
    home = urlsplit(url).path
    inside = gone.path.startswith(home)
    if f"{gone.path}/" == home:  # a server that answers there leads on to the folder
        inside = False
    assert inside is not target.file.startswith("/")
    if inside:
        path = unquote(gone.path.removeprefix(home))
        assert target == Target(f"{path}index.html" if path.endswith("/") or not path else path, gone.fragment)


def site(**pages: str) -> tuple[FinishedPages, set[str]]:
    """Return pages ``a/index.html``, ``b/index.html`` … and the files of a site that has a picture besides."""
    read = FinishedPages()
    files = {"picture.png"}
    for name, html in pages.items():
        file = f"{name}/index.html"
        files.add(file)
        read.read(file, html)
    return read, files


@pytest.mark.parametrize(
    ("html", "dead"),
    [
        ('<a href="../b/">', []),
        ('<a href="../b/#there">', []),
        ('<a href="../b/#the%72e">', []),
        ('<a href="#"><a href=""><a href="#top"><a href="#TOP"><a href="../b/#top">', []),
        ('<a href="#here"><p id="here">', []),
        ('<img src="../picture.png#x">', []),
        ('<a href="https://example.org/none#none">', []),
        ('<a href="../c/">', ["c/"]),
        ('<a href="../b">', ["b"]),
        ('<a href="../b/#nothing">', ["b/#nothing"]),
        ('<a href="../b/#There">', ["b/#There"]),
        ('<a href="#there">', ["a/#there"]),
        ('<img src="none.png" srcset="../picture.png 1x, ../none.png 2x">', ["a/none.png", "none.png"]),
        ('<a href="/b/">', ["/b/"]),
        ('<a href="https://reference.example/sub/c/">', ["c/"]),
        ('<a href="claim:x">', ["claim:x"]),
    ],
)
def test_dead_links(html: str, dead: list[str]) -> None:
    pages, files = site(a=html, b='<p id="there">')
    found = {link.target.address for link in dead_links(pages, files, URL)}
    assert found == {*dead}


def test_dead_link_tells_which_places_there_are() -> None:
    pages, files = site(a='<a href="../b/#x"><a href="../c/#x">', b='<p id="y"><p id="z">')
    assert {link.target.file: link.places for link in dead_links(pages, files, URL)} == {
        "b/index.html": {"y", "z"}, "c/index.html": None
    }  # fmt: skip


def test_places_of_pages_that_were_not_read_are_not_judged() -> None:
    pages, files = site(a='<a href="../handmade.html#x">')
    assert [*dead_links(pages, {*files, "handmade.html"}, URL)] == []
