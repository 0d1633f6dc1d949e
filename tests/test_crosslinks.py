"""Names in a claim's text become links: once, by the longest name, and never inside quotations or titles."""

from unicodedata import normalize

import pytest

from sourcebook.site.build import build
from sourcebook.site.mentions import Crosslinks, neighbours
from support import Copy

MILLER = "people/edith-miller.md"
TOWN = "places/aldermere.md"


@pytest.fixture
def linked(tiny: Copy):
    def segments(text: str, **fields):
        claim = next(iter(tiny.reference.claims.values())).record
        changed = claim.model_copy(update={"text": text, "people": (), "by": (), **fields})
        return [piece for piece in Crosslinks(tiny.reference).pieces(changed) if piece[1]]

    return segments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Edith Miller came to Aldermere.", [("Edith Miller", MILLER), ("Aldermere", TOWN)]),
        ("Edith Miller's mill; Edith Miller's barn.", [("Edith Miller", MILLER)]),  # once
        ("Aldermeres and xAldermere", []),  # whole words only
        ("He called it “Aldermere”.", []),  # not inside quotations
        ('He called it "Aldermere".', []),
        ("In *Tales of Aldermere* it is told.", []),  # not inside titles
        ("Aldermere*s* and 2*Aldermere", []),  # where an asterisk would mean something else than in the whole text
        ("“Elsewhere” is not Aldermere.", [("Aldermere", TOWN)]),
        ("nothing at all", []),
    ],
)
def test_names_are_linked(linked, text: str, expected: list[tuple[str, str]]) -> None:
    assert linked(text) == expected


def test_family_name_is_linked_where_the_claim_names_the_person(linked) -> None:
    assert linked("Miller came.", people=("Edith Miller",)) == [("Miller", MILLER)]
    assert linked("Miller came.") == []


def test_pieces_make_the_whole_text(tiny: Copy) -> None:
    links = Crosslinks(tiny.reference)
    for located in tiny.reference.claims.values():
        assert "".join(text for text, _ in links.pieces(located.record)) == located.record.text


def test_neighbours_have_something_in_common(tiny: Copy) -> None:
    near = neighbours(tiny.reference)
    assert set(near) == set(tiny.reference.chapters)
    for chapter, others in near.items():
        assert all(other != chapter and people + questions > 0 for other, people, questions in others)


@pytest.mark.parametrize(("register", "claim"), [("NFC", "NFD"), ("NFD", "NFC")])
def test_a_name_is_the_same_however_its_accents_are_put_together(register: str, claim: str, tiny: Copy) -> None:
    name = "Édith Miller"
    tiny.edit("data/people.yml", "name: Edith Miller", f"name: {normalize(register, name)}")
    for file in sorted((tiny.root / "data").rglob("*.yml")):
        text = file.read_text("utf-8")
        file.write_text(text.replace("Edith Miller", normalize(claim, name)), "utf-8")
    assert tiny.messages() == []
    page = build(tiny.root / "data", tiny.root / "docs").texts["people/edith-miller.md"]
    assert f'<h1 id="edith-miller">{normalize(register, name)}</h1>' in page  # as it was written
    assert "bridge-lost" in page
