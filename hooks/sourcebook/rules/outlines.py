"""Rules about outlines: their parts hold all passages of a text, and tell in our own words what stands there."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sourcebook.files.problems import Problem
from sourcebook.files.yamlfile import Address
from sourcebook.records.forms import PASSAGES
from sourcebook.records.outlines.outline import Version
from sourcebook.records.outlines.part import TextPart
from sourcebook.reference.links import Located
from sourcebook.reference.outlines import Division, RegisteredVersion, divisions
from sourcebook.reference.reference import Reference
from sourcebook.rules.evidence import may_be_registered, passages_hint
from sourcebook.texts.fingerprint import Finding, Fingerprint
from sourcebook.texts.windows import WORDS_IN_WINDOW
from sourcebook.words.suggesting import suggest

SAME_WORDS, SAME_CHARACTERS = 16, 20
"""So many words in a row as the text has them, or characters of a script that does not divide words, are not ours."""
_ASIDE = "set aside"
_Part = Located[TextPart]
_Place = tuple[str, Located[Any], Address]
"""How messages name a record, the record, and the steps to a value in it."""


def outline_passages_exist(reference: Reference) -> Iterator[Problem]:
    """A passage that an outline names is one of the registered text of that version."""
    for division in divisions(reference):
        unread: dict[str, str] = {}
        for (label, located, steps), name, passages in _named_passages(division):
            alone = steps[-1] == "passage"
            if not alone and PASSAGES.objects(passages):
                continue  # its form says so
            if name in division.registered:
                version = division.registered[name]
                lead = f"{label}: passages must be of the registered text of '{name}'"
                for passage in version.unknown(passages, alone=alone):
                    yield located.problem(steps, f"{lead}: {passage!r}", passages_hint(reference, version.text.source))
            elif name in division.versions:
                unread.setdefault(name, passages)
        for name, passages in unread.items():
            yield from _not_registered(reference, division.versions[name], passages)


def _not_registered(reference: Reference, version: Located[Version], passages: str) -> Iterator[Problem]:
    source = version.record.source
    lead = f"version '{version.record.id}': source must have a registered text, since passages are named"
    if source is None:
        yield version.problem((), f"{lead}: none", f"add 'source:', or take out {passages!r}")
    elif source in reference.sources and not may_be_registered(reference, source):
        yield version.problem(
            ("source",), f"{lead}: {source!r}", f"run: python -m sourcebook register {source} TEXTFILE"
        )


def _named_passages(division: Division) -> Iterator[tuple[_Place, str, str]]:
    """Yield each place that names passages, the version of which they are, and what stands there."""
    for name, version in division.versions.items():
        for key, asides in (("set-aside", version.record.set_aside), ("displaced", version.record.displaced)):
            for number, aside in enumerate(asides):
                yield (f"version '{name}'", version, (key, number, "passages")), name, aside.passages
    for part in division.parts:
        label = f"part '{part.record.id}'"
        for number, stretch in enumerate(part.record.stretches):
            if stretch.passages:
                yield (label, part, ("stretches", number, "passages")), stretch.version, stretch.passages
        for number, difference in enumerate(part.record.differences):
            for at, reading in enumerate(difference.readings):
                if reading.passage:
                    steps = ("differences", number, "readings", at, "passage")
                    yield (label, part, steps), reading.version, reading.passage


def passages_stand_once_in_order(reference: Reference) -> Iterator[Problem]:
    """A passage stands in one part, in the order of its version, unless it is set aside or displaced."""
    for division in divisions(reference):
        for version in _whole_versions(reference, division):
            yield from _repeated(version, division)
            yield from _out_of_order(version, division)


def _repeated(version: RegisteredVersion, division: Division) -> Iterator[Problem]:
    holders: dict[str, str] = dict.fromkeys(version.set_aside, _ASIDE)
    for part, steps, passages in _stretches(version, division):
        again: dict[str, list[str]] = {}
        for one in passages:
            if one in holders:
                again.setdefault(holders[one], []).append(one)
            holders.setdefault(one, part.record.id)
        for holder, those in again.items():
            for run in _runs(version, those):
                where = "here twice" if holder == part.record.id else f"in part '{holder}' too"
                must, hint = f"each stand once: {run!r} stands {where}", "leave it out of one place"
                if holder == _ASIDE:
                    must = f"be of the text: {run!r} is set aside"
                    hint = f"leave it out, or take it out of 'set-aside:' of '{version.name}'"
                yield part.problem(steps, f"part '{part.record.id}': passages must {must}", hint)


def _out_of_order(version: RegisteredVersion, division: Division) -> Iterator[Problem]:
    last, holder = "", ""
    for part, steps, passages in _stretches(version, division):
        for one in passages:
            if one in version.displaced or one == last:
                continue
            if last and version.place[one] < version.place[last] and not _is_repeated(version, division, one):
                message = f"part '{part.record.id}': passages must be in the order of the text: {one!r} stands behind"
                hint = f"if the copy has it in a wrong place, add it to 'displaced:' of '{version.name}'"
                yield part.problem(steps, f"{message} {last!r} of part '{holder}'", hint)
                break
            last, holder = one, part.record.id


def _is_repeated(version: RegisteredVersion, division: Division, passage: str) -> bool:
    return sum(passage in passages for _, _, passages in _stretches(version, division)) > 1


def complete_versions_are_divided(reference: Reference) -> Iterator[Problem]:
    """Every passage of a complete version stands in a part or is set aside; its registered text calls it no excerpt."""
    for division in divisions(reference):
        for version in _whole_versions(reference, division):
            if version.says_otherwise:
                must = f"complete must fit its registered text, whose extent is '{version.text.extent}'"
                message = f"version '{version.name}': {must}: {version.located.record.complete!r}"
                yield version.located.problem(("complete",), message, "one of the two is wrong")
            elif version.is_complete:
                yield from _left_out(version, division)


def _left_out(version: RegisteredVersion, division: Division) -> Iterator[Problem]:
    held = {one: (part, steps) for part, steps, passages in _stretches(version, division) for one in passages}
    nowhere = [one for one in version.sizes if one not in held and one not in version.set_aside]
    ids = [*version.sizes]
    for run in _runs(version, nowhere):
        first = version.place[run.partition("-")[0]]
        before = next((one for one in reversed(ids[:first]) if one in held), next(iter(held), ""))
        must = f"every passage of '{version.name}' must stand in a part or be set aside: {run!r} does neither"
        located, steps = held.get(before, (version.located, ("complete",)))
        lead = f"part '{located.record.id}'" if before else f"version '{version.name}'"
        yield located.problem(
            steps, f"{lead}: {must}", f"it comes behind {ids[first - 1]!r}" if first else "it is the first"
        )


def parts_tell_of_every_version(reference: Reference) -> Iterator[Problem]:
    """A part says of each registered version of its outline, once, which passages it has there or what it lacks."""
    for division in divisions(reference):
        for part in division.parts:
            yield from _versions_of(reference, division, part)


def _versions_of(reference: Reference, division: Division, part: _Part) -> Iterator[Problem]:
    lead = f"part '{part.record.id}'"
    told: set[str] = set()
    for number, stretch in enumerate(part.record.stretches):
        if stretch.version in told:
            message = f"{lead}: stretches must tell of each version once: {stretch.version!r} stands twice"
            yield part.problem(("stretches", number, "version"), message, "join the two")
        if not stretch.passages and not stretch.lacks:
            message = f"{lead}: stretch of '{stretch.version}' must have passages or say what is lacking: neither"
            yield part.problem(("stretches", number), message, "add 'passages:', or 'lacks: all of it'")
        told.add(stretch.version)
    named: list[tuple[Address, str]] = [
        (("stretches", number, "version"), one.version) for number, one in enumerate(part.record.stretches)
    ]
    named += [
        (("differences", number, "readings", at, "version"), reading.version)
        for number, difference in enumerate(part.record.differences)
        for at, reading in enumerate(difference.readings)
    ]
    for steps, name in named:
        if name in reference.of("version") and name not in division.versions:
            message = f"{lead}: version must be one of this outline: {name!r}"
            yield part.problem(steps, message, suggest(name, division.versions))
    # Whoever misspelt the name of a version has not forgotten it.
    for name in division.registered if told <= division.versions.keys() else ():
        if name not in told:
            message = f"{lead}: stretches must tell of every registered version: {name!r} is missing"
            yield part.problem(("stretches",), message, "add its passages, or 'lacks: all of it'")


def people_have_declared_roles(reference: Reference) -> Iterator[Problem]:
    """A part names each person once, and in a role that its outline declares."""
    for division in divisions(reference):
        roles = division.outline.record.roles
        for part in division.parts:
            seen: set[str] = set()
            for number, one in enumerate(part.record.people):
                lead = f"part '{part.record.id}'"
                person = reference.names["people"].get(one.name, one.name)
                if person in seen:
                    message = f"{lead}: people must name each person once: {one.name!r} stands twice"
                    yield part.problem(("people", number, "name"), message, "join the two")
                seen.add(person)
                if one.role and one.role not in roles:
                    message = f"{lead}: role must be one of the roles of the outline: {one.role!r}"
                    hint = suggest(one.role, roles) or f"they are {', '.join(roles)}" if roles else "add 'roles:' to it"
                    yield part.problem(("people", number, "role"), message, hint)


def people_are_named_in_these_words(reference: Reference) -> Iterator[Problem]:
    """The words that are given for the naming of a person stand in the passages of the part, in some version."""
    for division in divisions(reference):
        for part in division.parts:
            texts = [*_texts_of(reference, division, part.record)]
            held = [one.version for one in part.record.stretches if one.passages and one.version in division.versions]
            if len(held) > len(texts):
                continue  # they may stand in what cannot be read
            for number, one in enumerate(part.record.people):
                if one.words and texts and not _stands_in_one(one.words, texts):
                    results = [text.find(one.words) for _, text in texts]
                    message = f"part '{part.record.id}': words must stand in the passages of the part: {one.words!r}"
                    yield part.problem(("people", number, "words"), message, _where_else(results))


def _texts_of(reference: Reference, division: Division, part: TextPart) -> Iterator[tuple[set[str], Fingerprint]]:
    """Yield the passages that a part has in each registered version, with the text."""
    for name, version in division.registered.items():
        passages, text = {*division.passages(part, name)}, reference.fingerprints.get(version.text.source)
        if passages and text:
            yield passages, text


def _stands_in_one(words: str, texts: Iterable[tuple[set[str], Fingerprint]]) -> bool:
    # A text of another language is asked only where that is needed: saying where words break off takes time.
    results = ((passages, text.find(words)) for passages, text in texts)
    return any(result.proven and passages & {*result.passages} for passages, result in results)


def _where_else(results: Sequence[Finding]) -> str:
    if all(result.too_short for result in results):
        return "they are too few to be looked for: add those before or behind"
    where = next((result.passages for result in results if result.proven), ())
    return f"they stand in {', '.join(where)}" if where else "compare them with the text"


def gists_are_our_own(reference: Reference) -> Iterator[Problem]:
    """A gist does not run on as a registered version does: 16 words, or 20 characters where nothing divides words."""
    for division in divisions(reference):
        sources = [(name, version.text.source) for name, version in division.registered.items()]
        texts = [(name, reference.fingerprints[source]) for name, source in sources if source in reference.fingerprints]
        for part in division.parts:
            copied = (_copied(part.record.gist, text, name) for name, text in texts)
            where = next(filter(None, copied), "")
            if where:
                message = f"part '{part.record.id}': gist must be in our own words: {where}"
                yield part.problem(("gist",), message, "say it in another way")


def _copied(gist: str, text: Fingerprint, version: str) -> str:
    """Say where words of a gist stand together in a text, empty for nowhere."""
    windows = text.windows
    words = windows.words(gist)
    of_characters = windows.length > WORDS_IN_WINDOW
    most = SAME_CHARACTERS if of_characters else SAME_WORDS
    hashes = windows.hashes(words)
    for start in range(len(words) - most + 1):
        place = next(text.places(b"".join(hashes[start : start + most - windows.length + 1])), None)
        if place is not None:
            said = (
                f"{''.join(words[start : start + 6])} …" if of_characters else f"{' '.join(words[start : start + 3])} …"
            )
            what = "characters" if of_characters else "words"
            return f"{most} {what} in a row stand in {text.passage_at(place)} of '{version}': '{said}'"
    return ""


def _whole_versions(reference: Reference, division: Division) -> Iterator[RegisteredVersion]:
    """Yield the registered versions of whose passages the outline says what it means: of others, that comes first."""
    if not division.outline.file.problems:
        odd = {name for _, name, passages in _named_passages(division)
               if PASSAGES.objects(passages) or (name in division.registered
                                                 and division.registered[name].unknown(passages))}  # fmt: skip
        stray = any(
            stretch.version not in reference.of("version")
            for part in division.parts
            for stretch in part.record.stretches
        )
        yield from (one for name, one in division.registered.items() if name not in odd and not stray)


def _stretches(
    version: RegisteredVersion, division: Division
) -> Iterator[tuple[Located[TextPart], Address, list[str]]]:
    """Yield each stretch of a version: its part, the steps to its passages, and these."""
    for part in division.parts:
        for number, stretch in enumerate(part.record.stretches):
            if stretch.version == version.name and stretch.passages:
                yield part, ("stretches", number, "passages"), [*version.chosen(stretch.passages)]


def _runs(version: RegisteredVersion, passages: Sequence[str]) -> list[str]:
    """Return passages as ranges: what follows one another in the text is one."""
    runs: list[tuple[str, str]] = []
    for one in sorted(dict.fromkeys(passages), key=version.place.__getitem__):
        if runs and version.place[one] == version.place[runs[-1][1]] + 1:
            runs[-1] = (runs[-1][0], one)
        else:
            runs.append((one, one))
    return [first if first == last else f"{first}-{last}" for first, last in runs]
