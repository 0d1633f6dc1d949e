"""Where to mend a link of a finished page: few stand in a file of editors as readers have them."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from sourcebook.files.encoding import place, read_text
from sourcebook.reference.addresses import address, linked_record, stem
from sourcebook.reference.links import Located
from sourcebook.site.build import Site
from sourcebook.site.links.deadlinks import DeadLink, Target
from sourcebook.words.markdown import links


@dataclass(frozen=True)
class Published:
    """A site as a host published it below ``folder`` and for the address ``url``.

    ``sources`` are the paths of pages and other files by those of the files that were made of them; ``settings`` is the
    file of the host's settings, ``theme`` the folder of the site's own templates.
    """

    site: Site
    folder: Path
    url: str
    sources: Mapping[str, str]
    docs: Path
    settings: Path
    theme: Path | None = None


class Origin(NamedTuple):
    """A place in a file, and how a link is written there."""

    path: str
    line: int
    column: int
    written: str


class LinkOrigins:
    """Finds the places from which the links of a published site come."""

    def __init__(self, published: Published) -> None:
        self._published = published
        self._site = published.site
        self._made = {source: file for file, source in published.sources.items()}

    def of(self, link: DeadLink) -> Origin | None:
        """Return the place to mend: in Markdown, data, settings or a template, or that of the record meant.

        It is ``None`` where a link is made of none of these.
        """
        return self._in_markdown(link) or self._in_data(link) or self._in_frame(link) or self._of_record(link)

    def of_page(self, link: DeadLink) -> Origin:
        """Return the place of what the page with the link is made of."""
        source = self._published.sources.get(link.page, link.page)
        page = self._site.pages.get(source)
        theme = self._published.theme
        if page and page.place:
            path, line = page.place
        elif (self._published.docs / source).is_file():
            path, line = self._shown(self._published.docs / source), 1
        else:
            path, line = self._shown(theme / source) if theme and (theme / source).is_file() else source, 1
        return Origin(path, line, 1, link.target.address)

    def meant(self, source: str, written: str) -> Target:
        """Return where a link leads that is written so in the Markdown of the page at the path ``source``."""
        record = linked_record(self._site.reference, written)
        path, _, anchor = (record[0] if record else written).partition("#")
        if not record:
            path = path.partition("?")[0]
            path = posixpath.normpath(posixpath.join(posixpath.dirname(source), unquote(path))) if path else source
        return Target(self._made.get(path, path), unquote(anchor))

    def _in_markdown(self, link: DeadLink) -> Origin | None:
        source = self._published.sources.get(link.page, "")
        file = self._published.docs / source
        if stem(source) == source or not file.is_file():
            return None
        text = read_text(file, source)[0]
        for found in links(text):
            if found.target == link.address or self.meant(source, found.target) == link.target:
                of_place = link.places is not None and found.fragment != ""
                start = found.end - len(found.fragment) if of_place else found.start
                return Origin(self._shown(file), *place(text, start), found.target)
        return None

    def _in_data(self, link: DeadLink) -> Origin | None:
        if not link.address.startswith("http"):  # the data hold no other addresses
            return None
        texts = ((file.path, file.text) for file in self._site.reference.files)
        return next(_written(link.address, texts), None)

    def _in_frame(self, link: DeadLink) -> Origin | None:
        """Look for the link in the settings, and in the site's own templates."""
        forms = (link.address, link.target.address)
        return next((at for words in forms for at in _written(words, self._frame)), None)

    @cached_property
    def _frame(self) -> list[tuple[str, str]]:
        files = [self._published.settings]
        if self._published.theme:
            files += sorted(self._published.theme.rglob("*.html"))
        return [(self._shown(file), read_text(file, file.name)[0]) for file in files]

    def _of_record(self, link: DeadLink) -> Origin | None:
        # Where the page is missing, its records are not what is to be mended.
        target = link.target._replace(place="") if link.places is None else link.target
        located = self._records.get(target)
        if located is None:
            return None
        at = located.problem(("id",), "")
        return Origin(at.path, at.line, at.column, target.address)

    @cached_property
    def _records(self) -> dict[Target, Located[Any]]:
        reference = self._site.reference
        found = {}
        for kind, located in reference.identified():
            if reference.catalogue[kind].page:
                path, _, anchor = address(reference, kind, located.record.id).partition("#")
                found[Target(self._made.get(path, ""), anchor)] = located
        return found

    def _shown(self, file: Path) -> str:
        top = self._published.settings.parent
        return file.relative_to(top).as_posix() if file.is_relative_to(top) else str(file)


def _written(words: str, texts: Iterable[tuple[str, str]]) -> Iterator[Origin]:
    """Yield the first place in each of the texts, given with their paths, where an address is written."""
    if not re.search(r"\w", words):
        return
    # What could be a word of a sentence is an address only in quotes.
    before, after = (r"(?<![\w/.#-])", r"(?![\w/.#-])") if re.search("[/.#]", words) else ("(?<=[\"'])", "(?=[\"'])")
    form = re.compile(f"{before}{re.escape(words)}{after}")
    for path, text in texts:
        if match := form.search(text):
            yield Origin(path, *place(text, match.start()), words)
