"""The evidence report."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from sourcebook.reference import evidence
from sourcebook.reference.reference import Reference
from sourcebook.site.display import KINDS, Views, language_name
from sourcebook.site.page import Page
from sourcebook.site.pictures import charts
from sourcebook.words.dates import parse


def evidence_report(reference: Reference, views: Views) -> Iterator[Page]:
    """Yield the figures of the evidence and the claims that rest on one line."""
    report = evidence.report(reference)
    names: dict[str, list[str]] = defaultdict(list)
    for name in report.single:
        names[reference.chapter_of[name]].append(name)
    single = [
        (located.record.title, [views.claim_link(name) for name in names[chapter]])
        for chapter, located in reference.chapters.items()
        if names[chapter]
    ]
    view = {
        "report": report,
        "single": single,
        "kinds": [(title, report.source_kinds[kind]) for kind, title in KINDS.items() if kind in report.source_kinds],
        "languages": [(language_name(code), number) for code, number in charts.ranked(report.languages)],
        "months": [(parse(month).words, number) for month, number in report.by_month.items()],
        "undated": report.claims - sum(report.by_year.values()),
        "drawn": {
            "proven": charts.proven(report),
            "sources": charts.by_sources(report),
            "lines": charts.by_lines(report),
            "time": charts.over_time(report),
            "kinds": charts.by_kind(report),
            "languages": charts.by_language(report),
        },
    }
    yield Page("evidence.md", "Evidence report", "How strong the evidence of this reference is, in figures.",
               "evidence", view, searchable=False)  # fmt: skip


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the machine-readable files of the site: path → what to write as JSON."""
    return {"evidence.json": asdict(evidence.report(reference))}
