"""What a change does to the reference, in words: the comparison and its two forms."""

import re
from typing import Any

import pytest
import yaml

from differences import AFTER, BEFORE, FLOOD, GOLDEN, NEW_CLAIM, QUARREL, edited, loaded, said
from sourcebook.changes.change import State, with_changes_marked
from sourcebook.changes.comparison import compare
from sourcebook.changes.markdown import markdown
from sourcebook.changes.terminal import text
from sourcebook.reference.reference import Reference
from support import Copy

# --- one change at a time --------------------------------------------------------------------------------------------

LOST = "old links lead nowhere: neither a redirect nor a tombstone in former-ids.yml"


EDITS = yaml.load((GOLDEN / "edits.yml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("edit", EDITS, ids=[edit["edit"] for edit in EDITS])
def test_one_edit_is_told(edit: dict[str, Any], tiny: Copy) -> None:
    lines = said(edited(tiny, (edit["file"], edit["old"], edit["new"])))
    assert [line for line in edit["told"] if line not in lines] == [], "\n".join(lines)


def test_new_claim_is_told_with_what_it_says(tiny: Copy) -> None:
    changes = edited(tiny, (FLOOD, "  see:\n", f"{NEW_CLAIM.lstrip(chr(10))}  see:\n"))
    assert text(changes, BEFORE, AFTER).splitlines()[:11] == [
        "From before to after",
        "",
        "Claims: 1 added",
        "",
        "Claims",
        "  + mill-stands-still “The mill stands still” (The flood / High water)",
        "      text: For a month nothing was ground at Aldermere.",
        "      kind: fact",
        "      date: 1287-02/1287-03",
        "      cites: miller-letter, fol. 2",
        "",
    ]


def without_rain(tiny: Copy) -> None:
    """Take a claim away, and the question that needs it."""
    file = tiny.root / FLOOD
    chapter = file.read_text("utf-8")
    start, end, questions = (chapter.index(word) for word in ("  - id: rain-for", "  see:", "questions:"))
    file.write_text(chapter[:start] + chapter[end:questions], "utf-8")


def test_lost_claim_and_closed_question(tiny: Copy) -> None:
    before = loaded(tiny)
    without_rain(tiny)
    lines = said(compare(before, loaded(tiny)))
    for expected in (
        "Claims: 1 lost",
        "Questions: 1 closed",
        "- rain-for-a-week “A later account has a week of rain” (The flood / High water)",
        "- how-long-did-it-rain “How long did it rain?” (The flood)",
        "text: The charter of the new bridge says that it had rained for a week.",
    ):
        assert expected in lines
    assert lines.count(LOST) == 2


def test_tombstone_and_redirect_are_told(tiny: Copy) -> None:
    before = loaded(tiny)
    without_rain(tiny)
    tiny.write("data/former-ids.yml",
               "former-ids:\n- old: rain-for-a-week\n  new: river-over-the-wall\n  reason: told there\n"
               "- old: how-long-did-it-rain\n  kind: question\n  reason: nobody asks\n")  # fmt: skip
    lines = said(compare(before, loaded(tiny)))
    assert LOST not in lines
    for expected in ("old links lead to: river-over-the-wall", "reason: told there", "tombstone in former-ids.yml",
                     "reason: nobody asks"):  # fmt: skip
        assert expected in lines
    assert not [line for line in lines if line.startswith("Redirects")]  # told with their records


def test_rename_is_told_once(tiny: Copy) -> None:
    before = loaded(tiny)
    for file in (tiny.root / "data").rglob("*.yml"):
        file.write_text(file.read_text("utf-8").replace("bridge-lost", "bridge-breaks"), "utf-8")
    tiny.write("data/former-ids.yml", "former-ids:\n- old: bridge-lost\n  new: bridge-breaks\n")
    changes = compare(before, loaded(tiny))
    assert [(change.kind.name, change.id, change.aspects) for change in changes.changes] == [
        ("claim", "bridge-breaks", ("renamed",))
    ]
    assert "id renamed: bridge-lost → bridge-breaks" in said(changes)


def test_renamed_source_is_not_told_at_each_citation(tiny: Copy) -> None:
    before = loaded(tiny)
    for folder in ("sources", "texts"):
        (tiny.root / f"data/{folder}/lind-1902.yml").rename(tiny.root / f"data/{folder}/lind-edition.yml")
    for file in (tiny.root / "data").glob("*/*.yml"):
        file.write_text(file.read_text("utf-8").replace("lind-1902", "lind-edition"), "utf-8")
    tiny.write("data/former-ids.yml", "former-ids:\n- old: lind-1902\n  new: lind-edition\n")
    changes = compare(before, loaded(tiny))
    assert [(change.kind.name, change.id, change.aspects) for change in changes.changes] == [
        (kind, "lind-edition", ("renamed",)) for kind in ("source", "text")
    ]


def test_rename_without_a_redirect_is_a_loss_and_a_gain(tiny: Copy) -> None:
    changes = edited(tiny, ("data/places.yml", "id: aldermere", "id: aldermere-town"))
    assert [(change.id, change.aspects) for change in changes.changes] == [
        ("aldermere-town", ("added",)), ("aldermere", ("lost",)),
    ]  # fmt: skip
    assert LOST in said(changes)


@pytest.mark.parametrize("redirect", [False, True])
def test_claim_moved_to_another_chapter(redirect: bool, tiny: Copy) -> None:
    before = loaded(tiny)
    flood = (tiny.root / FLOOD).read_text("utf-8")
    start, end = flood.index("  - id: rain-for"), flood.index("  see:")
    tiny.write(FLOOD, flood[:start] + flood[end:])
    tiny.write(QUARREL, (tiny.root / QUARREL).read_text("utf-8") + flood[start:end])
    if redirect:
        tiny.write("data/former-ids.yml", "former-ids:\n- {old: rain-for-a-week, new: rain-for-a-week, from: flood}\n")
    changes = compare(before, loaded(tiny))
    lines = said(changes)
    assert "Claims: 1 moved" in lines
    at = lines.index("moved:")
    assert lines[at + 1 : at + 3] == ["- The flood / High water", "+ The quarrel over the sluice / Who was to blame"]
    assert ("its old address has no redirect ('from' in former-ids.yml)" in lines) is not redirect


def test_claims_in_another_order(tiny: Copy) -> None:
    before = loaded(tiny)
    chapter = (tiny.root / FLOOD).read_text("utf-8")
    start, middle, end = (chapter.index(f"{word}") for word in ("  - id: bridge-lost", "  - id: rain-for", "  see:"))
    tiny.write(FLOOD, chapter[:start] + chapter[middle:end] + chapter[start:middle] + chapter[end:])
    lines = said(compare(before, loaded(tiny)))
    assert lines[2] == "Sections: 1 moved"
    assert "claims stand in another order" in lines


def test_origins_of_a_source_weigh_on_claims_that_were_not_touched(tiny: Copy) -> None:
    letter = "data/sources/miller-letter.yml"
    changes = edited(tiny, (letter, "issued: 1287-03?\n", "issued: 1287-03?\nderives-from:\n- aldermere-annals\n"))
    lines = said(changes)
    assert "Sources: 1 with other origins" in lines
    assert "derives-from gained: aldermere-annals" in lines
    assert "independent lines of claim bridge-lost: 2 → 1" in lines
    assert [change.kind.name for change in changes.changes] == ["source"]
    figures = {figure.label: (figure.before, figure.after) for figure in changes.figures}
    assert figures["claims on one line of evidence"] == (4, 5)


def test_citation_gained_weighs_on_its_own_claim(tiny: Copy) -> None:
    old = "      gloss: for one week\n"
    changes = edited(tiny, (FLOOD, old, old + "    - source: miller-letter\n      locator: fol. 3\n"))
    lines = said(changes)
    assert "citation gained: miller-letter, fol. 3" in lines
    assert "independent lines: 1 → 2" in lines


def test_all_that_stands_in_a_citation_is_told_when_it_is_gained(tiny: Copy) -> None:
    more = "    - source: miller-letter\n      locator: fol. 3\n      quote: mon moulin\n      language: fr\n"
    lines = said(
        edited(tiny, (FLOOD, "    related:\n    - council-swears\n", f"{more}    related:\n    - council-swears\n"))
    )
    assert "citation gained: miller-letter, fol. 3: “mon moulin”; language: fr" in lines


def test_citations_of_one_source_are_told_apart_by_their_locators(tiny: Copy) -> None:
    first = "    - source: miller-letter\n      locator: fol. 1\n      quote: my man is gone with the bridge\n"
    second = "    - source: miller-letter\n      locator: fol. 2\n"
    tiny.edit(FLOOD, first, first + second)
    changed = first.replace("gone with", "lost with")
    lines = said(edited(tiny, (FLOOD, first + second, second + "      quote: no flour\n" + changed)))
    at = lines.index("citation changed: miller-letter, fol. 2")
    assert lines[at : at + 5] == [
        "citation changed: miller-letter, fol. 2",
        "quote added: no flour",
        "citation changed: miller-letter, fol. 1",
        "quote changed: my man is gone with the bridge → my man is lost with the bridge",
        "cites stand in another order",
    ]


def test_figures_are_shown_before_and_after(tiny: Copy) -> None:
    before = loaded(tiny)
    without_rain(tiny)
    printed = text(compare(before, loaded(tiny)), BEFORE, AFTER)
    assert re.search(r"^  claims +5 +4  -1$", printed, re.MULTILINE)
    assert re.search(r"^  sources +6 +6$", printed, re.MULTILINE)
    assert re.search(r"^  quotations proven +3 +3$", printed, re.MULTILINE)
    assert re.search(r"^  claims on one line of evidence +4 +3  -1$", printed, re.MULTILINE)


def test_nothing_changed(tiny: Copy) -> None:
    changes = edited(tiny)
    assert text(changes, BEFORE, AFTER) == "From before to after\nNothing changed in what the reference says.\n"
    assert "Nothing changed in what the reference says." in markdown(changes, BEFORE, AFTER)


def test_comments_are_told_apart_from_what_is_said(tiny: Copy) -> None:
    changes = edited(tiny, (FLOOD, "order: 1\n", "# A remark.\norder: 1\n"))
    assert changes.changes == ()
    assert said(changes)[-2:] == ["edited without a change of what is said:", FLOOD]


# --- marks and escapes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("a b c d", "a x c d", "a [b] c d", "a [x] c d"),
        ("a b c d", "a b c d e", "a b c d", "a b c d[ e]"),
        ("a b c d e", "a x y d e", "a [b c] d e", "a [x y] d e"),
        ("one thing", "quite another", "[one thing]", "[quite another]"),
        ("the miller's wife and son", "the millers' wife and son", "the [miller's] wife and son",
         "the [millers'] wife and son"),
    ],
)  # fmt: skip
def test_changed_words_are_marked(old: str, new: str, left: str, right: str) -> None:
    shown = [
        "".join(f"[{piece}]" if changed else piece for piece, changed in side) for side in with_changes_marked(old, new)
    ]
    assert shown == [left, right]


HOSTILE = "</details><img src=x> [a](javascript:x) `b` *c* @edith #12 | & $d$ https://example.org"


def test_no_text_is_markup_in_markdown(tiny: Copy) -> None:
    changes = edited(tiny, (FLOOD, "title: The bridge is lost", f"title: '{HOSTILE}'"))
    printed = markdown(changes, State(HOSTILE), AFTER)
    mine = re.sub(r"</?(?:details|summary|b|code|ins|del)>|<!-- -->|&#\d+;", "", printed)
    assert not re.findall(r"<|[`@$]|\]\(|\[a", mine)
    assert "&#64;<!-- -->edith" in printed


def test_long_groups_are_folded_up(tiny: Copy) -> None:
    changes = compare(Reference(), loaded(tiny))
    printed = markdown(changes, BEFORE, AFTER)
    assert "<details><summary><b>Claims</b>: 5 added</summary>\n\n- **new** The river comes over the wall" in printed
    assert printed.count("<details>") == printed.count("\n\n</details>")
    assert "#### Chapters\n\n- **new** The flood <code>flood</code>" in printed


# --- golden -----------------------------------------------------------------------------------------------------------

TOGETHER = (
    (FLOOD, "a miller was drowned", "two millers were drowned"),
    (FLOOD, "    - source: harrow-1931\n      locator: p. 44\n", ""),
    (
        FLOOD,
        "      gloss: for one week\n",
        "      gloss: for a week\n    - source: miller-letter\n      locator: fol. 3\n",
    ),
    (FLOOD, "  see:\n", f"{NEW_CLAIM.lstrip(chr(10))}  see:\n"),
    (FLOOD, "Eleven days is the better answer", "A week is the better answer"),
    (QUARREL, "title: Harrow blames the council", "title: Harrow holds the council to blame"),
    ("data/people.yml", "  - Edith of the Mill", "  - Edith at the Mill"),
    ("data/sources/lind-1902.yml", "derives-from:\n- aldermere-annals\n", ""),
    ("data/card.yml", "value: Eleven days", "value: A week"),
)


@pytest.mark.parametrize(("name", "form"), [("together.txt", text), ("together.md", markdown)])
def test_golden(name: str, form: Any, tiny: Copy, request: pytest.FixtureRequest) -> None:
    printed = form(edited(tiny, *TOGETHER), BEFORE, AFTER)
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(printed, "utf-8")
    assert printed == (GOLDEN / name).read_text("utf-8")
