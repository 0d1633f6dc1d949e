"""Changes as Markdown for a pull request: no text of the data can be taken for markup, a mention or a reference."""

import re
from collections.abc import Iterator, Sequence

from sourcebook.changes.change import Change, Changes, MarkedPiece, State
from sourcebook.changes.telling import NOTHING, Style, detail_lines, groups, remarks, sign, summary

LONG = 15
"""A group of more lines than this is folded up."""
_SIGN = re.compile(r"[&<>`*_\[\]\\|~^$!@#]")
_MENTION = "@#"
_WORDS = {"+": "new", "-": "gone", "~": "changed"}


def markdown(changes: Changes, before: State, after: State) -> str:
    """Return the changes as Markdown that ends with a line break."""
    return "\n".join(_blocks(changes, before, after)).strip() + "\n"


def _blocks(changes: Changes, before: State, after: State) -> Iterator[str]:
    yield from (
        "### What this change does to the reference",
        "",
        f"From {_text(before.name)} to {_text(after.name)}.",
        "",
    )
    if not changes.changes:
        yield from (NOTHING, "")
    yield from (f"- **{heading}:** {summary(members)}" for heading, members in groups(changes))
    if changes.changes:
        yield from _figures(changes)
    for heading, members in groups(changes):
        yield from _folded(heading, summary(members), [line for change in members for line in _change(change)])
    said = [_item(depth, line) for depth, line in remarks(changes, before, after, MARKDOWN_STYLE)]
    if said:
        yield from _folded("Remarks", "what is not compared, and why", said)


def _figures(changes: Changes) -> Iterator[str]:
    yield from ("", "| figure | before | after | |", "|---|--:|--:|--:|")
    for figure in changes.figures:
        difference = f"**{figure.after - figure.before:+,}**" if figure.after != figure.before else ""
        yield f"| {figure.label} | {figure.before:,} | {figure.after:,} | {difference} |"


def _folded(heading: str, said: str, lines: list[str]) -> Iterator[str]:
    # Blank lines around the list: without them the forge takes it for HTML.
    if len(lines) > LONG:
        yield from ("", f"<details><summary><b>{heading}</b>: {said}</summary>", "", *lines, "", "</details>")
    else:
        yield from ("", f"#### {heading}", "", *lines)


def _change(change: Change) -> Iterator[str]:
    name = f" <code>{_text(change.id)}</code>" if change.id else ""
    title = f" {_text(change.title)}" if change.title not in {"", change.id} else ""
    where = f" ({_text(change.where)})" if change.where else ""
    yield f"- **{_WORDS[sign(change)]}**{title}{name}{where}"
    for detail in change.details:
        yield from (_item(depth, line) for depth, line in detail_lines(detail, MARKDOWN_STYLE, 1))


def _item(depth: int, line: str) -> str:
    return f"{'  ' * depth}- {line}"


def _text(said: str) -> str:
    """Return text with every sign that Markdown, HTML or the forge could take for its own as an entity."""
    return _inside(said).strip()


def _inside(said: str) -> str:
    # The forge looks for mentions in the finished page, where an entity is a sign again; a comment parts the two.
    return _SIGN.sub(lambda sign: f"&#{ord(sign[0])};" + ("<!-- -->" if sign[0] in _MENTION else ""),
                     re.sub(r"\s+", " ", said))  # fmt: skip


def _old(pieces: Sequence[MarkedPiece]) -> str:
    return "was: " + "".join(f"<del>{_inside(said)}</del>" if went else _inside(said) for said, went in pieces)


def _new(pieces: Sequence[MarkedPiece]) -> str:
    return "is: " + "".join(f"<ins>{_inside(said)}</ins>" if came else _inside(said) for said, came in pieces)


MARKDOWN_STYLE = Style(_text, _old, _new)
