"""What the engine's theme adds to its host's: files made once that all pages share, and what these need."""

import json
import re
from collections.abc import Iterable
from fnmatch import filter as matching
from pathlib import Path

LOGO = "assets/sourcebook.svg"
FRAME_TEMPLATES = ("assets/frame.css", "assets/frame.js")
"""What all pages share, made once for a site."""
PARTS = ("assets/pictures.css", "assets/sourcebook.css", "assets/sourcebook.js")
"""Files of our theme of which those are made: nobody asks for them by themselves."""
_CONSTANT = re.compile(r"^  const [A-Z]+ = (\".*\");$", re.MULTILINE)
_FILES = {
    "style": "assets/stylesheets/main.*.min.css",
    "palette": "assets/stylesheets/palette.*.min.css",
    "script": "assets/javascripts/bundle.*.min.js",
    "search": "assets/javascripts/workers/search.*.min.js",
}
"""Files of Material that our templates name. The names change with each of its releases."""


def frame_templates(folders: Iterable[str]) -> set[str]:
    """Return the templates of what all pages share, if one of the theme's folders has them; none in another theme."""
    return {name for name in FRAME_TEMPLATES for folder in folders if (Path(folder) / name).is_file()}


def shared_html(template: str, text: str) -> str:
    """Return the HTML that a page gets from what all pages share: of a script, the texts of its constants."""
    if not template.endswith(".js"):
        return text if template.endswith((".html", ".xml")) else ""
    return "\n".join(json.loads(constant) for constant in _CONSTANT.findall(text))


def theme_files(paths: Iterable[str]) -> dict[str, str]:
    """Return those of a site's files that our templates name: their short names → their paths."""
    there = [*paths]
    return {name: next(iter(matching(there, pattern)), "") for name, pattern in _FILES.items()}
