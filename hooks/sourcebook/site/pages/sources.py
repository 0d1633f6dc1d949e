"""The bibliography and the page of each source."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sourcebook.files.problems import count
from sourcebook.records.sources import Source
from sourcebook.reference.reference import Reference
from sourcebook.site import citations
from sourcebook.site.display import KINDS, SourceView, Views
from sourcebook.site.page import Page


def sources(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the bibliography and the page of each source."""
    sources = sorted((x.record for x in reference.sources.values()), key=citations.sort_key)
    groups = [(title, kind, [SourceView(s, reference) for s in sources if s.kind == kind])
              for kind, title in KINDS.items()]  # fmt: skip
    yield Page("sources/index.md", "Sources", "The bibliography, by kind of source.", "sources",
               {"groups": [group for group in groups if group[2]], "total": count(len(sources), "source")},
               searchable=False)  # fmt: skip
    repeated_by: dict[str, list[Source]] = defaultdict(list)
    for source in sources:
        for origin in source.derives_from:
            repeated_by[origin].append(source)
    for source in sources:
        yield _source(reference, views, source, repeated_by[source.id])


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the bibliography for programs that manage references: path → what to write as JSON (CSL-JSON)."""
    records = sorted((located.record for located in reference.sources.values()), key=citations.sort_key)
    return {"sources.json": [citations.csl(source) for source in records]}


def _source(reference: Reference, views: Views, source: Source, copies: list[Source]) -> Page:
    uses = []
    used: dict[str, list[str]] = defaultdict(list)
    for name in reference.claims_of_source.get(source.id, ()):
        mine = [citation for citation in reference.claim(name).cites if citation.source == source.id]
        notes = [views.note(citation, number) for number, citation in enumerate(mine, 1)]
        uses.append({"mention": views.mention(name), "notes": notes})
        for citation in mine:
            for passage in _passages(reference, citation):
                if name not in used[passage]:
                    used[passage].append(name)
    view = {
        "view": SourceView(source, reference),
        "kind": KINDS[source.kind],
        "uses": uses,
        "origins": [views.source_link(name) for name in source.derives_from],
        "copies": [views.source_link(copy.id) for copy in copies],
        "strip": _strip(reference, views, source, used),
    }
    title = views.names[source.id]
    return Page(f"sources/{source.id}.md", title, f"{title}: what it is, and every claim that cites it.", "source",
                view, reference.sources[source.id].place, "sources/index.md", boost=0.6)  # fmt: skip


def _passages(reference: Reference, citation: Any) -> tuple[str, ...]:
    if citation.passage:
        return (citation.passage,)
    found = reference.finding(citation)
    return found.passages[:1] if found and found.proven else ()


def _strip(reference: Reference, views: Views, source: Source, used: dict[str, list[str]]) -> dict[str, Any] | None:
    """Which passages of a registered text are used, each with its size."""
    text = reference.texts.get(source.id)
    if text is None:
        return None
    reasons = {aside.passage: aside.reason for aside in source.set_aside}
    passages = [
        {
            "id": passage.id,
            "words": passage.words,
            "gist": passage.gist or "",
            "reason": reasons.get(passage.id, ""),
            "claims": [views.claim_link(name) for name in used.get(passage.id, ())],
        }
        for passage in text.record.passages
    ]
    share = f"{sum(bool(p['claims']) for p in passages)} of {count(len(passages), text.record.unit)}"
    return {"passages": passages, "share": share, "unit": text.record.unit}
