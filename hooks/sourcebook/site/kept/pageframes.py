"""Finished pages cut into the article and what stands around it, so that a new article can be put in its place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from html import escape
from typing import NamedTuple

from sourcebook.site.articles.article import Article, PlacedArticle
from sourcebook.site.kept.keptsite import KeptPage, Span
from sourcebook.site.page import Page
from sourcebook.site.render import front_matter
from sourcebook.words.ids import digest_of
from sourcebook.words.typography import typeset


class Finished(NamedTuple):
    """A page as it is published: its ``file`` and its text; ``markdown`` is HTML of what was written by hand on it."""

    file: str
    output: str
    markdown: str = ""


def cut_page(page: Page, article: Article, placed: PlacedArticle, finished: Finished) -> KeptPage | None:
    """Return where the parts of a finished page stand; ``None`` where its article does not stand in it just once."""
    output = finished.output
    start = output.find(placed.html)
    end = start + len(placed.html)
    if not placed.html or start < 0 or output.find(placed.html, start + 1) >= 0:
        return None
    around = output[:start] + "\0" * (end - start) + output[end:]
    spans, fixed = _spans(around, _texts(page, article))
    return KeptPage(
        file=finished.file,
        made_of="",
        frame_of=_frame_of(page, article, placed, fixed),
        spans={"article": (start, end), **spans},
        fixed=fixed,
        markdown=finished.markdown if article.is_framed else None,
    )


def filled(kept: KeptPage, output: str, page: Page, article: Article, placed: PlacedArticle) -> str | None:
    """Return a finished page with a new article; ``None`` where what stands around it may change as well."""
    if kept.frame_of != _frame_of(page, article, placed, kept.fixed):
        return None
    texts = {"article": placed.html, **{name: words for name, (_, words, _) in _texts(page, article).items()}}
    return _exchanged(output, ((span, texts[name]) for name, span in kept.spans.items()))


def _texts(page: Page, article: Article) -> dict[str, tuple[str, str, str]]:
    """Return the texts around an article that are exchanged with it, each with what stands before and behind it."""
    texts = {}
    if not article.is_framed:
        texts["description"] = 'content="', escape(typeset(page.description), quote=True), '"'
    if page.place:
        texts["edit"] = "/", escape(f"{page.place[0]}#L{page.place[1]}", quote=True), '"'
    return texts


def _spans(around: str, texts: Mapping[str, tuple[str, str, str]]) -> tuple[dict[str, Span], tuple[str, ...]]:
    """Return where each text stands, and the names of those that stand there in more than one way."""
    spans: dict[str, Span] = {}
    fixed = []
    for name, (before, text, behind) in texts.items():
        place = around.find(before + text + behind) + len(before)
        if around.count(text) == 1 and place >= len(before):
            spans[name] = place, place + len(text)
        elif text in around:
            fixed.append(name)
    return spans, tuple(fixed)


def _frame_of(page: Page, article: Article, placed: PlacedArticle, fixed: Iterable[str]) -> str:
    """Return a digest of all by which a page tells what stands around its article, but for what is exchanged."""
    texts = _texts(page, article)
    source = article.source if article.is_framed else front_matter(replace(page, description=""))
    told = [texts[name][1] if name in texts else "" for name in fixed]
    return digest_of(repr((source, [*texts], told, page.parent, placed.headings, "<h1" in placed.html)))


def _exchanged(text: str, parts: Iterable[tuple[Span, str]]) -> str:
    for (start, end), new in sorted(parts, reverse=True):
        text = text[:start] + new + text[end:]
    return text
