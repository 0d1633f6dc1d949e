"""Which pages there are and what they are called."""

from sourcebook.pages import plan
from sourcebook.render import Renderer
from support import Copy


def test_pages_of_the_same_title_are_told_apart(tiny: Copy) -> None:
    tiny.edit("data/people.yml", "name: Edith Miller", "name: The flood")
    tiny.edit("data/places.yml", "name: Aldermere", "name: The flood")
    pages = {page.path: page for page in plan(tiny.reference)}
    assert pages["chapters/flood.md"].unique_title == ""
    assert pages["people/edith-miller.md"].unique_title == "The flood (person)"
    assert pages["places/aldermere.md"].unique_title == "The flood (place)"
    text = Renderer().page(pages["places/aldermere.md"])
    assert 'title: "The flood (place)"' in text
    assert "\n# The flood\n" in text


def test_third_page_of_a_kind_with_the_same_title_is_told_apart_by_its_id(tiny: Copy) -> None:
    tiny.edit("data/people.yml", "name: Edith Miller", "name: The flood")
    tiny.edit("data/people.yml", "name: Walter Harrow", "name: The flood")
    titles = {page.path: page.unique_title for page in plan(tiny.reference)}
    assert titles["people/walter-harrow.md"] == "The flood (person)"
    assert titles["people/edith-miller.md"] == "The flood (edith-miller)"
