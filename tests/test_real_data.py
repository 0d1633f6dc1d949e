"""The real reference: nothing wrong with it, and no citation lost.

``golden/citations.txt`` is a ledger with a line for each citation: claim, source and a hash of the locator. A citation
that is in the ledger and no longer in the data fails a test. Whoever takes one out on purpose, or adds some, renews it:

    .venv/bin/python tests/test_real_data.py --write
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from mkdocs.config import load_config

from sourcebook import rules
from sourcebook.files.problems import Problem, format_problems
from sourcebook.records.model import Claim
from sourcebook.records.sources import RegisteredText
from sourcebook.reference.reference import Reference
from sourcebook.rules.navigation import navigation_problems
from sourcebook.site.build import check
from sourcebook.texts.folding import is_undivided, quotation_words
from sourcebook.texts.reading import read
from sourcebook.texts.registeredtexts import registered_text
from sourcebook.texts.windows import METHOD

PROJECT = Path(__file__).parent.parent
LEDGER = Path(__file__).parent / "golden" / "citations.txt"
TEXTS = PROJECT.parent / "shared" / "texts"
RENEW = "if it is meant, renew the ledger: .venv/bin/python tests/test_real_data.py --write"
SAMPLE = 25
COPIED = 16
"""So many words in a row are copied, and no quotation, which has at most fifteen."""


@cache
def real() -> Reference:
    """Return the real reference."""
    return check(PROJECT / "data").reference


def entries(reference: Reference) -> list[str]:
    """Return the lines of the ledger that the data give, sorted."""
    lines = []
    for claim in reference.claims.values():
        for citation in claim.record.cites:
            locator = sha256(citation.locator.encode("utf-8")).hexdigest()[:8]
            lines.append(f"{claim.record.id} {citation.source} {locator}")
    return sorted(lines)


def without(reference: Reference, claim: Claim, number: int) -> Reference:
    """Return the reference as if the claim had one citation less; what is derived is made again."""
    poorer = claim.model_copy(update={"cites": claim.cites[:number] + claim.cites[number + 1 :]})
    claims = (replace(at, record=poorer) if at.record is claim else at for at in reference.all_of("claim"))
    return replace(reference, records={**reference.records, "claim": tuple(claims)})


@cache
def before() -> frozenset[Problem]:
    """Return what the rules find in the reference as it is: nothing, unless someone is at work on it."""
    return frozenset(rules.check_rules(real()))


def named(problems: Iterable[Problem], claim: Claim) -> list[Problem]:
    """Return the problems that speak of the claim."""
    return [problem for problem in problems if problem.message.startswith(f"claim '{claim.id}':")]


def with_one_citation() -> list[Claim]:
    """Return every claim that has a single citation."""
    return [claim.record for claim in real().claims.values() if len(claim.record.cites) == 1]


def sample(claims: list[Claim]) -> list[Claim]:
    """Return some of the claims, always the same ones."""
    return Random(SAMPLE).sample(claims, min(SAMPLE, len(claims)))


def test_real_reference_has_no_problems() -> None:
    site = check(PROJECT / "data", PROJECT / "docs")
    assert not site.problems, format_problems(site.problems)
    assert site.reference.claims


def test_navigation_names_every_chapter_in_its_order() -> None:
    def pages(part: Any) -> Iterator[str]:
        if isinstance(part, str):
            yield part
        for inner in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
            yield from pages(inner)

    settings = load_config(str(PROJECT / "mkdocs.yml"))
    problems = navigation_problems(real(), list(pages(settings["nav"])))
    assert not problems, format_problems(problems)


def test_without_its_only_citation_every_claim_is_reported() -> None:
    single = with_one_citation()
    assert single
    poorer = real()
    for claim in single:
        poorer = without(poorer, claim, 0)
    problems = list(rules.references.lists_are_long_enough(poorer))
    assert len(problems) == len(single)
    assert [claim.id for claim in single if len(named(problems, claim)) != 1] == []


@pytest.mark.parametrize("claim", sample(with_one_citation()), ids=lambda claim: claim.id)
def test_all_rules_together_report_a_lost_citation(claim: Claim) -> None:
    problems = set(rules.check_rules(without(real(), claim, 0))) - before()
    located = real().claims[claim.id]
    line, _ = located.file.locate((*located.address, "cites"))
    assert [(problem.path, problem.line) for problem in named(problems, claim)] == [(located.file.path, line)]
    # Its source may be left without a claim, or a passage without a use: that is said as well.
    lost = claim.cites[0].source
    others = [problem for problem in problems if problem not in named(problems, claim)]
    assert all(problem.message.startswith(f"source '{lost}':") for problem in others)


def test_no_citation_of_the_ledger_is_lost() -> None:
    ledger = Counter(line for line in LEDGER.read_text("utf-8").splitlines() if not line.startswith("#"))
    lost = sorted((ledger - Counter(entries(real()))).elements())
    assert not lost, "\n".join([f"{len(lost)} citations are no longer in the data ({RENEW}):", *lost])


def test_ledger_notices_one_of_several_citations() -> None:
    before = Counter(entries(real()))
    several = [claim.record for claim in real().claims.values() if len(claim.record.cites) > 1]
    for claim in sample(several):
        after = Counter(entries(without(real(), claim, 1)))
        assert [line.split()[0] for line in (before - after).elements()] == [claim.id]


def test_every_passage_of_a_covered_text_is_used_or_set_aside() -> None:
    covered = [source.record for source in real().sources.values() if source.record.cover == "all"]
    assert covered
    for source in covered:
        text = real().texts[source.id].record
        cited = {c.passage for x in real().claims.values() for c in x.record.cites if c.source == source.id}
        aside = {passage.passage for passage in source.set_aside}
        assert {passage.id for passage in text.passages} == (cited | aside) - {None}


def needs_texts() -> pytest.MarkDecorator:
    """Texts are not part of the project; only the machine of an editor has them."""
    return pytest.mark.skipif(not TEXTS.is_dir(), reason=f"the texts themselves are not here: {TEXTS}")


@needs_texts()
@pytest.mark.parametrize("source", sorted(real().texts))
def test_fingerprint_is_that_of_the_text(source: str) -> None:
    record = real().texts[source].record
    text = (TEXTS / f"{source}.txt").read_text("utf-8")
    fresh = yaml.load(registered_text(source, text, record.unit, record), yaml.BaseLoader)
    assert RegisteredText.model_validate(fresh) == record


@needs_texts()
@pytest.mark.parametrize("source", sorted(real().texts))
def test_quotations_stand_in_the_text(source: str) -> None:
    plain = read((TEXTS / f"{source}.txt").read_text("utf-8")).text
    text = f" {' '.join(quotation_words(plain, METHOD))} "
    for claim in real().claims.values():
        for citation in claim.record.cites:
            if citation.source == source and citation.quote:
                places = [text.find(f" {' '.join(quotation_words(part, METHOD))} ") for part in _parts(citation.quote)]
                assert -1 not in places, f"{claim.record.id}: {citation.quote}"


@needs_texts()
def test_no_text_is_in_the_project() -> None:
    taken = set().union(*(windows(file.read_text("utf-8")) for file in TEXTS.glob("*.txt")))
    assert len(taken) > 10_000
    copied = {file: [*found][:3] for file in published() if (found := windows(file.read_text("utf-8")) & taken)}
    assert copied == {}


def test_without_texts_the_run_ends_by_saying_so(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    for name in ("data", "docs", "hooks", "mkdocs.yml", "pyproject.toml", "tests"):
        (project / name).symlink_to(PROJECT / name)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/test_real_data.py",
        "-k",
        "no_text",
    ]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert "NOT TESTED" in done.stdout, done.stdout
    assert f"(skipped tests: 1): the texts themselves are not here: {tmp_path / 'shared' / 'texts'}" in done.stdout


def test_a_copied_sentence_is_noticed() -> None:
    text = "The river rose above the wall of the town, and stood in the market before night; nobody slept until day."
    copy = "note: >-\n  THE RIVER rose above the wall\n  of the town and stood in the market, before night, nobody"
    assert windows(copy) & windows(text)
    assert not windows(copy.replace("market", "square")) & windows(text)


def windows(text: str) -> set[str]:
    """Return every run of words that is longer than a quotation may be, whatever its signs and lines."""
    # Two characters of a script that does not divide words count as one word.
    found, runs = quotation_words(text, METHOD), set()
    sizes = [0.5 if is_undivided(word) else 1 for word in found]
    for start in range(len(found)):
        end, size = start, 0.0
        while end < len(found) and size < COPIED:
            size += sizes[end]
            end += 1
        if size >= COPIED:
            runs.add(" ".join(found[start:end]))
    return runs


def published() -> Iterator[Path]:
    """Yield every text file of the repository, also those that are not yet in it but would be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=PROJECT, capture_output=True, check=True).stdout.decode("utf-8").split("\0")
    for name in filter(None, names):
        file = PROJECT / name
        if file.is_file() and b"\0" not in file.read_bytes()[:8000]:
            yield file


def _parts(quote: str) -> list[str]:
    """Split at an ellipsis, which stands for words left out."""
    for sign in ("[…]", "(…)", "[...]", "..."):
        quote = quote.replace(sign, "…")
    return [part for part in quote.split("…") if quotation_words(part, METHOD)]


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit(__doc__)
    head = (
        "# One line for each citation: claim, source, hash of the locator. Written by tests/test_real_data.py --write\n"
    )
    LEDGER.parent.mkdir(exist_ok=True)
    LEDGER.write_text(head + "\n".join(entries(real())) + "\n", "utf-8")
    print(f"{len(entries(real()))} citations written to {LEDGER}")
