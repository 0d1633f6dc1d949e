"""A site made anew of the one before: only what an edit of the data changes is made.

Nothing is guessed. Where more may change than articles, the description of a page and its link for editors, or where
anything is wrong, there is no renewal: the host builds the whole site, and says what must be mended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sourcebook.files.yamlfile import without_garbage_collection
from sourcebook.reference.addresses import address, page_of
from sourcebook.reference.kept.keptfiles import KeptFiles
from sourcebook.rules.handwritten import problems_of
from sourcebook.site.build import PageIds, check, handwritten_page
from sourcebook.site.kept.hostsettings import HostSettings
from sourcebook.site.kept.keeping import digest_of_ids, linked_places, linked_records
from sourcebook.site.kept.keptsite import KeptPage, KeptSite
from sourcebook.site.kept.pageframes import Finished, cut_page, filled
from sourcebook.site.links.deadlinks import dead_links
from sourcebook.site.links.finishedpages import FinishedPages
from sourcebook.site.page import Page
from sourcebook.site.pages import data_files, plan
from sourcebook.site.render import Renderer, data_file
from sourcebook.site.search.entries import Frame
from sourcebook.site.search.frames import FrameSection, frame_sections
from sourcebook.site.search.index import INDEX, documents, index_with
from sourcebook.words.ids import digest_of


class MoreThanArticles(Exception):
    """The site cannot be renewed by its articles alone; the words say what keeps it from that."""


@dataclass(frozen=True)
class Renewal:
    """What differs from the last site: ``files`` by their paths, and what is kept of the new one."""

    files: Mapping[str, bytes]
    kept: KeptSite


def renewed(kept: KeptSite, root: Path, folder: Path, known: KeptFiles) -> Renewal:
    """Return what differs where the site in ``folder``, of which ``kept`` tells, is made of the data as they are now.

    Raises ``MoreThanArticles`` where that takes a whole build, or the data have problems.
    """
    with without_garbage_collection():
        return _Renewing(kept, root, folder, known).renewal()


class _Renewing:
    def __init__(self, kept: KeptSite, root: Path, folder: Path, known: KeptFiles) -> None:
        self._kept = kept
        self._folder = folder
        self._settings = HostSettings.of_mapping(kept.settings)
        self._docs = root / self._settings.docs
        self._site = check(root / "data", kept=known)
        self._pages = dict(kept.pages)
        self._texts: dict[str, str] = {}
        """Finished pages that differ, by the paths of their files."""
        self._places = dict(kept.places)
        self._linked = kept.linked
        self._frames = {path: _frame(**frame) for path, frame in kept.frames.items()}
        settings = self._settings
        self._renderer = Renderer(settings.edit_base, folders=settings.folders, sign=settings.sign)

    def renewal(self) -> Renewal:
        self._look_at_data()
        self._make_pages()
        self._look_at_links()
        files = {path: text.encode("utf-8", errors="xmlcharrefreplace") for path, text in self._texts.items()}
        made = data_files(self._site.reference).items()
        files |= self._different((path, data_file(content)) for path, content in made)
        search = self._search()
        if self._kept.index is not None:
            index = index_with(self._kept.index, search, folders=self._settings.folders)
            files |= self._different([(INDEX, index)])
        return Renewal(files, self._kept_now(files, search))

    def _look_at_data(self) -> None:
        site, kept = self._site, self._kept
        if site.problems:
            raise MoreThanArticles("the data have problems")
        planned = plan(site.reference)
        if [page.path for page in planned] != [*kept.pages]:
            raise MoreThanArticles("there are other pages")
        site.pages = {page.path: page for page in planned}
        if linked_records(kept.linked_by_hand, site.reference) != kept.linked_by_hand:
            raise MoreThanArticles("a page that is written by hand names a record that has changed")
        if digest_of_ids(site.reference) != kept.ids:
            ids = PageIds(site.reference, self._docs)
            if problems_of(self._docs, site.reference, ids.of):
                raise MoreThanArticles("pages that are written by hand have problems")

    def _make_pages(self) -> None:
        for path, page in self._site.pages.items():
            handwritten = handwritten_page(self._docs, path, self._site.reference)
            now = self._renderer.made_of(page, handwritten)
            if now != self._pages[path].made_of:
                self._pages[path] = replace(self._make(path, page, handwritten), made_of=now)

    def _make(self, path: str, page: Page, handwritten: str | None) -> KeptPage:
        old = self._pages[path]
        article = self._renderer.page(page, handwritten)
        placed = article.placed(old.markdown or "")
        before = (self._folder / old.file).read_bytes().decode("utf-8")
        text = filled(old, before, page, article, placed)
        new = text and cut_page(page, article, placed, Finished(old.file, text, old.markdown or ""))
        if not text or not new:
            raise MoreThanArticles(f"more than the article of {path} may change")
        if path in self._frames:
            self._frames[path] = replace(self._frames[path], sections=frame_sections(placed.frame))
        if text != before:
            self._texts[old.file] = text
        return new

    def _look_at_links(self) -> None:
        """See that the new pages lead to what is there, and that no place is gone to which others lead."""
        finished = _PagesWithOthers(self._kept.places)
        for file, text in self._texts.items():
            finished.read(file, text, in_full=True)
        url = self._settings.url
        if next(dead_links(finished, self._kept.files.keys(), url), None):
            raise MoreThanArticles("a link leads nowhere")
        linked = {*self._kept.linked}
        for file in self._texts:
            ids = finished.ids(file)
            if any(f"{file}#{name}" in linked for name in self._places[file] if name not in ids):
                raise MoreThanArticles(f"a place on {file} is gone")
            self._places[file] = sorted(ids)
        self._linked = sorted(linked.union(linked_places(finished, url)))

    def _different(self, files: Iterable[tuple[str, str]]) -> dict[str, bytes]:
        raw = {path: text.encode("utf-8") for path, text in files}
        return {path: content for path, content in raw.items() if digest_of(content) != self._kept.files.get(path)}

    def _search(self) -> Mapping[str, list[Any]]:
        """Return the entries of the search: anew those of pages that differ, or whose records stand in edited files."""
        if self._kept.index is None:
            return {}
        reference = self._site.reference
        now = reference.digests
        edited = {path for path, digest in now.items() if self._kept.data.get(path) != digest}
        # What a record says of its own may show nowhere on its page.
        paths = {
            page_of(address(reference, kind.name, name))
            for kind in reference.catalogue.linked
            for name, located in reference.of(kind.name).items()
            if located.file.path in edited
        }
        paths |= {path for path, page in self._pages.items() if page.made_of != self._kept.pages[path].made_of}
        made = documents(self._site, [path for path in self._site.pages if path in paths], self._frames,
                         folders=self._settings.folders)  # fmt: skip
        return {path: made.get(path, self._kept.search.get(path, [])) for path in self._site.pages}

    def _kept_now(self, files: Mapping[str, bytes], search: Mapping[str, list[Any]]) -> KeptSite:
        return replace(
            self._kept,
            pages=self._pages,
            ids=digest_of_ids(self._site.reference),
            places=self._places,
            linked=self._linked,
            search=search,
            frames={path: asdict(frame) for path, frame in self._frames.items()},
            data=self._site.reference.digests,
            files={**self._kept.files, **{path: digest_of(content) for path, content in files.items()}},
        )


class _PagesWithOthers(FinishedPages):
    """Pages that have been read, and the places on others that have not."""

    def __init__(self, places: Mapping[str, list[str]]) -> None:
        super().__init__()
        self._others = places

    def __contains__(self, file: str) -> bool:
        return super().__contains__(file) or file in self._others

    def ids(self, file: str) -> set[str]:
        return super().ids(file) if super().__contains__(file) else {*self._others[file]}


def _frame(sections: list[Mapping[str, str]], excluded: bool, boost: float | None, tags: list[str]) -> Frame:
    return Frame(tuple(FrameSection(**section) for section in sections), excluded, boost, tuple(tags))
