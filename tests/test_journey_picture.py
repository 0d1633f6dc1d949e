"""The journey's picture: a line for each holder, an arrow for each step, and doubt that can be seen."""

import re

from sourcebook.site.pictures.journey import Step, draw_circles, draw_journey


def step(giver: str, taker: str, month: str = "March 1287", lines: int = 2, *, rival: bool = False) -> Step:
    return Step(giver, taker, f"about {month}", month, "copy", "2 sources", lines, rival, "journey.md#step-1")


def test_each_holder_has_one_line_and_each_step_one_arrow() -> None:
    picture = draw_journey([step("Priory", "Council"), step("Council", "Harrow")], "Journey")
    assert re.findall(r'class="holder">([^<]+)<', picture) == ["Priory", "Council", "Harrow"]
    assert picture.count('class="way"') == 2


def test_holders_have_the_text_from_the_moment_they_receive_it() -> None:
    picture = draw_journey([step("Priory", "Council"), step("Council", "Harrow")], "Journey")
    held = [
        float(x) for x in re.findall(r'<line x1="([\d.]+)" x2="[\d.]+" y1="[\d.]+" y2="[\d.]+" class="held"', picture)
    ]
    assert held[0] == held[1] < held[2]


def test_weak_and_rival_steps_look_different() -> None:
    assert 'class="step weak"' in draw_journey([step("Priory", "Council", lines=1)], "Journey")
    rival = draw_journey([step("Priory", "Council", rival=True)], "Journey")
    assert 'class="step contested"' in rival
    assert 'class="ring"' in rival
    assert 'class="step"' in draw_journey([step("Priory", "Council")], "Journey")


def test_step_says_all_that_it_shows() -> None:
    picture = draw_journey([step("Priory", "Council", rival=True)], "Journey")
    assert "<title>about March 1287: Priory to Council, copy (2 sources, disputed)</title>" in picture
    assert 'href="page:journey.md#step-1"' in picture


def test_month_is_named_where_it_changes() -> None:
    picture = draw_journey([step("A", "B"), step("B", "C"), step("C", "D", "April 1287")], "Journey")
    assert re.findall(r'class="month">([^<]+)<', picture) == ["March 1287", "April 1287"]


def test_long_names_are_cut_at_a_word() -> None:
    picture = draw_journey([step("word " * 40, "Council")], "Journey")
    assert "word …</text>" in picture


def test_circles_widen_and_lead_to_their_sections() -> None:
    picture = draw_circles(
        [("Inner", "1 claim", "chapters/a.md#x"), ("Outer", "2 claims", "chapters/a.md#y")], "Circles"
    )
    radii = [float(found) for found in re.findall(r'r="([\d.]+)" class="circle"', picture)]
    assert radii == sorted(radii, reverse=True)  # the widest first, so that the others lie upon it
    assert "<title>2. Outer, 2 claims</title>" in picture
