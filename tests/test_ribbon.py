"""The ribbon: parts in proportion to their length, each a link with a name; and what pages make of it."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.site.pictures.ribbon import Segment, draw_ribbon, draw_stretch
from sourcebook.site.pictures.svg import LINK

PIECE = re.compile(r'<rect x="([\d.]+)%" width="([\d.]+)%" y="(\d+)" height="\d+" class="part"/>')
LENGTHS = st.lists(st.integers(1, 3000), min_size=1, max_size=60)


def segments(lengths: list[int], cited: bool = True) -> list[Segment]:
    return [Segment(number, f"{number}. Part & {number}", f"outlines/x.md#part-{number}", length, cited)
            for number, length in enumerate(lengths, 1)]  # fmt: skip


def pieces(picture: str) -> list[list[tuple[float, float, int]]]:
    """Return of each link of a ribbon the pieces that it has: left end, width, and the top of their line."""
    links = re.findall("<a .*?</a>", picture)
    return [[(float(x), float(width), int(y)) for x, width, y in PIECE.findall(link)] for link in links]


@given(LENGTHS, st.booleans())
def test_parts_are_as_long_as_their_texts_and_fill_the_lines(lengths: list[int], small: bool) -> None:
    drawn = pieces(draw_ribbon(segments(lengths), "Text", small=small))
    assert len(drawn) == len(lengths)
    lines = len({y for part in drawn for _, _, y in part})
    assert lines == -(-len(lengths) // (23 if small else 9))
    for length, part in zip(lengths, drawn, strict=True):
        # Ends of lines may cut off less than anyone can see.
        assert sum(width for _, width, _ in part) == pytest.approx(100 * lines * length / sum(lengths), abs=0.04)
    in_order = [piece for part in drawn for piece in sorted(part, key=lambda piece: piece[2])]
    for (left, width, y), (after, _, below) in pairwise(in_order):
        assert (below == y and after == pytest.approx(left + width, abs=0.03)) or (
            below > y and after == 0 and left + width == pytest.approx(100, abs=0.03)
        )


def test_each_part_is_a_link_with_a_name() -> None:
    picture = draw_ribbon(segments([10, 20]), "A text: 2 parts")
    assert [match[1] for match in LINK.finditer(picture)] == ["outlines/x.md#part-1", "outlines/x.md#part-2"]
    assert re.findall("<title>(.*?)</title>", picture) == ["1. Part &amp; 1", "2. Part &amp; 2"]
    assert 'role="group" aria-label="A text: 2 parts"' in picture
    assert re.findall('class="number">(.*?)<', picture) == ["1", "2"]


def test_small_ribbon_and_narrow_parts_have_no_numbers() -> None:
    assert 'class="number"' not in draw_ribbon(segments([10, 20]), "Text", small=True)
    assert re.findall('class="number">(.*?)<', draw_ribbon(segments([1, 200]), "Text")) == ["2"]


def test_what_claims_cite_has_an_edge() -> None:
    cited, other = segments([10])[0], segments([10], cited=False)[0]
    assert draw_ribbon([cited, other], "Text").count('class="edge"') == 1


def test_parts_of_no_known_length_are_alike() -> None:
    assert [part[0][1] for part in pieces(draw_ribbon(segments([0, 0]), "Text"))] == [50, 50]


def test_stretch_shows_what_is_told_and_is_not_read_out() -> None:
    bar = draw_stretch(segments([10, 30, 60]), {1, 3})
    assert re.findall(r'<rect x="([\d.]+)%" width="([\d.]+)%"', bar) == [("0", "10"), ("40", "60")]
    assert 'aria-hidden="true"' in bar
    assert "<a " not in bar
