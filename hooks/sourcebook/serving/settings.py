"""What the settings of a host say: its navigation, the address of its forge, and files that must be there."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from posixpath import normpath
from typing import Any, NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from sourcebook.files.encoding import place, read_text
from sourcebook.files.problems import Problem

_HINT = "it is sought below docs/ and in the theme"


def listed_pages(navigation: Any) -> list[str]:
    """Return the paths that a navigation of lists, titles and paths names, in its order."""
    if isinstance(navigation, str):
        return [navigation]
    items = navigation.values() if isinstance(navigation, dict) else navigation or ()
    return [path for item in items for path in listed_pages(item)]


def edit_base(forge: str | None, folder: str | None) -> str:
    """Return the address at a forge below which all files are edited; ``folder`` is where it edits those of docs/."""
    return urljoin(urljoin(forge.rstrip("/") + "/", folder), "../") if forge and folder else ""


def missing_files(settings: Path, named: Iterable[tuple[str, str]], exists: Callable[[str], bool]) -> list[Problem]:
    """Return a problem for each file that the settings name and that is not there: hosts say nothing of it.

    ``named`` are pairs of a setting and the file it names, such as ``("extra_css", "assets/own.css")``; addresses of
    other hosts are passed over. ``exists`` says whether the site has a file of this path.
    """
    text = read_text(settings, settings.name)[0]
    settings_of = {path: setting for setting, path in reversed([*named])}
    return [
        # What a variable of the environment names stands nowhere in the settings.
        Problem(
            settings.name,
            *place(text, max(text.find(path), 0)),
            f"{setting} must name a file: {path!r}",
            _HINT,
            "settings-name-files",
        )
        for path, setting in reversed(settings_of.items())
        if not urlsplit(path).netloc and not exists(normpath(unquote(urlsplit(path).path)))
    ]


class HeadingSettings(NamedTuple):
    """What Markdown's settings say of headings: the sign behind each that links to it, and the levels of contents."""

    sign: str
    levels: range


def heading_settings(extensions: Mapping[str, Mapping[str, Any]]) -> HeadingSettings:
    """Return the settings of Markdown's extension ``toc``, which hold for generated pages as well."""
    toc = extensions.get("toc") or {}
    sign = str(toc.get("permalink") or "")
    sign = {"true": "¶", "false": ""}.get(sign.lower(), sign)
    first, _, last = str(toc.get("toc_depth", 6)).rpartition("-")
    return HeadingSettings(sign, range(int(first or 1), int(last) + 1))
