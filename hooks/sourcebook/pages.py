"""What pages there are and what each shows. No text is made here."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field, replace
from itertools import groupby
from typing import Any

from sourcebook import citations, evidence
from sourcebook.dates import parse
from sourcebook.load import Located, Reference
from sourcebook.model import Chapter, Entry, Question, Source
from sourcebook.problems import count
from sourcebook.views import SourceView, Views, date_words, language_name

KINDS = {
    "primary": "Primary sources",
    "memoir": "Memoirs",
    "press": "Press",
    "secondary": "Studies",
    "tertiary": "Reference works",
}
REGISTERS = {"people": "People", "organizations": "Organisations", "places": "Places"}
NOUNS = {"sources": "source", "people": "person", "organizations": "organisation", "places": "place"}


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``view`` is what its template prints; ``place`` is the data file and line that an editor opens."""

    path: str
    title: str
    description: str
    template: str
    view: dict[str, Any] = field(repr=False, default_factory=dict)
    place: tuple[str, int] | None = None
    parent: str = ""
    """Path of the page under which this one stands, empty for pages of the navigation itself."""
    searchable: bool = True
    unique_title: str = ""
    """Title for tabs and lists of results, where another page has the same ``title``."""


def plan(reference: Reference) -> list[Page]:
    """Return all pages of the reference. The reference must have no problems."""
    views = Views.of(reference)
    makers: tuple[Callable[[Reference, Views], Iterator[Page]], ...] = (
        _home, _chapters, _timeline, _questions, _journey, _sources, _registers, _evidence,
    )  # fmt: skip
    return _told_apart([page for maker in makers for page in maker(reference, views)])


def _told_apart(pages: list[Page]) -> list[Page]:
    """Add to each title that an earlier page has as well what kind of page it is on; to the third its id."""
    taken: set[str] = set()
    apart = []
    for page in pages:
        folder, _, name = page.path.removesuffix(".md").rpartition("/")
        titles = (page.title, f"{page.title} ({NOUNS.get(folder, name)})", f"{page.title} ({name})")
        title = next(title for title in titles if title not in taken)
        taken.add(title)
        apart.append(page if title == page.title else replace(page, unique_title=title))
    return apart


def _home(reference: Reference, views: Views) -> Iterator[Page]:
    rows = [
        {
            "label": row.record.label,
            "value": row.record.value,
            "claims": [(reference.claim(name).title, views.claim_path(name)) for name in row.record.claims],
            "question": f"questions/{row.record.question}.md" if row.record.question else "",
        }
        for row in reference.card
    ]
    view = {"rows": rows, "report": evidence.report(reference), "groups": _groups(reference)}
    yield Page("index.md", "Home", "A reference in which every statement cites its source.", "home", view)


def _groups(reference: Reference) -> list[tuple[str, list[dict[str, Any]]]]:
    chapters = [located.record for located in reference.chapters.values()]
    return [
        (group or "", [_chapter_summary(chapter) for chapter in members])
        for group, members in groupby(chapters, key=lambda chapter: chapter.group)
    ]


def _chapter_summary(chapter: Chapter) -> dict[str, Any]:
    claims = sum(len(section.claims) for section in chapter.sections)
    figures = count(claims, "claim")
    if chapter.questions:
        figures += f", {count(len(chapter.questions), 'open question')}"
    path = f"chapters/{chapter.id}.md"
    sections = [(section.title, f"{path}#{section.id}") for section in chapter.sections]
    return {"title": chapter.title, "path": path, "figures": figures, "sections": sections}


def _chapters(reference: Reference, views: Views) -> Iterator[Page]:
    yield Page("chapters/index.md", "Chapters", "All chapters with their sections.", "chapters",
               {"groups": _groups(reference)})  # fmt: skip
    for located in reference.chapters.values():
        chapter = located.record
        number = note = 0
        sections = []
        for section in chapter.sections:
            claims = []
            for claim in section.claims:
                number += 1
                claims.append(views.claim(claim, number, note + 1))
                note += len(claim.cites)
            sections.append({"id": section.id, "title": section.title, "claims": claims})
        questions = [(question.question, f"questions/{question.id}.md") for question in chapter.questions]
        summary = _chapter_summary(chapter)
        view = {"sections": sections, "questions": questions, "figures": summary["figures"]}
        titles = "; ".join(section.title for section in chapter.sections)
        yield Page(summary["path"], chapter.title, f"{chapter.title}: {titles}.", "chapter", view,
                   (located.file.path, 1), "chapters/index.md")  # fmt: skip


def _timeline(reference: Reference, views: Views) -> Iterator[Page]:
    dated = [(parse(claim.record.date), name) for name, claim in reference.claims.items() if claim.record.date]
    dated.sort(key=lambda item: item[0].sort_key)
    years = [
        (year, [
            (words, [views.mention(name) for _, name in members])
            for words, members in groupby(within, key=lambda item: item[0].month_words)
        ])
        for year, within in groupby(dated, key=lambda item: item[0].month_key[:4])
    ]  # fmt: skip
    undated = len(reference.claims) - len(dated)
    yield Page("timeline.md", "Timeline", "Every dated claim in order of time.", "timeline",
               {"years": years, "dated": count(len(dated), "dated claim"), "undated": count(undated, "claim")},
               searchable=False)  # fmt: skip


def _questions(reference: Reference, views: Views) -> Iterator[Page]:
    groups = []
    for located in reference.chapters.values():
        chapter = located.record
        rows = [
            {
                "title": question.question,
                "path": f"questions/{question.id}.md",
                "answers": [(a.label, _witnesses(reference, a.claims)) for a in question.answers],
            }
            for question in chapter.questions
        ]
        if rows:
            groups.append((chapter.title, chapter.id, rows))
    total = count(len(reference.questions), "question")
    yield Page("questions/index.md", "Where sources disagree", "Every question on which sources give rival answers.",
               "questions", {"groups": groups, "total": total})  # fmt: skip
    for question in reference.questions.values():
        yield _question(reference, views, question)


def _witnesses(reference: Reference, claims: tuple[str, ...]) -> str:
    sources = dict.fromkeys(cite.source for name in claims for cite in reference.claim(name).cites)
    lines = evidence.lines(reference, sources)
    return f"{count(len(sources), 'source')}, {count(lines, 'independent line')}"


def _question(reference: Reference, views: Views, located: Located[Question]) -> Page:
    question = located.record
    number = 1
    answers = []
    for answer in question.answers:
        claims = []
        for name in answer.claims:
            claim = reference.claim(name)
            notes = [views.note(citation, number + index) for index, citation in enumerate(claim.cites)]
            number += len(notes)
            claims.append({"mention": views.mention(name), "notes": notes})
        witnesses = _witnesses(reference, answer.claims)
        answers.append({"label": answer.label, "witnesses": witnesses, "claims": claims})
    chapter = reference.chapters[reference.chapter_of[question.id]].record
    view = {
        "answers": answers,
        "weighing": question.weighing,
        "chapter": (chapter.title, f"chapters/{chapter.id}.md"),
    }
    description = f"{question.question} {count(len(answers), 'answer')} and the witnesses for each."
    return Page(f"questions/{question.id}.md", question.question, description, "question", view, located.place,
                "questions/index.md")  # fmt: skip


def _journey(reference: Reference, views: Views) -> Iterator[Page]:
    steps = []
    for located in reference.handovers:
        step = located.record
        order = parse(step.date).sort_key if step.date else ()
        claims = [(reference.claim(name).title, views.claim_path(name)) for name in step.claims]
        row = {
            "from": step.from_, "to": step.to, "date": date_words(step.date) or "not known", "form": step.form,
            "claims": claims, "witnesses": _witnesses(reference, step.claims), "place": located.place,
        }  # fmt: skip
        steps.append(((not step.date, order), row))
    steps.sort(key=lambda item: item[0])
    place = (reference.handovers[0].file.path, 1) if reference.handovers else None
    yield Page("journey.md", "The text’s journey", "Who passed the text to whom, when, in what form, and who says so.",
               "journey", {"steps": [row for _, row in steps]}, place)  # fmt: skip


def _sources(reference: Reference, views: Views) -> Iterator[Page]:
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
                view, reference.sources[source.id].place, "sources/index.md")  # fmt: skip


def _passages(reference: Reference, citation: Any) -> tuple[str, ...]:
    if citation.passage:
        return (citation.passage,)
    found = evidence.finding(reference, citation)
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
            "claims": [(reference.claim(name).title, views.claim_path(name)) for name in used.get(passage.id, ())],
        }
        for passage in text.record.passages
    ]
    share = f"{sum(bool(p['claims']) for p in passages)} of {count(len(passages), text.record.unit)}"
    return {"passages": passages, "share": share, "unit": text.record.unit}


def _registers(reference: Reference, views: Views) -> Iterator[Page]:
    for kind, title in REGISTERS.items():
        entries = sorted((x for x in reference.entries[kind].values()), key=lambda x: _name_key(x.record, kind))
        rows = [(x.record, f"{kind}/{x.record.id}.md", len(reference.claims_of_entry.get(x.record.id, ())))
                for x in entries]  # fmt: skip
        letters = _by_letter(rows, kind)
        yield Page(f"{kind}/index.md", title, f"{title} named by the claims, with links to each.", "register",
                   {"letters": letters, "total": len(rows), "kind": kind}, searchable=False)  # fmt: skip
        for entry in entries:
            claims = views.in_time(reference.claims_of_entry.get(entry.record.id, ()))
            description = f"{entry.record.name}: {count(len(claims), 'claim')} in order of time."
            yield Page(f"{kind}/{entry.record.id}.md", entry.record.name, description, "entry",
                       {"entry": entry.record, "claims": claims, "kind": title}, entry.place,
                       f"{kind}/index.md")  # fmt: skip


def _by_letter(rows: list[tuple[Entry, str, int]], kind: str) -> list[tuple[str, list[tuple[Entry, str, int]]]]:
    return [(letter, list(members)) for letter, members in groupby(rows, lambda row: _name_key(row[0], kind)[0])]


def _name_key(entry: Entry, kind: str) -> str:
    # Ids are the plain Latin letters of the name, so they sort as readers expect; people by the last of them.
    words = entry.id.split("-")
    key = [words[-1], *words[:-1]] if kind == "people" else words
    return " ".join(word for word in key if word != "the").upper() or entry.id.upper()


def _evidence(reference: Reference, views: Views) -> Iterator[Page]:
    report = evidence.report(reference)
    names: dict[str, list[str]] = defaultdict(list)
    for name in report.single:
        names[reference.chapter_of[name]].append(name)
    single = [
        (located.record.title, [(reference.claim(name).title, views.claim_path(name)) for name in names[chapter]])
        for chapter, located in reference.chapters.items()
        if names[chapter]
    ]
    languages = [(language_name(code), number) for code, number in report.languages.items()]
    view = {"report": report, "single": single, "kinds": KINDS, "languages": languages}
    yield Page("evidence.md", "Evidence report", "How strong the evidence of this reference is, in figures.",
               "evidence", view, searchable=False)  # fmt: skip


def data_files(reference: Reference) -> dict[str, Any]:
    """Return the machine-readable files of the site: path → what to write as JSON."""
    return {"evidence.json": asdict(evidence.report(reference))}
