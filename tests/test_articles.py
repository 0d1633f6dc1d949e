"""Articles: generated HTML in its place, with the ids, links and contents of its headings."""

import pytest

from sourcebook.site.articles.article import WHOLE_PAGE, Article
from sourcebook.site.articles.headings import Heading, headings_in, ids_in, outline_of, with_ids, with_other_ids

LINK = '<a class="headerlink" href="#{0}" title="Permanent link">¶</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h1>The flood</h1>", '<h1 id="the-flood">The flood</h1>'),
        ('<h1 lang="la">Carta &amp; pontis</h1>', '<h1 id="carta-pontis" lang="la">Carta &amp; pontis</h1>'),
        ('<h2 class="a" id="x">Y</h2>', '<h2 class="a" id="x">Y</h2>'),
        ('<h3><a href="y/">A</a>: <em>b</em></h3>', '<h3 id="a-b"><a href="y/">A</a>: <em>b</em></h3>'),
        ("<h2>?</h2><h2>!</h2>", '<h2 id="_1">?</h2><h2 id="_2">!</h2>'),
        ("<header>no</header><hr>", "<header>no</header><hr>"),
    ],
)
def test_each_heading_has_an_id(html: str, expected: str) -> None:
    assert with_ids(html, ids_in(html)) == expected


def test_id_made_of_words_is_none_that_is_there() -> None:
    html = '<h1>A</h1><h2>A</h2><p><span id="a"></span></p><h2 id="a_1">A</h2>'
    assert [found.id for found in headings_in(with_ids(html, ids_in(html)))] == ["a_2", "a_3", "a_1"]


def test_sign_links_to_the_heading_and_is_no_part_of_its_title() -> None:
    html = with_ids('<h1>A\n &lt;b&gt;</h1><h2 id="c"><a href="d/">E</a></h2>', set(), "¶")
    first, second = LINK.format("a-b"), LINK.format("c")
    assert html == (f'<h1 id="a-b">A\n &lt;b&gt;{first}</h1><h2 id="c"><a href="d/">E</a>{second}</h2>')
    assert [*headings_in(html)] == [Heading(1, "a-b", "A &lt;b&gt;"), Heading(2, "c", "E")]


def test_title_keeps_the_spaces_that_browsers_keep() -> None:
    assert [found.title for found in headings_in('<h2 id="a"> a\n \t\u00a0b\u3000\u2009c </h2>')] == [
        "a \u00a0b\u3000\u2009c"
    ]


@pytest.mark.parametrize(("sign", "shown"), [("&para;", "¶"), ("<b>", "&lt;b&gt;"), ("#", "#")])
def test_sign_is_text(sign: str, shown: str) -> None:
    assert f">{shown}</a></h1>" in with_ids("<h1>A</h1>", set(), sign)


def test_text_that_looks_like_an_id_is_none() -> None:
    html = """<text>say id="x" and id='y'</text><p title="a id=&#34;z&#34;"><i lang="en"\nid="q">a id="r"</i></p>"""
    assert ids_in(html) == {"q"}


def test_heading_gives_way_to_ids_that_are_addresses() -> None:
    html = f'<h1 id="flood">Flood{LINK.format("flood")}</h1><p><a href="#flood">there</a></p><h2 id="x">X</h2>'
    assert with_other_ids(html, {"flood", "y"}) == (
        f'<h1 id="flood_1">Flood{LINK.format("flood_1")}</h1><p><a href="#flood">there</a></p><h2 id="x">X</h2>'
    )


def test_outline_has_the_tree_of_the_levels_that_are_asked_for() -> None:
    found = [Heading(level, str(number), "") for number, level in enumerate((2, 1, 3, 2, 3, 4, 2, 1))]

    def tree(items: object) -> list[object]:
        assert isinstance(items, list)
        return [(item["id"], tree(item["children"])) if item["children"] else item["id"] for item in items]

    assert tree(outline_of(found, range(1, 7))) == ["0", ("1", ["2", ("3", [("4", ["5"])]), "6"]), "7"]
    assert tree(outline_of(found, range(1, 3))) == ["0", ("1", ["3", "6"]), "7"]
    assert tree(outline_of(found, range(2, 3))) == ["0", "3", "6"]


WHOLE = Article("---\ntitle: A\n---\n\n", {WHOLE_PAGE: "<h1>A</h1>\n<p>b</p>"}, "¶")
FRAMED = Article(
    "# A\n\n<!-- sourcebook: card -->\n\n`<!-- sourcebook: card -->`\n\n## X\n\n<!-- sourcebook: chapters -->\n",
    {"card": '<h2 id="x">One</h2>', "chapters": "<h2>X</h2>"},
)


def test_page_that_is_all_generated_needs_no_frame() -> None:
    placed = WHOLE.placed()
    assert placed.html == f'<h1 id="a">A{LINK.format("a")}</h1>\n<p>b</p>'
    assert placed.headings == (Heading(1, "a", "A"),)
    assert placed.ids == {"a"}
    assert WHOLE.text() == f"---\ntitle: A\n---\n\n{placed.html}\n"


def test_parts_stand_where_their_markers_came_out_of_markdown() -> None:
    code = "<p><code>&lt;!-- sourcebook: card --&gt;</code></p>"
    frame = f'<h1 id="a">A</h1><!-- sourcebook: card -->{code}<h2 id="x">X</h2><!-- sourcebook: chapters -->'
    placed = FRAMED.placed(frame)
    assert placed.html == (f'<h1 id="a">A</h1><h2 id="x">One</h2>{code}<h2 id="x_1">X</h2><h2 id="x_2">X</h2>')
    assert [found.id for found in placed.headings] == ["a", "x", "x_1", "x_2"]
    assert placed.lost == ()


def test_marker_that_names_no_part_stays_a_comment() -> None:
    assert FRAMED.placed("<!-- sourcebook: body --><!-- sourcebook: card -->").html == (
        '<!-- sourcebook: body --><h2 id="x">One</h2>'
    )


def test_part_whose_marker_is_gone_is_told() -> None:
    assert FRAMED.placed("<p><!-- sourcebook: chapters --></p>").lost == ("card",)


def test_text_of_a_framed_page_has_its_parts_for_the_markers_but_not_in_code() -> None:
    assert FRAMED.text() == (
        '# A\n\n<h2 id="x">One</h2>\n\n`<!-- sourcebook: card -->`\n\n## X\n\n<h2 id="x_1">X</h2>\n'
    )
