"""Registration: what is written to ``data/texts`` and what the terminal shows."""

import pytest
import yaml

from sourcebook.records.sources import RegisteredText
from sourcebook.texts.fingerprint import Fingerprint
from sourcebook.texts.registeredtexts import registered_text, registration

KITES = "On kites\n\nThe boy held the line. The kite climbed over the harbour wall. Then the wind fell away."


def loaded(text: str) -> RegisteredText:
    return RegisteredText.model_validate(yaml.load(text, yaml.BaseLoader))


def with_gists(text: RegisteredText, **gists: str) -> RegisteredText:
    passages = [passage.model_copy(update={"gist": gists.get(passage.id)}) for passage in text.passages]
    return text.model_copy(update={"passages": tuple(passages)})


def test_what_is_written_proves_quotations() -> None:
    text = loaded(registered_text("kites", KITES, None, None))
    assert (text.source, text.unit) == ("kites", "sentence")
    assert [(passage.id, passage.words, passage.gist) for passage in text.passages] == [
        ("s1", 5, None), ("s2", 7, None), ("s3", 5, None),
    ]  # fmt: skip
    assert Fingerprint(text).find("climbed over the harbour").passages == ("s2",)


def test_what_is_written_is_the_same_each_time_and_opens_with_a_short_comment() -> None:
    written = registered_text("kites", KITES, None, None)
    assert written == registered_text("kites", KITES, None, None)
    comment = [line for line in written.splitlines() if line.startswith("#")]
    assert 1 <= len(comment) <= 4
    assert written.splitlines()[: len(comment)] == comment
    assert "python -m sourcebook register" in comment[0]
    assert written.endswith("\n")


def test_no_words_of_the_text_are_written() -> None:
    body = registered_text("source-id", KITES, None, None).partition("\nsource:")[2]
    assert not any(word in body for word in ("harbour", "climbed", "kites", "wind fell"))


def test_other_sources_have_other_windows() -> None:
    one, other = (loaded(registered_text(source, KITES, None, None)) for source in ("kites", "other"))
    assert all(a.windows != b.windows for a, b in zip(one.passages, other.passages, strict=True))


def test_gists_stay_with_unchanged_passages() -> None:
    gists = {"s1": "held", "s2": "climbs over the wall", "s3": "no wind: it falls"}
    previous = with_gists(loaded(registered_text("kites", KITES, None, None)), **gists)
    assert loaded(registered_text("kites", KITES, None, previous)) == previous
    changed = "A first sentence came in. " + KITES.partition("\n\n")[2].replace("over the harbour", "above the harbour")
    again = loaded(registered_text("kites", changed, None, previous))
    assert [passage.gist for passage in again.passages] == [None, "held", None, "no wind: it falls"]


def test_unit_can_be_chosen() -> None:
    assert [passage.id for passage in loaded(registered_text("kites", KITES, "paragraph", None)).passages] == [
        "p1",
        "p2",
    ]
    with pytest.raises(ValueError, match="unit must be"):
        registered_text("kites", KITES, "line", None)


@pytest.mark.parametrize("text", ["", "\n\n", "* * *"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="text must contain words"):
        registered_text("kites", text, None, None)


def test_preview_shows_the_split() -> None:
    long = KITES + " When it\x1b rose again the whole crew of the boat began to cheer."
    assert list(registration("kites", long).lines()) == [
        "headings before the first sentence, set aside: 1 (On kites)",
        "4 sentences, 30 words",
        "   s1      5  The boy held the line.",
        "   s2      7  The kite climbed over the harbour wall.",
        "   s3      5  Then the wind fell away.",
        "   s4     13  When it rose again the whole crew of …",
    ]
