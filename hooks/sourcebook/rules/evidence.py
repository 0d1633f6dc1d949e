"""Rules that tie claims to their evidence."""

import re
from collections import defaultdict
from collections.abc import Iterator

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.forms import LANGUAGE, PLACE_OF_COPY
from sourcebook.records.model import Citation
from sourcebook.reference.bearing.numbers import EDITORS_LANGUAGE
from sourcebook.reference.evidence import PlacedCitation, citations, placed_citations
from sourcebook.reference.reference import Reference
from sourcebook.texts.fingerprint import Finding
from sourcebook.texts.folding import is_undivided
from sourcebook.texts.mismatch import Why
from sourcebook.words.counting import nth_in_words, number_in_words

_WRITTEN = re.compile(r"\w[\w'’]*")
_OF_PARTS: dict[Why | None, str] = {
    "order": "its parts stand in the text, but not in this order",
    "apart": "its parts stand in the text, but an ellipsis may only leave out words up to the end of the next passage; "
    "quote them one by one",
    "denial": "the ellipsis leaves out a denial, such as 'not', beside the words quoted; quote it with them",
    "bracket": "it stands so without what is in brackets; a denial or a number there must stand in the text",
}
"""What is wrong where the words stand, but not so."""


def quotations_are_verbatim(reference: Reference) -> Iterator[Problem]:
    """A quotation from a registered text is verbatim and stands in the passage named."""
    for placed in placed_citations(reference):
        if placed.citation.quote:
            yield from _not_verbatim(reference, placed, placed.citation.quote, ("quote",), ("passage",))


def figures_are_verbatim(reference: Reference) -> Iterator[Problem]:
    """Figures copied from a registered text stand in it word for word, and in the passage named."""
    for placed in placed_citations(reference):
        for nth, figure in enumerate(placed.citation.figures):
            yield from _not_verbatim(reference, placed, figure, ("figures", nth), ("figures", nth))


def _not_verbatim(
    reference: Reference, placed: PlacedCitation, copied: str, at: Address, passage_at: Address
) -> Iterator[Problem]:
    """Yield what is wrong with words that a citation copies: they do not stand in the text, or in another passage."""
    citation, key = placed.citation, at[0]
    found = reference.finding(citation, copied)
    if found is None or (found.too_short and not found.passages):
        return
    if not found.passages:
        message = f"{key} must stand word for word in '{citation.source}': {copied!r}"
        yield placed.problem(at, message, _difference(reference, citation, copied, found))
    elif _has_passage(reference, citation.source, citation.passage or "") and citation.passage not in found.passages:
        it, they = ("figures stand", "they stand") if key == "figures" else ("quote stands", "it stands")
        message = f"passage must be the one in which the {it}: {citation.passage!r}"
        yield placed.problem(passage_at, message, f"{they} in {', '.join(found.passages)}")


def _difference(reference: Reference, citation: Citation, quote: str, found: Finding) -> str:
    """Say which word of a quotation is not that of the text, as far as its fingerprint tells."""
    broken = found.broken_at or ""
    words = reference.fingerprints[citation.source].windows.words
    word = next((repr(written) for written in _WRITTEN.findall(quote) if broken in words(written)), repr(broken))
    unit = "word"
    if broken and is_undivided(broken):
        unit, word = "character", f"{broken!r}, the {nth_in_words(found.broken_number)} character"
    around = f"the {unit}s around it stand in {found.near}"
    if found.why == "another word":
        return f"the text has another {unit} for {word}; {around}"
    if found.why == "a word too many":
        return f"the text does not have {word} here; {around}"
    if found.why == "a word too few":
        return f"a {unit} is missing before {word}; {around}"
    if found.why == "beginning":
        return f"compare its first {unit}s, up to {word}; what follows stands in {found.near}"
    if found.why in _OF_PARTS:
        return _OF_PARTS[found.why]
    if found.why == "nowhere":
        for source, text in reference.fingerprints.items():
            if text.find(quote).proven:
                return f"it stands in '{source}'"
        length = number_in_words(reference.fingerprints[citation.source].windows.length)
        return f"no {length} {unit}s of it stand together in that text; is it from another source?"
    if not found.near:
        return f"compare the text from {word} on"
    if broken == words(quote)[-1]:
        return f"the text has another {unit} for {word}; what comes before it stands in {found.near}"
    return f"compare the text from {word} on; what comes before it stands in {found.near}"


def claims_have_a_witness(reference: Reference) -> Iterator[Problem]:
    """A claim has a citation that does not speak against it."""
    for claim in reference.claims.values():
        record = claim.record
        if record.cites and not record.witnesses:
            message = f"claim '{record.id}': a citation must speak for it: all are against"
            yield claim.problem(("cites",), message, "cite a source that says what it says, or change the claim")


def foreign_quotations_have_a_gloss(reference: Reference) -> Iterator[Problem]:
    """A quotation that is not in English has a gloss, and one in English has none."""
    for placed in placed_citations(reference):
        citation = placed.citation
        source = reference.sources.get(citation.source)
        if source is None or not citation.quote:
            continue
        language = citation.language or source.record.language
        if LANGUAGE.objects(language):
            continue  # which language it is nobody can tell
        foreign = language.partition("-")[0] != EDITORS_LANGUAGE
        if foreign and not citation.gloss:
            message = f"quote must have a gloss, since its language is {language!r}: none"
            hint = "add 'gloss:' with your English rendering, or 'language: en' if the words are English"
            yield placed.problem(("quote",), message, hint)
        if citation.gloss and not foreign:
            message = f"gloss must stand only with a quote in another language: {language!r}"
            yield placed.problem(("gloss",), message, "delete it, or name the language of the quote")


def passages_exist(reference: Reference) -> Iterator[Problem]:
    """A passage that is named or set aside exists in the registered text of its source."""
    for placed in placed_citations(reference):
        citation = placed.citation
        if citation.source not in reference.sources:
            continue  # of which another rule tells
        if citation.passage and not _has_passage(reference, citation.source, citation.passage):
            message = f"passage must be one of the registered text: {citation.passage!r}"
            yield placed.problem(("passage",), message, passages_hint(reference, citation.source))
    for source in reference.sources.values():
        for number, aside in enumerate(source.record.set_aside):
            if not _has_passage(reference, source.record.id, aside.passage):
                message = f"source '{source.record.id}': passage must be one of the registered text: {aside.passage!r}"
                yield source.problem(("set-aside", number, "passage"), message)


def translations_say_so(reference: Reference) -> Iterator[Problem]:
    """A registered text names what it translates, and from what, only if it says that it is a translation."""
    for name, text in reference.texts.items():
        for key in ("translation_of", "made_from"):
            held = getattr(text.record, key)
            if held and text.record.version != "translation":
                label = key.replace("_", "-")
                message = f"text '{name}': {label} must stand only in a translation: {held!r}"
                yield text.problem((label,), message, "add 'version: translation', or delete the line")


def covered_texts_are_used(reference: Reference) -> Iterator[Problem]:
    """Every passage of a source marked 'cover: all' is cited by a claim or set aside with a reason."""
    if not _all_citations_are_known(reference):
        return
    used: defaultdict[str, set[str]] = defaultdict(set)
    wrong: set[str] = set()
    for _, _, citation in citations(reference):
        if citation.passage:
            used[citation.source].add(citation.passage)
            found = reference.finding(citation)
            if not _has_passage(reference, citation.source, citation.passage):
                wrong.add(citation.source)
            elif found:
                # A citation that names the wrong passage is reported; the right one is not unused as well.
                used[citation.source].update(found.passages)
    for source in reference.sources.values():
        record = source.record
        if record.cover != "all" or record.id in wrong:
            continue
        if record.id not in reference.texts:
            if not may_be_registered(reference, record.id):
                yield source.problem(("cover",), f"source '{record.id}': cover needs a registered text: none",
                                     f"run: python -m sourcebook register {record.id} TEXTFILE")  # fmt: skip
            continue
        done = used[record.id] | {aside.passage for aside in record.set_aside}
        for passage in reference.texts[record.id].record.passages:
            if passage.id not in done:
                message = f"source '{record.id}': every passage must be cited or set aside: {passage.id!r} is neither"
                yield source.problem(("cover",), message, "cite it with 'passage:', or add it to 'set-aside:'")


def sources_are_used(reference: Reference) -> Iterator[Problem]:
    """Every source is cited by a claim or marked further reading."""
    known = _all_citations_are_known(reference)
    for source in reference.sources.values():
        cited = bool(reference.claims_of_source.get(source.record.id))
        lead = f"source '{source.record.id}'"
        unused = known and not source.file.problems and not cited
        if unused and not source.record.further_reading:
            message = f"{lead}: must be cited by a claim or marked further reading: neither"
            yield source.problem((), message, "add 'further-reading: yes'")
        if cited and source.record.further_reading:
            message = f"{lead}: further-reading must stand only where no claim cites it: 'yes'"
            yield source.problem(("further-reading",), message, "delete the line")


def copies_in_archives_have_a_shelf_mark(reference: Reference) -> Iterator[Problem]:
    """A copy in an archive or a library has a shelf mark, and one with an address has none."""
    for source in reference.sources.values():
        for number, copy in enumerate(source.record.consulted):
            lead, at = f"source '{source.record.id}': shelf-mark must", ("consulted", number)
            if copy.shelf_mark and copy.address:
                message = f"{lead} stand only with an archive or a library: {copy.shelf_mark!r}"
                yield source.problem((*at, "shelf-mark"), message, "delete it, or name under 'where:' who keeps it")
            elif not copy.shelf_mark and not copy.address and not PLACE_OF_COPY.objects(copy.where):
                message = f"{lead} be given where a copy has no web address: {copy.where!r}"
                yield source.problem((*at, "where"), message, "add 'shelf-mark:', or write the whole address")


def standings_say_why(reference: Reference) -> Iterator[Problem]:
    """A source whose standing is marked says why; one whose standing is not has no reason."""
    for source in reference.sources.values():
        record = source.record
        lead = f"source '{record.id}'"
        if record.standing and not record.standing_why:
            message = f"{lead}: standing-why must say who calls it {record.standing} or what shows it: none"
            yield source.problem(("standing",), message, "add 'standing-why:', or leave the standing out")
        elif record.standing_why and not record.standing and not source.file.problems:
            message = f"{lead}: standing must be given with a standing-why: none"
            yield source.problem(("standing-why",), message, "add 'standing:', or move what it says to the note")


def judgements_name_who_judges(reference: Reference) -> Iterator[Problem]:
    """A judgement names who judges, a fact does not."""
    for claim in reference.claims.values():
        record = claim.record
        if record.kind == "judgement" and not record.by:
            yield claim.problem(("kind",), f"claim '{record.id}': judgement must name who judges: no 'by'", "add 'by:'")
        if record.kind == "fact" and record.by:
            message = f"claim '{record.id}': fact must have no 'by': {', '.join(record.by)!r}"
            yield claim.problem(("by",), message, "delete it, or make the claim a judgement")


def judged_questions_say_why(reference: Reference) -> Iterator[Problem]:
    """A question that is settled or leaning has a verdict; a verdict says why, and unless all is settled what would."""
    for question in reference.questions.values():
        record = question.record
        lead = f"question '{record.id}'"
        if record.status != "open" and not record.verdict:
            message = f"{lead}: verdict must be given where a question is {record.status}: none"
            yield question.problem(("status",), message, "add 'verdict:', or make it open")
        if record.verdict and not record.why:
            yield question.problem(("verdict",), f"{lead}: why must be given with a verdict: none", "add 'why:'")
        if record.why and not record.verdict:
            yield question.problem(("why",), f"{lead}: verdict must be given with a why: none", "add 'verdict:'")
        if record.verdict and record.status != "settled" and not record.would_settle:
            message = f"{lead}: would-settle must be given with a verdict unless the question is settled: none"
            yield question.problem(("verdict",), message, "add 'would-settle:'")
        if record.would_settle and record.status == "settled":
            message = f"{lead}: would-settle must not stand where a question is settled: {record.would_settle!r}"
            yield question.problem(("would-settle",), message, "delete it, or change the status")


def _all_citations_are_known(reference: Reference) -> bool:
    """Say whether no chapter has faults, no claim lacks citations and no id stands twice.

    Otherwise no one can say which sources and passages are cited.
    """
    cited = all(claim.record.cites for claim in reference.claims.values())
    return cited and "claim" not in reference.kinds_in_doubt and reference.is_faultless("chapters/")


def _has_passage(reference: Reference, source: str, passage: str) -> bool:
    text = reference.texts.get(source)
    if text is None:
        return may_be_registered(reference, source)
    return any(known.id == passage for known in text.record.passages)


def may_be_registered(reference: Reference, source: str) -> bool:
    """Say whether a text may be registered although it could not be read."""
    return "text" in reference.kinds_in_doubt or not reference.is_faultless(f"texts/{source}.yml")


def passages_hint(reference: Reference, source: str) -> str:
    """Say which passages the text of a source has."""
    text = reference.texts.get(source)
    if text is None:
        return f"the text of '{source}' is not registered"
    return f"it has {text.record.passages[0].id} to {text.record.passages[-1].id}" if text.record.passages else ""
