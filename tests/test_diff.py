"""What a change does to the reference, in words: the comparison, its two forms, and the revisions of git."""

import re
import subprocess
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sourcebook.__main__ import main
from sourcebook.changes import compare
from sourcebook.changes.change import Changes, State
from sourcebook.changes.markdown import markdown
from sourcebook.changes.terminal import text
from sourcebook.changes.words import marked
from sourcebook.load import Reference, load
from support import TESTS, TINY, Copy
from test_no_traceback import EDITS as MUTATIONS
from test_no_traceback import FILES, mutated

GOLDEN = TESTS / "golden" / "diff"
FLOOD, QUARREL = "data/chapters/flood.yml", "data/chapters/quarrel.yml"
BEFORE, AFTER = State("before"), State("after")
NEW_CLAIM = """
  - id: mill-stands-still
    title: The mill stands still
    text: For a month nothing was ground at Aldermere.
    kind: fact
    date: 1287-02/1287-03
    cites:
    - source: miller-letter
      locator: fol. 2
"""


def loaded(tiny: Copy) -> Reference:
    """Return the reference as it is now."""
    return load(tiny.root / "data")[0]


def edited(tiny: Copy, *edits: tuple[str, str, str]) -> Changes:
    """Make the edits and return what they change."""
    before = loaded(tiny)
    for file, old, new in edits:
        tiny.edit(file, old, new)
    return compare(before, loaded(tiny))


def said(changes: Changes) -> list[str]:
    """Return the lines of the text form with single spaces only."""
    return [" ".join(line.split()) for line in text(changes, BEFORE, AFTER).splitlines()]


def git(root: Path, *arguments: str) -> str:
    """Run git as on a machine without settings of its own."""
    settings = ("-c", "user.name=Edith", "-c", "user.email=edith@example.org", "-c", "commit.gpgsign=false")
    command = ["git", "-C", str(root), *settings, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def commit(tiny: Copy, message: str = "A state") -> str:
    """Record the copy as it is, in a repository of its own, and return the commit."""
    if not (tiny.root / ".git").exists():
        git(tiny.root, "init", "--quiet", "--initial-branch=main")
    git(tiny.root, "add", "--all")
    git(tiny.root, "commit", "--quiet", "--message", message)
    return git(tiny.root, "rev-parse", "HEAD")


def diff(tiny: Copy, *arguments: str) -> int:
    return main(["--root", str(tiny.root), "diff", *arguments])


# --- one change at a time --------------------------------------------------------------------------------------------

LOST = "old links lead nowhere: neither a redirect nor a tombstone in former-ids.yml"


EDITS = yaml.load((GOLDEN / "edits.yml").read_text("utf-8"), yaml.BaseLoader)


@pytest.mark.parametrize("edit", EDITS, ids=[edit["edit"] for edit in EDITS])
def test_one_edit_is_told(edit: dict[str, Any], tiny: Copy) -> None:
    lines = said(edited(tiny, (edit["file"], edit["old"], edit["new"])))
    assert [line for line in edit["told"] if line not in lines] == [], "\n".join(lines)


def test_new_claim_is_told_with_what_it_says(tiny: Copy) -> None:
    changes = edited(tiny, (FLOOD, "  see:\n", f"{NEW_CLAIM.lstrip(chr(10))}  see:\n"))
    assert text(changes, BEFORE, AFTER).splitlines()[:10] == [
        "From before to after",
        "",
        "Claims: 1 added",
        "",
        "Claims",
        "  + mill-stands-still “The mill stands still” (The flood / High water)",
        "      text: For a month nothing was ground at Aldermere.",
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
    assert [(change.kind, change.id, change.aspects) for change in changes.changes] == [
        ("claim", "bridge-breaks", ("renamed",))
    ]
    assert "id renamed: bridge-lost → bridge-breaks" in said(changes)


def test_renamed_source_is_not_told_at_each_citation(tiny: Copy) -> None:
    before = loaded(tiny)
    (tiny.root / "data/sources/lind-1902.yml").rename(tiny.root / "data/sources/lind-edition.yml")
    for file in (tiny.root / "data/sources").iterdir():
        file.write_text(file.read_text("utf-8").replace("lind-1902", "lind-edition"), "utf-8")
    tiny.write("data/former-ids.yml", "former-ids:\n- old: lind-1902\n  new: lind-edition\n")
    changes = compare(before, loaded(tiny))
    assert [(change.id, change.aspects) for change in changes.changes] == [("lind-edition", ("renamed",))]


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
    assert [change.kind for change in changes.changes] == ["source"]
    figures = {figure.label: (figure.before, figure.after) for figure in changes.figures}
    assert figures["claims on one line of evidence"] == (4, 5)


def test_citation_gained_weighs_on_its_own_claim(tiny: Copy) -> None:
    old = "      gloss: for one week\n"
    changes = edited(tiny, (FLOOD, old, old + "    - source: miller-letter\n      locator: fol. 3\n"))
    lines = said(changes)
    assert "citation gained: miller-letter, fol. 3" in lines
    assert "independent lines: 1 → 2" in lines


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


# --- nothing is passed over in silence --------------------------------------------------------------------------------


def scalars(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to every value of a file."""
    if isinstance(node, dict | list):
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from scalars(inner, (*way, step))
    else:
        yield way


def values() -> list[Any]:
    files = sorted((TINY / "data").rglob("*.yml"))
    return [
        pytest.param(file.relative_to(TINY).as_posix(), way, id=f"{file.stem}-{'-'.join(map(str, way))}")
        for file in files
        for way in scalars(yaml.load(file.read_text("utf-8"), yaml.BaseLoader))
    ]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Copy, Reference]:
    """One copy for all values, and the reference before any is changed; each test puts its file back."""
    copy = Copy.make(tmp_path_factory.mktemp("tiny"))
    return copy, loaded(copy)


@pytest.mark.parametrize(("file", "way"), values())
@pytest.mark.parametrize("removed", [False, True], ids=["other", "gone"])
def test_no_value_changes_unnoticed(
    file: str, way: tuple[Any, ...], removed: bool, workshop: tuple[Copy, Reference]
) -> None:
    tiny, before = workshop
    whole = (tiny.root / file).read_bytes()
    data = yaml.load(whole, yaml.BaseLoader)
    holder = data
    for step in way[:-1]:
        holder = holder[step]
    if removed:
        del holder[way[-1]]
    else:
        holder[way[-1]] = f"{holder[way[-1]]}-x"
    tiny.write(file, yaml.dump(data, allow_unicode=True))
    after, problems = load(tiny.root / "data")
    tiny.write(file, whole)
    changes = compare(before, after)
    assert changes.changes or changes.left_out or problems
    assert text(changes, BEFORE, AFTER)
    assert markdown(changes, BEFORE, AFTER)


def test_every_store_of_the_reference_is_compared() -> None:
    # Whoever gives the reference a new kind of record makes `changes` compare it, and names it here.
    stores = {field.name for field in fields(Reference) if "Located[" in str(field.type)}
    assert stores == {
        "chapters", "sections", "claims", "questions", "sources", "texts", "entries", "handovers", "card", "start",
        "views", "former",
    }  # fmt: skip


def test_file_of_an_unknown_kind_is_named(tiny: Copy) -> None:
    before = loaded(tiny)
    after = deepcopy(before)
    after.files[-1].path, after.files[-1].text, after.files[-1].data = "data/music.yml", "x", {"x": "y"}
    assert "~ data/music.yml" in said(compare(before, after))


# --- states that cannot be read whole ---------------------------------------------------------------------------------


def test_what_cannot_be_read_is_not_called_lost(tiny: Copy) -> None:
    before = loaded(tiny)
    tiny.edit(FLOOD, "    kind: fact\n    date: '1287-02-13'\n", "    kind: rumour\n    date: '1287-02-13'\n")
    after, problems = load(tiny.root / "data")
    changes = compare(before, after)
    assert changes.changes == ()
    assert changes.left_out == ("river-over-the-wall",)
    printed = text(changes, BEFORE, State("after", tuple(problems)))
    assert "after has 1 problem; what cannot be read because of them is not compared:" in printed
    assert "kind must be 'fact' or 'judgement': 'rumour'" in printed


@pytest.mark.parametrize(
    ("file", "left_out"),
    [
        ("data/handovers.yml", ("handovers.yml",)),
        ("data/speech.yml", ("speech.yml",)),
        ("data/start.yml", ("start.yml",)),
        ("data/texts/aldermere-annals.yml", ("aldermere-annals",)),
        ("data/places.yml", ("aldermere",)),
        ("data/former-ids.yml", ("town-chronicle",)),
    ],
)
@pytest.mark.parametrize("content", [b"entries: [", b"\xff\xfe\x00", b"unknown: x\n"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_file_that_cannot_be_read(file: str, left_out: tuple[str, ...], content: bytes, side: str, tiny: Copy) -> None:
    tiny.write("data/former-ids.yml", "former-ids:\n- old: town-chronicle\n  kind: source\n  reason: a forgery\n")
    whole = loaded(tiny)
    tiny.write(file, content)
    broken = loaded(tiny)
    changes = compare(broken, whole) if side == "before" else compare(whole, broken)
    assert changes.changes == ()
    assert changes.left_out == left_out


def test_former_id_beside_one_that_cannot_be_read_is_not_called_lost(tiny: Copy) -> None:
    good, other = (f"- old: {name}\n  kind: source\n  reason: a forgery\n" for name in ("one", "two"))
    tiny.write("data/former-ids.yml", f"former-ids:\n{good}{other}")
    before = loaded(tiny)
    tiny.write("data/former-ids.yml", f"former-ids:\n{good}{other.replace('old', 'odd')}")
    changes = compare(before, loaded(tiny))
    assert (changes.changes, changes.left_out) == ((), ("two",))


def test_long_lists_of_problems_are_cut(tiny: Copy) -> None:
    _, problems = load(tiny.root / "nowhere")
    changes = compare(loaded(tiny), Reference())
    printed = text(changes, BEFORE, State("after", tuple(problems * 30)))
    assert "    and 10 more" in re.sub(r"^  ", "    ", printed, flags=re.MULTILINE)


@settings(max_examples=60, deadline=None, database=None, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(file=st.sampled_from([file for file in FILES if file.startswith("data/")]), edits=MUTATIONS)
def test_whatever_was_edited_can_be_told(workshop: tuple[Copy, Reference], file: str, edits: list[Any]) -> None:
    tiny, before = workshop
    whole = (tiny.root / file).read_text("utf-8")
    tiny.write(file, mutated(whole, edits).encode("utf-8"))
    after, problems = load(tiny.root / "data")
    tiny.write(file, whole)
    for one, two in ((before, after), (after, before)):
        changes = compare(one, two)
        assert text(changes, BEFORE, State("after", tuple(problems)))
        assert markdown(changes, BEFORE, State("after", tuple(problems)))


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
    shown = ["".join(f"[{piece}]" if changed else piece for piece, changed in side) for side in marked(old, new)]
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
    ("data/speech.yml", "value: Eleven days", "value: A week"),
)


@pytest.mark.parametrize(("name", "form"), [("together.txt", text), ("together.md", markdown)])
def test_golden(name: str, form: Any, tiny: Copy, request: pytest.FixtureRequest) -> None:
    printed = form(edited(tiny, *TOGETHER), BEFORE, AFTER)
    if request.config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(printed, "utf-8")
    assert printed == (GOLDEN / name).read_text("utf-8")


# --- revisions of git -------------------------------------------------------------------------------------------------


def test_revision_against_the_working_tree(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    head = commit(tiny)
    tiny.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    assert diff(tiny, "HEAD") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:3] == [f"From HEAD ({head[:9]}) to the working tree", "", "Claims: 1 reworded"]


def test_two_revisions_and_markdown(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    first = commit(tiny)
    tiny.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    commit(tiny)
    tiny.write(FLOOD, "broken: [")  # the working tree is not looked at
    assert diff(tiny, first, "HEAD", "--format", "markdown") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert "- **Claims:** 1 reworded" in printed.out
    assert "and <del>a miller was</del> drowned." in printed.out


def test_reference_in_a_folder_of_its_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "book").mkdir()
    whole, book = Copy(tmp_path), Copy.make(tmp_path / "book")
    commit(whole)
    book.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    assert diff(book, "main") == 0
    assert "Claims: 1 reworded" in capsys.readouterr().out


def test_revision_without_data(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    (tiny.root / "data").rename(tiny.root / "later")
    commit(tiny)
    (tiny.root / "later").rename(tiny.root / "data")
    assert diff(tiny, "HEAD") == 0
    printed = capsys.readouterr().out
    assert re.search(r"^Claims: +5 added$", printed, re.MULTILINE)
    assert "data:1:1: folder must exist: no such folder" in printed


def test_revision_that_this_engine_cannot_read_whole(tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    letter = "data/sources/miller-letter.yml"
    tiny.edit(letter, "kind: memoir", "sort: memoir")
    tiny.edit("data/places.yml", "entries:", "entries: [")
    commit(tiny)
    tiny.edit(letter, "sort: memoir", "kind: memoir")
    tiny.edit("data/places.yml", "entries: [", "entries:")
    tiny.edit(FLOOD, "a miller was drowned", "two millers were drowned")
    assert diff(tiny, "HEAD") == 0
    printed = capsys.readouterr().out
    assert "Claims: 1 reworded" in printed
    assert "has 3 problems" in printed
    assert "source 'miller-letter': must have the key 'kind'" in printed
    assert re.search(r"one of the two sides cannot be read:\n +aldermere\n +miller-letter\n", printed)
    assert "added" not in printed


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "revision must be one that git knows: 'nowhere' (git log --oneline lists some)\n"),
        (["HEAD", "nowhere"], "revision must be one that git knows: 'nowhere' (git log --oneline lists some)\n"),
        (["HEAD..main"],
         "revision must be one that git knows: 'HEAD..main' (name two revisions with a space between them)\n"),
        (["HEAD:data"], "revision must be one that git knows: 'HEAD:data' (git log --oneline lists some)\n"),
        (["a\0b"], "revision must be one that git knows: 'a\\x00b' (git log --oneline lists some)\n"),
        ([""], "revision must be one that git knows: '' (git log --oneline lists some)\n"),
    ],
)  # fmt: skip
def test_wrong_revision(arguments: list[str], message: str, tiny: Copy, capsys: pytest.CaptureFixture[str]) -> None:
    commit(tiny)
    assert diff(tiny, *arguments) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", message)


def test_outside_a_repository(tiny: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tiny.root.parent))
    assert diff(tiny, "HEAD") == 2
    assert capsys.readouterr().err.startswith(
        "git must be able to look into the repository: fatal: not a git repository"
    )


def test_without_git(tiny: Copy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tiny.root))
    assert diff(tiny, "HEAD") == 2
    assert capsys.readouterr().err.startswith("git must be installed and able to run: ")


def test_nothing_is_written_into_the_tree(tiny: Copy) -> None:
    commit(tiny)
    assert diff(tiny, "HEAD", "HEAD") == 0
    assert git(tiny.root, "status", "--porcelain") == ""
