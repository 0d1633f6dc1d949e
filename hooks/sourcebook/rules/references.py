"""Rules about what refers to what."""

from collections.abc import Iterator

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.model import Record
from sourcebook.records.shape import suggest
from sourcebook.reference.evidence import citations
from sourcebook.reference.load import Located, Reference
from sourcebook.rules.identity import KINDS


def cited_sources_exist(reference: Reference) -> Iterator[Problem]:
    """Every cited source exists."""
    for claim, number, citation in citations(reference):
        at = ("cites", number, "source")
        yield from _source(reference, claim, at, f"claim '{claim.record.id}'", citation.source)


def derived_sources_exist(reference: Reference) -> Iterator[Problem]:
    """A source derives from other sources that exist, never from itself."""
    for source in reference.sources.values():
        lead = f"source '{source.record.id}'"
        for number, origin in enumerate(source.record.derives_from):
            at = ("derives-from", number)
            if origin == source.record.id:
                yield source.problem(at, f"{lead}: derives-from must be another source: {origin!r}", "delete it")
            else:
                yield from _source(reference, source, at, lead, origin)


def texts_have_sources(reference: Reference) -> Iterator[Problem]:
    """A registered text belongs to a source that exists."""
    for text in reference.texts.values():
        yield from _source(reference, text, ("source",), f"text '{text.record.source}'", text.record.source)


def names_are_registered(reference: Reference) -> Iterator[Problem]:
    """Every person, organisation and place named by a claim has an entry in its register."""
    # Who judges may be a person or a body such as a newspaper or a party.
    judges = reference.names["people"].keys() | reference.names["organizations"].keys()
    whole = reference.is_whole("people") and reference.is_whole("organizations")
    for claim in reference.claims.values():
        for kind in filter(reference.is_whole, ("people", "organizations", "places")):
            known = reference.names[kind]
            for number, name in enumerate(getattr(claim.record, kind)):
                if name not in known:
                    message = f"claim '{claim.record.id}': {kind} must be names of the register: {name!r}"
                    hint = suggest(name, known) or f"add an entry to {kind}.yml"
                    yield claim.problem((kind, number), message, hint)
        for number, name in enumerate(claim.record.by if whole else ()):
            if name not in judges:
                message = f"claim '{claim.record.id}': by must be a name of the registers: {name!r}"
                yield claim.problem(("by", number), message, suggest(name, judges) or "add an entry to people.yml")


def questions_have_answers(reference: Reference) -> Iterator[Problem]:
    """A question has two or more answers, each with claims that exist."""
    for question in reference.questions.values():
        record = question.record
        lead = f"question '{record.id}'"
        if len(record.answers) < 2:
            yield question.problem(("answers",), f"{lead}: must have two or more answers: {len(record.answers)}")
        for number, answer in enumerate(record.answers):
            at = ("answers", number, "claims")
            yield from _claims(reference, question, at, f"{lead}, answer {answer.label!r}", answer.claims)


def handovers_have_claims(reference: Reference) -> Iterator[Problem]:
    """A hand-over has one or more claims, all of which exist."""
    for handover in reference.handovers:
        lead = f"hand-over from {handover.record.from_!r} to {handover.record.to!r}"
        yield from _claims(reference, handover, ("claims",), lead, handover.record.claims)


def card_rows_have_claims(reference: Reference) -> Iterator[Problem]:
    """A row of the identity card has one or more claims, and claims and question exist."""
    for row in reference.card:
        lead = f"row {row.record.label!r}"
        yield from _claims(reference, row, ("claims",), lead, row.record.claims)
        question = row.record.question
        if question and question not in reference.questions and question not in reference.known:
            message = f"{lead}: question must be a known question: {question!r}"
            yield row.problem(("question",), message, suggest(question, reference.questions))


def start_has_claims(reference: Reference) -> Iterator[Problem]:
    """What a newcomer reads first is one or more claims that exist."""
    if reference.start:
        yield from _claims(reference, reference.start, ("claims",), "start", reference.start.record.claims)


def related_claims_exist(reference: Reference) -> Iterator[Problem]:
    """A claim is related to other claims that exist, never to itself."""
    for claim in reference.claims.values():
        lead = f"claim '{claim.record.id}'"
        for number, other in enumerate(claim.record.related):
            if other == claim.record.id:
                message = f"{lead}: related must be another claim: {other!r}"
                yield claim.problem(("related", number), message, "delete it")
            else:
                yield from _claim(reference, claim, ("related", number), lead, other)


def claims_told_elsewhere_exist(reference: Reference) -> Iterator[Problem]:
    """A section sends readers on to claims that exist, in other chapters."""
    for chapter, section in reference.sections:
        lead = f"section '{section.record.id}'"
        for number, name in enumerate(section.record.see):
            if reference.chapter_of.get(name) == chapter:
                message = f"{lead}: see must name claims of other chapters: {name!r} stands in this one"
                yield section.problem(("see", number), message, "delete it")
            else:
                yield from _claim(reference, section, ("see", number), lead, name)


def roles_and_definitions_have_claims(reference: Reference) -> Iterator[Problem]:
    """A role has one or more claims, and the claims of roles and definitions exist."""
    for kind, entries in reference.entries.items():
        for entry in entries.values():
            lead = f"{KINDS[kind]} '{entry.record.id}'"
            role, definition = entry.record.role, entry.record.definition
            if role:
                yield from _claims(reference, entry, ("role", "claims"), f"{lead}, role", role.claims)
            for number, name in enumerate(definition.claims if definition else ()):
                yield from _claim(reference, entry, ("definition", "claims", number), f"{lead}, definition", name)


def terms_have_definitions(reference: Reference) -> Iterator[Problem]:
    """A term has a definition and no role, and no other entry has a definition."""
    for kind, entries in reference.entries.items():
        wrong, right = ("role", "definition") if kind == "terms" else ("definition", "role")
        for entry in entries.values():
            lead = f"{KINDS[kind]} '{entry.record.id}'"
            if getattr(entry.record, wrong):
                message = f"{lead}: {wrong} must not stand in {kind}.yml"
                yield entry.problem((wrong,), message, f"write '{right}:' instead")
            elif kind == "terms" and not entry.record.definition:
                yield entry.problem((), f"{lead}: must have a definition: none", "add 'definition:' with 'text:'")


def _source(reference: Reference, at: Located[Record], steps: Address, lead: str, name: str) -> Iterator[Problem]:
    # A source whose file has faults of its own is known all the same: one fault, one message.
    known = name in reference.sources or name in reference.known
    if not known and reference.is_whole(f"sources/{name}.yml"):
        hint = suggest(name, reference.sources) or f"add a file sources/{name}.yml"
        yield at.problem(steps, f"{lead}: source must be a known source: {name!r}", hint)


def _claims(
    reference: Reference, at: Located[Record], steps: Address, lead: str, claims: tuple[str, ...]
) -> Iterator[Problem]:
    if not claims:
        yield at.problem(steps, f"{lead}: claims must name one or more claims: none")
    for number, name in enumerate(claims):
        yield from _claim(reference, at, (*steps, number), lead, name)


def _claim(reference: Reference, at: Located[Record], steps: Address, lead: str, name: str) -> Iterator[Problem]:
    # Where an id is missing or stands twice, it may be the one that is looked for here.
    if name not in reference.claims and name not in reference.known and not reference.nameless:
        yield at.problem(steps, f"{lead}: claim must be a known claim: {name!r}", suggest(name, reference.claims))
