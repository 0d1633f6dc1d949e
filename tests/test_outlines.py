"""Outlines: what is derived from them, and what pages show of it."""

import re
from types import SimpleNamespace
from typing import Any

import pytest

from sourcebook.records.forms import PASSAGES, passage_ranges
from sourcebook.reference.outlines import Division, claims_by_part, divisions, parts_by_claim
from sourcebook.rules.outlines import _runs
from sourcebook.site.build import build
from sourcebook.texts.registeredtexts import registered_text
from support import Copy

OUTLINE = "data/outlines/annals-in-parts.yml"
PAGE = "outlines/annals-in-parts.md"
VERSIONS = "outlines/annals-in-parts/versions.md"
NAMES = "outlines/annals-in-parts/names.md"


def division(tiny: Copy) -> Division:
    (found,) = divisions(tiny.reference)
    return found


def pages(tiny: Copy) -> dict[str, str]:
    site = build(tiny.root / "data", tiny.root / "docs")
    assert site.problems == []
    return site.texts


@pytest.mark.parametrize(
    ("text", "ranges"),
    [("p1", [("p1", "p1")]), ("p1-p6, p9", [("p1", "p6"), ("p9", "p9")]), ("s10-s10", [("s10", "s10")])],
)
def test_passages_in_order(text: str, ranges: list[tuple[str, str]]) -> None:
    assert PASSAGES.objects(text) is None
    assert passage_ranges(text) == ranges


@pytest.mark.parametrize("text", ["p6-p1", "s1-p2", "p0", "p1–p6", "p1 - p6", "p1,p2", "1-6", "p1-", "p1-p2-p3"])
def test_other_passages_are_objected_to(text: str) -> None:
    assert PASSAGES.objects(text)


def test_bad_range_is_one_message(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "passages: s3-s4", "passages: s4-s3")
    (message, *others) = tiny.messages()
    assert message == (
        f"{OUTLINE}:88:15: part 'oath-and-prayer': passages must be numbers of passages, the first before the last: "
        "'s4-s3' (compare s4-s3)"
    )
    assert others == []


# --- what is derived --------------------------------------------------------------------------------------------------


def test_ranges_pass_over_what_is_set_aside_or_displaced(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "    passages: s3\n    lacks: the prayer", "    passages: s1-s4\n    lacks: the prayer")
    version = division(tiny).registered["lind-print"]
    assert list(version.chosen("s1-s4")) == ["s1", "s3"]
    assert list(version.chosen("s4")) == ["s4"]
    assert version.unknown("s3-s9, s7") == ["s9", "s7"]


def test_lengths_are_those_of_the_first_complete_version(tiny: Copy) -> None:
    found = division(tiny)
    assert found.measured
    assert found.measured.name == "annals-copy"
    assert found.lengths == {"the-water-comes": 25, "the-bridge-goes-down": 12, "oath-and-prayer": 23}


def test_part_that_stands_out_of_order_keeps_its_length(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "  - priory-roll\n  complete: yes\n", "  - priory-roll\n  complete: no\n")
    tiny.edit(OUTLINE, "  source: aldermere-annals\n", "")
    found = division(tiny)
    assert found.measured
    assert found.measured.name == "lind-print"
    assert found.lengths == {"the-water-comes": 25, "the-bridge-goes-down": 7, "oath-and-prayer": 15}


def test_claims_belong_to_the_parts_whose_passages_they_cite(tiny: Copy) -> None:
    # The quotation of this claim is proven, and tells the passage that the citation does not name.
    tiny.edit("data/chapters/flood.yml", "      quote: went down in the night\n      passage: s2\n",
              "      quote: went down in the night\n")  # fmt: skip
    found = claims_by_part(tiny.reference, division(tiny))
    assert found == {
        "the-water-comes": ["river-over-the-wall", "harrow-blames-the-council"],
        "the-bridge-goes-down": ["bridge-lost"],
        "oath-and-prayer": ["council-swears"],
    }  # fmt: skip
    assert parts_by_claim(tiny.reference, division(tiny))["bridge-lost"] == ["the-bridge-goes-down"]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_each_part_shows_its_share_and_the_claims_that_cite_it(tiny: Copy) -> None:
    page = pages(tiny)[PAGE]
    parts = re.split('<h[23] id="', page.partition('<h2 id="part-by-part">')[2])[1:]
    assert [part.partition('"')[0] for part in parts] == [
        "the-water-comes", "the-bridge-goes-down", "oath-and-prayer", "not-said",
    ]  # fmt: skip
    assert [re.findall(r"([\d.]+ %) of the text", part) for part in parts] == [["42 %"], ["20 %"], ["38 %"], []]
    assert [re.findall(r'cite it: <a href="[^"]*#([a-z-]+)">', part) for part in parts[:3]] == [
        ["river-over-the-wall"], ["bridge-lost"], ["council-swears"],
    ]  # fmt: skip
    assert ", lacks the miller" in parts[1]
    assert "What is not said in the annals" in parts[3]


def test_ribbon_stands_on_the_home_page_and_at_the_head_of_its_chapters_only(tiny: Copy) -> None:
    made = pages(tiny)
    with_ribbon = {path for path, text in made.items() if 'class="picture ribbon small"' in text}
    assert with_ribbon == {"index.md", "chapters/flood.md"}
    head = made["chapters/flood.md"].partition("<h2")[0]
    assert re.findall(r'<title>(.*?)</title>', head) == [
        "1. The water comes, 42 %", "2. The bridge goes down, 20 %", "3. An oath and a prayer, 38 %",
    ]  # fmt: skip


def test_section_says_which_stretch_it_tells(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "- flood\nroles", "- flood\n- quarrel\nroles")
    made = pages(tiny)
    told = 'Tells of the annals: parts <a href="../../outlines/annals-in-parts/#the-water-comes">1–2</a>, 62 %'
    assert told in made["chapters/flood.md"]
    first, third = (
        f'<a href="../../outlines/annals-in-parts/#{part}">' for part in ("the-water-comes", "oath-and-prayer")
    )
    told = f"Tells of the annals: parts {first}1</a>, {third}3</a>, 80 %"
    assert told in made["chapters/quarrel.md"]


def test_entries_show_where_they_are_named(tiny: Copy) -> None:
    made = pages(tiny)
    link = '<a href="../../outlines/annals-in-parts/#the-bridge-goes-down">The bridge goes down</a>'
    assert f'Named in the annals <span class="count">in 1 of 3 parts</span>: {link}' in made["people/edith-miller.md"]
    assert "Named in the annals" in made["organizations/town-council.md"]
    assert "Named in" not in made["people/walter-harrow.md"]


def test_many_parts_are_told_by_their_numbers(tiny: Copy) -> None:
    more = "".join(
        f"- id: more-{number}\n  title: More {number}\n  gist: Nothing.\n  stretches:\n  - version: annals-copy\n"
        "    lacks: all of it\n  - version: lind-print\n    lacks: all of it\n  people:\n  - name: Walter Harrow\n"
        for number in range(7)
    )
    tiny.edit(OUTLINE, "silences:\n", f"{more}silences:\n")
    made = pages(tiny)
    shown = made["people/walter-harrow.md"].partition("Named in the annals")[2].partition("</p>")[0]
    assert re.findall(">([^<]+)</a>", shown) == ["4", "5", "6", "7", "8", "9", "10"]
    rows = re.findall(r"<tr>\n<td><a[^>]*>(.*?)</a></td>", made[NAMES])
    assert rows == ["Walter Harrow", "Edith Miller"]


def test_people_are_counted_where_all_is_known(tiny: Copy) -> None:
    assert '<td style="text-align: right;">1</td>' in pages(tiny)[NAMES]
    tiny.edit(OUTLINE, "    times: 1\n", "")
    assert "Times" not in pages(tiny)[NAMES]


def test_versions_stand_side_by_side(tiny: Copy) -> None:
    page = pages(tiny)[VERSIONS]
    assert re.findall('<h2 id="([^"]+)">', page) == ["priory-roll", "annals-copy", "lind-print", "where-they-differ"]
    table = page.partition('<div class="differences">')[2]
    assert re.findall("<th>(.*?)</th>", table) == ["Matter", "Copy of the town", "Print by Lind"]
    assert 'ten days <span class="count">s1</span> <span class="spoilt">spoilt copy</span>' in table
    assert "nowhere that we know" in page


def test_outline_without_registered_texts_has_no_lengths(tiny: Copy) -> None:
    text = (tiny.root / OUTLINE).read_text("utf-8")
    text = re.sub(r"\n  (?:set-aside|displaced):\n  - passages: .*\n    reason: .*", "", text)
    text = re.sub(r"\n +passages?: s.*", "", text)
    text = re.sub(r"(?m)^(  - version: .*)\n(?!    lacks)", r"\1\n    lacks: much\n", text)
    text = re.sub(r"\n  source: .*", "", text)
    tiny.write(OUTLINE, text.replace("    words: the miller with it\n", ""))
    made = pages(tiny)
    assert "of the text" not in made[PAGE]
    assert "measured in" not in made[PAGE]
    assert "proportion" not in made[PAGE]
    assert "Tells of" not in made["chapters/flood.md"]


def test_nothing_is_shown_without_an_outline(tiny: Copy) -> None:
    (tiny.root / OUTLINE).unlink()
    made = pages(tiny)
    assert not [path for path in made if path.startswith("outlines")]
    assert not [path for path, text in made.items() if re.search("ribbon|Tells of|Named in", text)]


def test_old_link_to_a_part_lands_on_it(tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: the-flood-comes\n  new: the-water-comes\n"
               "- old: print-of-1902\n  new: lind-print\n")  # fmt: skip
    made = pages(tiny)
    assert '<span id="the-flood-comes"></span>' in made[PAGE].partition('<h3 id="the-water-comes"')[0]
    assert '<span id="print-of-1902"></span>' in made[VERSIONS].partition('<h2 id="lind-print"')[0]


def test_two_outlines_of_one_text_stand_side_by_side(tiny: Copy) -> None:
    text = (tiny.root / OUTLINE).read_text("utf-8")
    for name in ("annals-in-parts", "priory-roll", "annals-copy", "lind-print", "the-water-comes",
                 "the-bridge-goes-down", "oath-and-prayer"):  # fmt: skip
        text = text.replace(name, f"{name}-again")
    tiny.write("data/outlines/annals-in-parts-again.yml", text)
    made = pages(tiny)
    assert made["index.md"].count("ribbon small") == 2
    assert "outlines/annals-in-parts-again/names.md" in made


# --- mistakes beyond the golden ones ----------------------------------------------------------------------------------


OTHER = "id: other\ntitle: Other\ncalled: the other\nversions:\n- id: other-copy\n  title: Copy\nparts: []\n"


def test_version_of_another_outline_is_refused(tiny: Copy) -> None:
    tiny.write("data/outlines/other.yml", OTHER)
    tiny.edit(
        OUTLINE, "    - version: lind-print\n      reads: lacking", "    - version: other-copy\n      reads: lacking"
    )
    assert tiny.messages() == [
        f"{OUTLINE}:81:16: part 'the-bridge-goes-down': version must be one of this outline: 'other-copy'"
    ]


@pytest.mark.parametrize(
    ("name", "hint"), [("other-copy", ""), ("lind-reprint", " (did you mean 'lind-print'?)")]
)  # fmt: skip
def test_stretch_of_a_version_of_another_outline_is_refused(name: str, hint: str, tiny: Copy) -> None:
    tiny.write("data/outlines/other.yml", OTHER.replace("other-copy", name))
    tiny.edit(OUTLINE, "  - version: lind-print\n    passages: s3\n", f"  - version: {name}\n    passages: s3\n")
    assert tiny.messages() == [
        f"{OUTLINE}:89:14: part 'oath-and-prayer': version must be one of this outline: {name!r}{hint}"
    ]


@pytest.mark.parametrize(
    ("old", "place"),
    [
        ("  - version: annals-copy\n    passages: s1\n", "40:14: part 'the-water-comes'"),
        ("    - version: annals-copy\n      reads: the miller", "78:16: part 'the-bridge-goes-down'"),
    ],
)
def test_unknown_version_is_one_message(old: str, place: str, tiny: Copy) -> None:
    tiny.edit(OUTLINE, old, old.replace("annals-copy", "annals-cpy"))
    (message,) = tiny.messages()
    assert message == (
        f"{OUTLINE}:{place}: version must be a known version: 'annals-cpy'"
        f" (did you mean 'annals-copy' in {OUTLINE}:16?)"
    )


@pytest.mark.parametrize("passage", ["1", "s4-s3", "s1-s2", "s1, s2", "s9"])
def test_reading_stands_in_one_passage_of_the_text(passage: str, tiny: Copy) -> None:
    tiny.edit(
        OUTLINE, "      reads: eleven days\n      passage: s1\n", f"      reads: eleven\n      passage: {passage}\n"
    )
    assert tiny.messages() == [
        f"{OUTLINE}:52:16: part 'the-water-comes': passages must be of the registered text of 'annals-copy':"
        f" '{passage}' (it has s1 to s4)"
    ]


def test_passages_in_no_form_hide_no_others(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "passages: s2\n  - version: lind-print", "passages: 2\n  - version: lind-print")
    tiny.edit(OUTLINE, "passages: s3-s4", "passages: s3-s5")
    assert [message.rpartition(": ")[2].partition(" ")[0] for message in tiny.messages()] == ["'2'", "'s5'"]


def test_each_stretch_out_of_order_is_told(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "  displaced:\n  - passages: s4\n    reason: printed last, from a loose leaf\n", "")
    tiny.edit(OUTLINE, "    passages: s1\n  figures", "    passages: s4\n  figures")
    tiny.edit(OUTLINE, "    passages: s4\n    lacks: the miller", "    passages: s3\n    lacks: the miller")
    tiny.edit(OUTLINE, "    passages: s3\n    lacks: the prayer", "    passages: s1\n    lacks: the prayer")
    behind = "passages must be in the order of the text: {} stands behind 's4' of part 'the-water-comes'"
    assert [message.partition("': ")[2].partition(" (")[0] for message in tiny.messages()] == [
        behind.format("'s3'"), behind.format("'s1'"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  - version: lind-print\n    passages: s3\n", "  - version: lind-prnt\n    passages: s3\n"),
        ("  source: lind-1902\n", "  source: lind-1903\n"),
        ("id: lind-print\n", "id: lind-pint\n"),
        ("  - name: Edith of the Mill\n", "  - name: Edith of the Mil\n"),
        ("  - harrow-blames-the-council\n", "  - harrow-blames-the-concil\n"),
        ("- id: oath-and-prayer\n", "- id: oath and prayer\n"),
        ("    kind: omission\n", "    kind: gap\n"),
        ("    times: 1\n", "    times: often\n"),
    ],
)
def test_one_mistake_gives_messages_about_itself_alone(old: str, new: str, tiny: Copy) -> None:
    tiny.edit(OUTLINE, old, new)
    found = tiny.messages()
    word = new.strip().rpartition(" ")[2]
    assert found
    assert len({line.partition("(")[0].rpartition(": ")[2] for line in found}) == 1, found
    assert word in "".join(found) or "lind-print" in "".join(found)


@pytest.mark.parametrize("passages", ["s1–s3", "s1 to s3", "3"])
def test_passages_in_another_form_are_one_message(passages: str, tiny: Copy) -> None:
    tiny.edit(OUTLINE, "passages: s3-s4", f"passages: {passages}")
    (message,) = tiny.messages()
    assert "passages must be numbers of passages" in message


def test_part_of_which_the_measured_version_has_nothing_is_not_drawn(tiny: Copy) -> None:
    more = "- id: more\n  title: More\n  gist: Nothing.\n  stretches:\n"
    more += "".join(f"  - version: {name}\n    lacks: all of it\n" for name in ("annals-copy", "lind-print"))
    tiny.edit(OUTLINE, "silences:\n", f"{more}silences:\n")
    page = pages(tiny)[PAGE]
    assert page.partition("</svg>")[0].count("<title>") == 3
    assert "0.0 % of the text" in page


@pytest.mark.parametrize(("length", "wrong"), [(20, True), (19, False)])
def test_gist_that_runs_on_in_characters_is_refused(length: int, wrong: bool, tiny: Copy) -> None:
    text = "那年大水雨下了十一天河水漫过城墙桥在夜里倒了磨坊主也随之而去议会发誓要看好水闸"
    tiny.write("data/texts/miller-letter.yml", registered_text("miller-letter", text, "paragraph"))
    tiny.edit(OUTLINE, "parts:\n", "- id: letter\n  title: Letter\n  source: miller-letter\nparts:\n")
    whole = (tiny.root / OUTLINE).read_text("utf-8")
    whole = whole.replace("stretches:\n", "stretches:\n  - version: letter\n    lacks: all of it\n")
    gist = "gist: The bridge breaks in the night, and somebody drowns."
    tiny.write(OUTLINE, whole.replace(gist, f"gist: {text[5 : 5 + length]}"))
    said = f"20 characters in a row stand in p1 of 'letter': '{text[5:11]} …'"
    found = [line for line in tiny.messages() if said in line]
    assert len(found) == int(wrong)


@pytest.mark.parametrize(("saint", "wrong"), [("Valentine", True), ("Valentine again", True), ("George", False)])
def test_gist_may_have_fifteen_words_in_a_row_of_the_text(saint: str, wrong: bool, tiny: Copy) -> None:
    old = "After long rain the river floods the town at night, on the eve of a saint's day."
    tiny.edit(OUTLINE, old, f"Rain for eleven days, and the river came over the wall on the eve of Saint {saint}")
    assert len(tiny.messages()) == int(wrong)


def test_extent_of_the_registered_text_says_whether_a_version_is_complete(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "  - priory-roll\n  complete: yes\n", "  - priory-roll\n")
    tiny.edit(OUTLINE, "passages: s3-s4", "passages: s3")
    (message,) = tiny.messages()
    assert "every passage of 'annals-copy' must stand in a part or be set aside: 's4'" in message
    tiny.edit("data/texts/aldermere-annals.yml", "extent: complete\n", "extent: part\n")
    assert ">in part</td>" in pages(tiny)[VERSIONS].partition('id="annals-copy"')[2].partition("<h2")[0]


def test_damaged_fingerprint_leaves_the_outline_alone(tiny: Copy) -> None:
    tiny.edit("data/texts/aldermere-annals.yml", "windows: RDXCJ41K", "windows: DXCJ41K")
    (message,) = tiny.messages()
    assert "fingerprint must be whole" in message


def test_complete_version_of_which_no_part_tells_is_one_message(tiny: Copy) -> None:
    for passages in ("s1", "s2", "s3-s4"):
        stretch = "  - version: annals-copy\n"
        tiny.edit(OUTLINE, f"{stretch}    passages: {passages}\n", f"{stretch}    lacks: all of it\n")
    tiny.edit(OUTLINE, "    words: the miller with it\n", "")
    assert tiny.messages() == [
        f"{OUTLINE}:21:13: version 'annals-copy': every passage of 'annals-copy' must stand in a part or be set aside: "
        "'s1-s4' does neither (it is the first)"
    ]


def test_passages_that_follow_one_another_are_one_range() -> None:
    text: Any = SimpleNamespace(place={f"s{number}": number for number in range(1, 13)})
    assert _runs(text, ["s10", "s9", "s2", "s11", "s2", "s4", "s5"]) == ["s2", "s4-s5", "s9-s11"]


def test_what_stands_behind_a_displaced_passage_is_asked_for_its_order(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "    passages: s1\n  figures", "    passages: s3\n  figures")
    tiny.edit(OUTLINE, "    passages: s4\n    lacks: the miller", "    lacks: the miller")
    tiny.edit(OUTLINE, "    passages: s3\n    lacks: the prayer", "    passages: s4, s1\n    lacks: the prayer")
    (message,) = tiny.messages()
    assert message == (
        f"{OUTLINE}:89:15: part 'oath-and-prayer': passages must be in the order of the text: 's1' stands behind 's3'"
        " of part 'the-water-comes' (if the copy has it in a wrong place, add it to 'displaced:' of 'lind-print')"
    )


def test_version_of_an_unknown_source_is_one_message(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "  source: lind-1902\n", "  source: lind-1903\n")
    (message,) = tiny.messages()
    assert message.startswith(f"{OUTLINE}:24:11: version 'lind-print': source must be a known source: 'lind-1903'")


def test_words_are_looked_for_in_parts_whose_texts_can_all_be_read(tiny: Copy) -> None:
    tiny.edit("data/texts/lind-1902.yml", "unit: sentence", "unit: sentences")
    tiny.edit(OUTLINE, "    passages: s4\n    lacks: the miller", "    lacks: the miller")
    tiny.edit(OUTLINE, "words: the miller with it", "words: the miller drowned in it")
    assert [message.partition(": ")[2] for message in tiny.messages() if message.startswith(OUTLINE)] == [
        "part 'the-bridge-goes-down': words must stand in the passages of the part: 'the miller drowned in it'"
        " (compare them with the text)"
    ]


def test_several_people_are_no_one_named_twice(tiny: Copy) -> None:
    tiny.edit(OUTLINE, "  people:\n", "  people:\n  - name: Walter Harrow\n  - name: Nobody\n  - name: No One\n")
    assert [message.rpartition(": ")[2].partition(" ")[0] for message in tiny.messages()] == ["'Nobody'", "'No"]
    tiny.edit(OUTLINE, "  - name: Nobody\n  - name: No One\n", "  - name: Walter Harrow\n")
    assert [message.partition(": ")[2] for message in tiny.messages()] == [
        "part 'the-bridge-goes-down': people must name each person once: 'Walter Harrow' stands twice (join the two)"
    ]
