"""The page of a question: its rows, their witnesses, what is folded, and how it is read, printed and touched."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Locator, Page, expect

from browsing import DESK, PHONE, Open, Visit
from sites import Built
from sourcebook.site.display import Display
from sourcebook.site.pages.debates import AnswerView, QuestionView, debate
from support import Copy

FLOOD = "data/chapters/flood.yml"
QUESTION = "how-long-did-it-rain"
CITES = """    cites:
    - source: bridge-charter
      locator: preamble
      quote: per unam septimanam
      gloss: for one week
"""


def view(tiny: Copy) -> QuestionView:
    """Return what the page of the tiny reference's first question shows."""
    shown = debate(Display(tiny.reference), tiny.reference.questions[QUESTION]).view
    assert isinstance(shown, QuestionView)
    return shown


def cited(tiny: Copy, *cites: str) -> AnswerView:
    """Return the second answer, its one claim borne by sources at places, such as ``harrow-1931 p. 9``."""
    told = [
        f"    - source: {source}\n      locator: {place}\n" for source, _, place in (it.partition(" ") for it in cites)
    ]
    tiny.edit(FLOOD, CITES, "    cites:\n" + "".join(told))
    return view(tiny).answers[1]


def best(answer: AnswerView) -> list[str]:
    """Return where the best witnesses of an answer say it."""
    return [note.locator for claim in answer.best for note in claim.notes]


def rest(answer: AnswerView) -> list[str]:
    """Return where the others say it."""
    return [note.locator for claim in answer.rest for note in claim.notes]


@pytest.mark.parametrize(
    ("cites", "shown", "folded"),
    [
        (["bridge-charter p. 1"], ["p. 1"], []),
        # The weightiest first, whatever the order of the editors.
        (["harrow-1931 p. 1", "miller-letter p. 2", "bridge-charter p. 3"], ["p. 3", "p. 2"], ["p. 1"]),
        # The second is independent of the first, though another is weightier: Harrow draws on the annals through Lind.
        (["aldermere-annals p. 1", "lind-1902 p. 2", "harrow-1931 p. 3", "ferry-guide p. 4"], ["p. 1", "p. 4"],
         ["p. 2", "p. 3"]),
        # Where all go back to one, another source is better than the same again.
        (["aldermere-annals p. 1", "aldermere-annals p. 2", "harrow-1931 p. 3"], ["p. 1", "p. 3"], ["p. 2"]),
        (["aldermere-annals p. 1", "aldermere-annals p. 2", "aldermere-annals p. 3"], ["p. 1", "p. 2"], ["p. 3"]),
    ],
)  # fmt: skip
def test_best_witnesses(cites: list[str], shown: list[str], folded: list[str], tiny: Copy) -> None:
    answer = cited(tiny, *cites)
    assert (best(answer), rest(answer)) == (shown, folded)
    assert answer.rest_words == {0: "0 more citations", 1: "1 more citation", 2: "2 more citations"}[len(folded)]


def test_what_is_fringe_is_no_second_witness_where_there_is_another(tiny: Copy) -> None:
    tiny.edit("data/sources/ferry-guide.yml", "further-reading: yes", "standing: fringe\nstanding-why: Of fairies.")
    answer = cited(tiny, "aldermere-annals p. 1", "ferry-guide p. 2", "harrow-1931 p. 3")
    assert best(answer) == ["p. 1", "p. 3"]


def test_what_speaks_against_an_answer_is_folded_and_is_no_line(tiny: Copy) -> None:
    tiny.edit(FLOOD, "    - rain-for-a-week\n  weighing", "    - harrow-blames-the-council\n  weighing")
    answer = view(tiny).answers[1]
    assert (best(answer), rest(answer)) == (["pp. 51–53"], ["first sentence"])
    assert [(one.kind, one.number) for one in answer.lines] == [("secondary", 1)]
    assert answer.best[0].mention.judge == "Walter Harrow"


def test_claims_of_an_answer_that_have_no_place_beside_it_are_folded(tiny: Copy) -> None:
    claims = "    - rain-for-a-week\n    - bridge-lost\n    - council-swears\n    - harrow-blames-the-council\n"
    tiny.edit(FLOOD, "    - rain-for-a-week\n  weighing", f"{claims}  weighing")
    answer = view(tiny).answers[1]
    # Of the charter and the annals, both primary, the first is that of the first claim.
    assert [claim.mention.title for claim in answer.best] == [
        "A later account has a week of rain",
        "The bridge is lost",
    ]
    assert best(answer) == ["preamble", "second sentence"]
    assert rest(answer) == ["fol. 1", "third sentence", "first sentence", "pp. 51–53"]
    assert answer.rest_words == "4 more citations, 2 more claims"
    both = sorted(best(answer) + rest(answer))
    assert both == sorted(note.locator for claim in answer.claims for note in claim.notes)


def test_lines_are_told_by_the_kinds_of_their_weightiest_sources(tiny: Copy) -> None:
    first, second = view(tiny).answers
    assert [(one.kind, one.number) for one in first.lines] == [("primary", 1)]
    assert (first.witnesses, first.kinds) == ("2 sources, 1 independent line", "1 primary, 1 secondary")
    assert (first.repeats, second.repeats) == (True, False)


def test_no_question_is_near_where_the_chapter_has_no_other(tiny: Copy) -> None:
    assert view(tiny).near == ()


def test_other_questions_of_the_chapter_are_near(tiny: Copy) -> None:
    asked = """- id: who-drowned
  question: Who drowned?
  answers:
  - label: A miller
    claims: [bridge-lost]
  - label: Nobody
    claims: [rain-for-a-week]
  weighing: 'Open: nobody knows.'
"""
    tiny.write(
        FLOOD, (tiny.root / FLOOD).read_text("utf-8").replace(f"- id: {QUESTION}\n", f"{asked}- id: {QUESTION}\n")
    )
    assert [(one.link.text, one.status, one.answers) for one in view(tiny).near] == [
        ("Who drowned?", "open", "2 answers")
    ]


@pytest.fixture(scope="session")
def debated(built: dict[str, Built]) -> str:
    """Return the page of the question that has most answers of which a part is folded."""
    pages = built["real-folders"].whole().content.pages.items()
    folded = {
        path: sum(bool(answer.rest) for answer in page.view.answers)
        for path, page in pages
        if isinstance(page.view, QuestionView)
    }
    return max(folded, key=lambda path: folded[path])


def _folds(page: Page) -> Iterator[Locator]:
    yield from page.locator(".answer .rest").all()


def test_rest_of_a_question_is_folded_and_opens_without_a_script(plain: Visit, debated: str) -> None:
    page = plain.go(debated)
    folds = list(_folds(page))
    assert folds
    for fold in folds:
        expect(fold.locator("li").first).to_be_hidden()
    folds[0].locator("summary").click()
    expect(folds[0].locator("li").first).to_be_visible()


def test_question_is_printed_whole_in_one_column(plain: Visit, debated: str) -> None:
    page = plain.go(debated)
    page.set_viewport_size({"width": 660, "height": 900})  # the width of the text on paper
    page.emulate_media(media="print")
    for fold in _folds(page):
        expect(fold.locator("li").last).to_be_visible()
    places = page.locator(".given, .attested, .other, .weighed, .beyond").evaluate_all(
        "(all) => all.map((it) => it.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom])"
    )
    assert all(before[1] <= after[0] + 1 for before, after in pairwise(places))


def test_rest_of_a_question_is_printed_by_browsers_that_cannot_unfold_it_by_style(visit: Visit, debated: str) -> None:
    page = visit.go(debated)
    folds = page.locator(".answer .rest")
    assert folds.count() > 1  # the theme's script opens them
    folds.first.locator("summary").click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".answer .rest[open]").count() == folds.count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".answer .rest[open]").count() == 1  # as the reader had it
    assert visit.errors == []


@pytest.mark.parametrize("width", [320, PHONE["width"], 768, DESK["width"], 1440])
def test_question_fits_every_screen_folded_and_open(width: int, desk: Open, debated: str) -> None:
    page = desk(viewport={"width": width, "height": 900}).go(debated)
    for _ in range(2):
        size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert size[0] <= size[1]
        page.evaluate("document.querySelectorAll('.rest').forEach((it) => { it.open = true; })")


def test_witnesses_of_a_question_stand_beside_its_answer_or_below_it(desk: Open, debated: str) -> None:
    for size, beside in ((DESK, True), (PHONE, False)):
        answer = desk(viewport=size).go(debated).locator(".answer").first
        given, shown = answer.locator(".given").bounding_box(), answer.locator(".best").bounding_box()
        assert given
        assert shown
        assert (shown["x"] >= given["x"] + given["width"]) == beside
        assert (shown["y"] >= given["y"] + given["height"]) != beside


def test_folds_and_titles_of_a_question_can_be_touched(phone: Visit, debated: str) -> None:
    page = phone.go(debated)
    small = "(all) => all.filter((it) => it.checkVisibility() && it.getBoundingClientRect().height < 24).length"
    assert page.locator(".answer summary, .attested .mention a").evaluate_all(small) == 0


def test_marks_of_lines_keep_their_shapes_in_forced_colours(desk: Open, debated: str) -> None:
    page = desk(forced_colors="active").go(debated)
    filled = page.locator(".lines .kind.primary, .rest .kind.primary").first
    style = "(it) => [getComputedStyle(it, '::before')].map((drawn) => [drawn.backgroundColor, drawn.color])[0]"
    ground, ink = filled.evaluate(style)
    assert ground == ink


def test_state_of_a_question_is_one_of_the_scale(visit: Visit, debated: str) -> None:
    page = visit.go(debated)
    question = visit.site.content.reference.questions[debated.removeprefix("questions/").removesuffix(".md")].record
    scale = page.get_by_role("list", name="State of the question")
    expect(scale.get_by_role("listitem")).to_have_text(["settled", "leaning", "open"])
    expect(scale.locator("[aria-current]")).to_have_text(question.status)
    lines = page.get_by_role("list", name="Independent lines").first
    expect(lines.get_by_role("listitem").first).to_contain_text("1")
