"""Changes as plain text, with marks like those of git: ``[-old-]`` and ``{+new+}``."""

from collections.abc import Iterator, Sequence

from sourcebook.changes.change import Change, Changes, MarkedPiece, State
from sourcebook.changes.telling import NOTHING, Style, detail_lines, groups, remarks, sign, summary


def text(changes: Changes, before: State, after: State) -> str:
    """Return the changes as text that ends with a line break."""
    return "\n".join(_lines(changes, before, after)) + "\n"


def _lines(changes: Changes, before: State, after: State) -> Iterator[str]:
    yield f"From {before.name} to {after.name}"
    if changes.changes:
        yield ""
        width = max(len(heading) for heading, _ in groups(changes)) + 1
        yield from (f"{f'{heading}:':{width}} {summary(members)}" for heading, members in groups(changes))
    else:
        yield NOTHING
    for heading, members in groups(changes):
        yield from ("", heading)
        for change in members:
            yield f"  {sign(change)} {_head(change)}"
            for detail in change.details:
                yield from ("  " * depth + said for depth, said in detail_lines(detail, TERMINAL_STYLE, 3))
    if changes.changes:
        yield from _figures(changes)
    said = list(remarks(changes, before, after, TERMINAL_STYLE))
    if said:
        yield ""
        yield from ("  " * depth + line for depth, line in said)


def _head(change: Change) -> str:
    quoted = f"“{change.title}”" if change.title not in {"", change.id} else ""
    title = quoted if change.id else change.title
    where = f"({change.where})" if change.where else ""
    return _line(" ".join((change.id, title, where)))


def _figures(changes: Changes) -> Iterator[str]:
    width = max(len(figure.label) for figure in changes.figures)
    yield from ("", f"{'Figures':{width + 2}}  {'before':>7}  {'after':>7}")
    for figure in changes.figures:
        difference = f"  {figure.after - figure.before:+,}" if figure.after != figure.before else ""
        yield f"  {figure.label:{width}}  {figure.before:7,}  {figure.after:7,}{difference}"


def _line(said: str) -> str:
    return " ".join(said.split())


def _old(pieces: Sequence[MarkedPiece]) -> str:
    return "- " + _line("".join(f"[-{said}-]" if went else said for said, went in pieces))


def _new(pieces: Sequence[MarkedPiece]) -> str:
    return "+ " + _line("".join(f"{{+{said}+}}" if came else said for said, came in pieces))


TERMINAL_STYLE = Style(_line, _old, _new)
