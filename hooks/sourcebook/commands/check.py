"""``sourcebook check``: list every problem."""

import argparse
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.files.problems import STYLES, format_problems
from sourcebook.records.kinds import Catalogue
from sourcebook.reference.bearing.names import names_of_facts, names_without_witness, tally_of_names
from sourcebook.reference.bearing.numbers import numbers_of_facts, tally, without_witness
from sourcebook.reference.evidence import checked, checked_figures
from sourcebook.reference.reference import Reference
from sourcebook.serving.filestates import file_states, files_below
from sourcebook.site import build
from sourcebook.words.counting import count

INTERVAL = 0.5
"""Seconds between two looks at the files."""


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("check", help="check data/ and docs/ and list every problem")
    parser.add_argument("--format", choices=STYLES, default="text", help="for people, for GitHub, for programs")
    parser.add_argument("--numbers", action="store_true", help="also list numbers of facts that no citation bears")
    parser.add_argument("--names", action="store_true", help="also list names in facts that no citation names")
    parser.add_argument("--watch", action="store_true", help="check again whenever a file changes, until Ctrl-C")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print all problems, or what the reference holds; with ``--watch`` again after each change, until Ctrl-C."""
    if not options.watch:
        return _check(options)
    return watch((options.root / "data", options.root / "docs"), lambda: _check(options))


def watch(folders: Iterable[Path], check: Callable[[], int]) -> int:
    """Check now and whenever a file below the folders has changed; return 0 when interrupted, which is no fault."""
    seen: object = None
    try:
        while True:
            now = file_states(file for folder in folders for file in files_below(folder))
            if now != seen:
                seen = now
                print(f"──── {datetime.now():%H:%M:%S} ────")
                check()
                print(end="", flush=True)
            time.sleep(INTERVAL)
    except KeyboardInterrupt:
        print()
        return 0


def _check(options: argparse.Namespace) -> int:
    site = build.check(options.root / "data", options.root / "docs", options.catalogue)
    if site.problems or options.format != "text":
        print(format_problems(site.problems, options.format))
    if site.problems:
        return 1
    if options.format == "text":
        reference = site.reference
        figures = (
            count(len(reference.claims), "claim"),
            count(len(reference.sources), "source"),
            count(len(reference.questions), "question"),
        )
        print(checked(reference))
        if (copied := checked_figures(reference)).all:
            print(copied.told("copied figure"))
        numbers = numbers_of_facts(reference)
        for problem in without_witness(numbers) if options.numbers else ():
            print(problem)
        print(tally(numbers))
        names = [*names_of_facts(reference)]
        for problem in names_without_witness(names) if options.names else ():
            print(problem)
        print(tally_of_names(names))
        if untold := _untold(reference):
            print(untold)
        print(f"{', '.join(figures)}: no problems")
    return 0


def _untold(reference: Reference) -> str:
    """Say how many sections have no lead, and how many chapters nothing in short; nothing where none has, or all."""
    leads = [bool(section.record.lead) for _, section in reference.sections]
    short = [bool(chapter.record.told_in_short) for chapter in reference.chapters.values()]
    kinds = ((leads, "section", "without a lead"), (short, "chapter", "not told in short"))
    return ", ".join(
        f"{count(told.count(False), noun)} of {len(told):,} {lack}"
        for told, noun, lack in kinds if any(told) and not all(told)
    )  # fmt: skip
