"""What `mkdocs serve` puts on every page while something must be mended. Pages on disk never hold it."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from sourcebook.serving.buildmessages import BuildMessage
from sourcebook.words.counting import count

MOST_SHOWN = 20
"""How many messages are shown; the terminal lists all."""

STALE = "This is the last good site. It is renewed as soon as this is mended."
NOTHING_YET = "There is no good site to show yet. It appears as soon as this is mended."
CURRENT = "The site shows your edits, but this is still to be done."

_BODY = re.compile(rb"<body\b[^>]*>")
# Colours have a contrast of at least 7 to 1 on both grounds. The theme's switch is followed where there is one.
_DARK = "--ground: #3a1d17; --ink: #fbe9e4; --rule: #eb9a84"
_STYLE = f"""
.sb-problems {{ --ground: #fbe9e4; --ink: #2b1410; --rule: #8b2a1d; position: fixed; inset: auto 0 0; z-index: 99;
  box-sizing: border-box; max-height: 45vh; overflow: auto; margin: 0; padding: .5rem max(1rem, 4vw);
  border-top: 4px solid var(--rule); background: var(--ground); color: var(--ink);
  font: 16px/1.45 system-ui, sans-serif; overflow-wrap: anywhere; white-space: pre-line; text-align: start; }}
[data-md-color-scheme=slate] .sb-problems {{ {_DARK} }}
@media (prefers-color-scheme: dark) {{ body:not([data-md-color-scheme]) .sb-problems {{ {_DARK} }} }}
.sb-problems * {{ font-size: inherit; color: inherit; }}
.sb-problems summary {{ cursor: pointer; display: list-item; outline-offset: 2px; }}
.sb-problems ol {{ margin: .5rem 0; padding-inline-start: 1.8rem; }}
.sb-problems li {{ margin: 0 0 .4rem; white-space: pre-line; }}
.sb-problems code {{ font: 600 .9em ui-monospace, monospace; background: none; padding: 0; }}
.sb-problems i {{ display: block; }}
body:has(> .sb-problems > [open]) {{ padding-bottom: 45vh; }}
@media print {{ .sb-problems {{ display: none; }} }}
""".replace("\n", " ")
_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>body {{ font: 18px/1.5 system-ui, sans-serif; margin: 0; padding: 1rem; }}
html body > .sb-problems {{ position: static; max-height: none; margin: -1rem -1rem 2rem; }}
html body:has(> .sb-problems > [open]) {{ padding-bottom: 1rem; }}</style>
</head>
<body>
<h1>{title}</h1>
<p>No page can be shown before the data are mended. The terminal lists what is wrong with them.</p>
</body>
</html>
"""


@dataclass(frozen=True)
class Notice:
    """What is to be mended, and what the pages show meanwhile: ``STALE``, ``NOTHING_YET`` or ``CURRENT``."""

    state: str
    messages: Sequence[BuildMessage] = ()

    def __str__(self) -> str:
        """Return all of it as text for the terminal."""
        return "\n".join([*map(str, self.messages), self._count, self.state])

    @property
    def _count(self) -> str:
        return f"{count(len(self.messages), 'problem')}."

    def banner(self) -> str:
        """Return the banner as HTML, or nothing where all is well."""
        if not self.messages:
            return ""
        items = "".join(f"<li>{_item(entry)}</li>" for entry in self.messages[:MOST_SHOWN])
        more = len(self.messages) - MOST_SHOWN
        return (
            f'<section class="sb-problems" role="alert"><style>{_STYLE}</style>'
            f"<details open><summary><strong>{self._count}</strong> {self.state}</summary>"
            f'<ol tabindex="0" aria-label="Problems">{items}</ol>'
            f"{f'<p>And {more} more; the terminal lists all.</p>' if more > 0 else ''}</details></section>"
        )


def _item(message: BuildMessage) -> str:
    if isinstance(message, str):
        return html.escape(message)
    hint = f"<i>{html.escape(message.hint)}</i>" if message.hint else ""
    place = f"{html.escape(message.path)}:{message.line}:{message.column}"
    return f"<code>{place}</code> {html.escape(message.message)}{hint}"


def with_banner(page: bytes, banner: str) -> bytes:
    """Return an HTML page with the banner first in its body."""
    body = _BODY.search(page)
    place = body.end() if body else 0
    return page[:place] + banner.encode("utf-8") + page[place:]


def empty_page(title: str) -> str:
    """Return the page that stands below the banner when there is no site yet. It needs no other file."""
    return _PAGE.format(title=html.escape(title))
