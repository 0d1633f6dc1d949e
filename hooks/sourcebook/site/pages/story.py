"""The page of the story: running text of which each sentence leads to its claims."""

from collections.abc import Iterator
from dataclasses import dataclass

from sourcebook.records.overviews.told import Episode, Story
from sourcebook.reference.addresses import STORY, address
from sourcebook.site.details import FurtherDetail
from sourcebook.site.display import Display
from sourcebook.site.page import Page, PageLink
from sourcebook.site.pages.sentences import SentenceView, sentence_views
from sourcebook.words.counting import count

WORDS_A_MINUTE = 220
"""So many words of running text are read in a minute."""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph; ``figures`` says how many claims bear it."""

    sentences: tuple[SentenceView, ...]
    figures: str
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """A part of the story."""

    id: str
    title: str
    path: str
    paragraphs: tuple[ParagraphView, ...]
    details: tuple[FurtherDetail, ...]


@dataclass(frozen=True, slots=True)
class StoryView:
    """What the page of the story shows; ``figures`` says how long it is."""

    figures: str
    parts: tuple[EpisodeView, ...]
    details: tuple[FurtherDetail, ...]

    @property
    def links(self) -> tuple[PageLink, ...]:
        """The links to its parts."""
        return tuple(PageLink(part.title, part.path) for part in self.parts)


def story(display: Display) -> Iterator[Page]:
    """Yield the page of the story, where the data tell one."""
    located = display.reference.story
    if located is None or not display.wants(STORY):
        return
    told = located.record
    view = StoryView(_length(told), tuple(episode_views(display, told)), display.details(told))
    about = "The whole as running text, in which each sentence leads to its claims."
    yield Page(STORY, told.title, about, "story", view, (located.file.path, 1))


def episode_views(display: Display, told: Story) -> Iterator[EpisodeView]:
    """Yield the parts of the story; sentences are numbered through it."""
    number = 1
    for part in told.parts:
        paragraphs = []
        for paragraph in part.paragraphs:
            sentences = sentence_views(display, paragraph.sentences, number)
            claims = {name for sentence in paragraph.sentences for name in sentence.claims}
            paragraphs.append(ParagraphView(sentences, count(len(claims), "claim"), display.details(paragraph)))
            number += len(sentences)
        path = address(display.reference, "episode", part.id)
        yield EpisodeView(part.id, part.title, path, tuple(paragraphs), display.details(part))


def _length(told: Story) -> str:
    words = sum(map(word_count, told.parts))
    minutes = max(1, round(words / WORDS_A_MINUTE))
    return f"{minutes} {'minute’s' if minutes == 1 else 'minutes’'} reading, {count(words, 'word')}"


def word_count(part: Episode) -> int:
    """Return how many words a part of the story has."""
    return sum(len(one.text.split()) for paragraph in part.paragraphs for one in paragraph.sentences)
