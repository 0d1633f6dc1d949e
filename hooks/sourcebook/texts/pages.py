"""What a copy has of the pages it was made from, and no text: running heads, page numbers, page marks.

Whatever is done to a text here or in ``reading`` is told as a ``Treatment``.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from sourcebook.texts.passages import is_last_line

MOST_EXAMPLES = 6
"""Examples of each treatment that are shown."""
OPENERS, CLOSERS = r"\[\uff3b\u3014\u3010", r"\]\uff3d\u3015\u3011"
"""Square brackets of the scripts, for a class in an expression."""
_PAGE = r"(?:pages?|pp?|seiten?|s|стр|\u0441|str|стор|oldal)\.?"
_PAGE_MARKS = re.compile(
    rf"[{OPENERS}{{|]\s*(?:{_PAGE}\s*\d+(?:\s*[-–]\s*\d+)?|第\s*\d+\s*[页頁]|\d+\s*oldal)\s*[{CLOSERS}}}|]",
    re.IGNORECASE,
)
_ROUND_PAGE_MARKS = re.compile(rf"\(\s*{_PAGE}\s*(\d+)\s*\)", re.IGNORECASE)
_PAGE_LINE = re.compile(rf"\W*(?:{_PAGE}\s*)?\d+(?:\s*(?:/|of|из|von)\s*\d+)?\W*|第\s*\d+\s*[页頁]", re.IGNORECASE)
_NAMED_PAGE_LINE = re.compile(rf"\s*(?:{_PAGE}\s*\d+|[-–—]\s*\d+\s*[-–—]|第\s*\d+\s*[页頁])\s*", re.IGNORECASE)
_LEAST_HEADS = 3
"""A line that differs in its number only is a running head if it comes so often."""
_LONGEST_HEAD = 80


@dataclass(frozen=True, slots=True)
class Treatment:
    """What was done to a text: in words, how often, and examples that differ."""

    words: str
    number: int
    examples: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return it as a line for the terminal."""
        told = "; ".join(self.examples[:MOST_EXAMPLES])
        more = " …" if len(self.examples) > MOST_EXAMPLES else ""
        return f"{self.words}: {self.number:,}" + (f" ({told}{more})" if told else "")


def tell(changes: list[Treatment], words: str, found: Iterable[str]) -> None:
    """Add a treatment, if there is any, with its examples that differ."""
    listed = list(found)
    if listed:
        shown = dict.fromkeys(" ".join(one.split()) for one in listed)
        changes.append(Treatment(words, len(listed), tuple(shown)))


def without_running_heads(text: str, changes: list[Treatment]) -> str:
    """Set aside what is printed on each page; a page ends with a form feed, or its head has its number."""
    pages = [page.split("\n") for page in text.split("\f")]
    aside: list[str] = []
    if len(pages) > 1:
        heads = Counter(_pattern(line) for page in pages for line in set(_edges(page)))
        for page in pages:
            _trim(page, lambda line: heads[_pattern(line)] > 1 or bool(_PAGE_LINE.fullmatch(line.strip())), aside)
        changes.append(Treatment("form feeds taken for line ends", len(pages) - 1))
    lines = _joined_pages(pages)
    numbered: dict[str, list[int]] = {}
    for line in lines:
        if 0 < len(line.strip()) <= _LONGEST_HEAD and (number := re.search(r"\d+", line)):
            numbered.setdefault(_pattern(line), []).append(int(number[0]))
    heads_with_numbers = {
        pattern for pattern, numbers in numbered.items()
        if pattern.strip("# ") and len(numbers) >= _LEAST_HEADS and _count_on(numbers)
    }  # fmt: skip
    kept = []
    for line in lines:
        is_head = _pattern(line) in heads_with_numbers and bool(re.match(r"\s*\d|.*\d\s*$", line))
        if is_head or _NAMED_PAGE_LINE.fullmatch(line):
            aside.append(line)
        else:
            kept.append(line)
    tell(changes, "running heads and page numbers set aside", aside)
    tell(changes, "lines of a number alone, kept", (line for line in kept if line.strip().isdecimal()))
    return "\n".join(kept)


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split())).casefold()


def _count_on(numbers: list[int]) -> bool:
    return all(1 <= after - before <= 2 for before, after in pairwise(numbers))


def _edges(page: list[str]) -> Iterator[str]:
    """Yield the first and the last two lines of a page that are not blank."""
    full = [line for line in page if line.strip()]
    if len(full) > 1:
        yield from (*full[:2], *full[-2:])


def _trim(page: list[str], is_head: Callable[[str], bool], aside: list[str]) -> None:
    """Take heads and feet off a page."""
    for end in (0, -1):
        for _ in range(2):
            while page and not page[end].strip():
                page.pop(end)
            if not page or not is_head(page[end]):
                break
            aside.append(page.pop(end))


def _joined_pages(pages: list[list[str]]) -> list[str]:
    """Return the lines of all pages; a paragraph goes on over the page where its sentence does."""
    lines = list(pages[0])
    blank = any(not line.strip() for line in lines)
    for page in pages[1:]:
        if blank and lines and is_last_line(lines[-1]):
            lines.append("")
        lines += page
        blank = blank or any(not line.strip() for line in page)
    return lines


def without_page_marks(text: str, changes: list[Treatment]) -> str:
    """Set aside marks of pages in brackets; in round ones only where they count on, since notes refer to pages so."""
    aside = _PAGE_MARKS.findall(text)
    text = _PAGE_MARKS.sub(" ", text)
    numbers = [int(found[1]) for found in _ROUND_PAGE_MARKS.finditer(text)]
    if len(numbers) > 1 and all(after - before == 1 for before, after in pairwise(numbers)):
        aside += (found[0] for found in _ROUND_PAGE_MARKS.finditer(text))
        text = _ROUND_PAGE_MARKS.sub(" ", text)
    tell(changes, "page marks set aside", aside)
    return text
