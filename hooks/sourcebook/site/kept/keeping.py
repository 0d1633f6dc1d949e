"""Gathering, while a host builds a site, what the next build needs to make only what an edit changes."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from sourcebook.reference.addresses import linked_record
from sourcebook.reference.reference import Reference
from sourcebook.site.articles.article import PlacedArticle
from sourcebook.site.build import Site
from sourcebook.site.handwritten import handwritten_texts
from sourcebook.site.kept.hostsettings import HostSettings
from sourcebook.site.kept.keptsite import KeptPage, KeptSite
from sourcebook.site.kept.pageframes import Finished, cut_page
from sourcebook.site.links.deadlinks import Addresses
from sourcebook.site.links.finishedpages import FinishedPages
from sourcebook.site.search.index import SearchIndex
from sourcebook.words.ids import digest_of
from sourcebook.words.markdown import links


@dataclass
class Keeping:
    """What is known of a site that is under way. What cannot be kept of a page is not kept of the site."""

    root: Path
    settings: HostSettings
    inputs: str
    """Digest of all that it is made of, as it was before anything was read."""
    _written: dict[str, str] = field(default_factory=dict)
    """Files of generated pages: digests of what stands in them."""
    _pages: dict[str, KeptPage | None] = field(default_factory=dict)

    def add(self, site: Site, path: str, placed: PlacedArticle, finished: Finished) -> None:
        """Take note of a generated page."""
        self._pages[path] = cut_page(site.pages[path], site.articles[path], placed, finished)
        self._written[finished.file] = digest_of(finished.output.encode("utf-8", errors="xmlcharrefreplace"))

    def complete(self, site: Site, finished: FinishedPages, search: SearchIndex) -> KeptSite | None:
        """Return what is to be kept of the whole site, ``None`` where one of its pages was not made as expected."""
        pages = {path: self._pages.get(path) for path in site.pages}
        docs, reference = self.root / self.settings.docs, site.reference
        kept = {
            path: replace(
                page,
                made_of=site.made_of[path],
            )
            for path, page in pages.items()
            if page is not None and page.file in finished
        }
        if len(kept) < len(pages):
            return None
        return KeptSite(
            inputs=self.inputs,
            settings=self.settings.as_mapping(),
            pages=kept,
            linked_by_hand=records_linked_by_hand(docs, reference),
            ids=digest_of_ids(reference),
            places={file: sorted(finished.ids(file)) for file in finished},
            linked=sorted({*linked_places(finished, self.settings.url)}),
            index=search.written,
            search=search.documents,
            frames={path: asdict(frame) for path, frame in search.frames.items()},
            data=reference.digests,
            files=self._written,
        )


def records_linked_by_hand(docs: Path, reference: Reference) -> dict[str, Any]:
    """Return where links of hand-written pages to records lead, and the titles there, by what is written in them."""
    written = {link.target for text in handwritten_texts(docs) for link in links(text) if link.plain}
    return linked_records(written, reference)


def linked_records(written: Iterable[str], reference: Reference) -> dict[str, Any]:
    """Return where links such as ``claim:ID`` lead, and the titles there, but for those that name no record."""
    found = {target: linked_record(reference, target) for target in sorted(written)}
    return {target: [*record] for target, record in found.items() if record}


def digest_of_ids(reference: Reference) -> str:
    """Return a digest of the ids of all records with the words for their kinds."""
    return digest_of(repr(sorted(reference.kind_of.items())))


def linked_places(pages: FinishedPages, url: str) -> Iterator[str]:
    """Yield the places to which pages that have been read lead on other pages, as ``FILE#PLACE``."""
    addresses = Addresses(url)
    for page, address in pages.links():
        target = addresses.target(page, address) if "#" in address else None
        if target and target.place and target.file != page and not target.scheme:
            yield f"{target.file}#{target.place}"
