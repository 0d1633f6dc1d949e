"""``sourcebook register``: write the fingerprint of a source's text."""

import argparse
import sys
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.editing.asking import ask, can_ask, step
from sourcebook.editing.edit import Edit
from sourcebook.editing.place import file_of
from sourcebook.files.encoding import read_text
from sourcebook.files.problems import format_problems
from sourcebook.records.kinds import Catalogue
from sourcebook.reference.reference import Reference
from sourcebook.reference.textchanges import difference, doubts
from sourcebook.site import build
from sourcebook.texts import registeredtexts
from sourcebook.words.ids import KEBAB, what_is_odd

LARGEST_TEXT = 10_000_000
"""Bytes of a text: its fingerprint, which is about as large, must fit into a file of data."""


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("register", help="write the fingerprint of a source's text")
    parser.add_argument("source", help="id of the source")
    parser.add_argument("text", type=Path, help="file with its text (UTF-8); it is read, not copied")
    parser.add_argument("--unit", choices=("sentence", "paragraph"), help="what a passage is (default: by length)")
    parser.add_argument("--extent", choices=("complete", "part"), help="whether the text is complete")
    parser.add_argument("--version", choices=("original", "translation"), help="whether it is a translation")
    parser.add_argument("--translation-of", metavar="SOURCE", help="the source that it translates")
    parser.add_argument("--made-from", metavar="SOURCE", help="the source from which the translation was made")
    parser.add_argument("--copied", choices=("faithful", "ocr"), help="ocr if a machine read it from pictures")
    parser.add_argument("--yes", action="store_true", help="it is the text of this source, whatever speaks against it")
    parser.add_argument("--force", action="store_true", help="write it even where citations must then be mended")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Show the split and what it changes, check the result, and write the fingerprint."""
    data = options.root / "data"
    with step("reading"):
        before = build.check(data, options.root / "docs", options.catalogue)
    if not KEBAB.fullmatch(options.source):
        hint = what_is_odd(options.source)
        print(f"source must be an id in kebab-case: {options.source!r} ({hint})", file=sys.stderr)
        return 2
    if options.source not in before.reference.sources:
        print(f"source must be a known source: {options.source!r} (add a file sources/ID.yml first)", file=sys.stderr)
        return 2
    text, problems = read_text(options.text, str(options.text), LARGEST_TEXT)
    if problems:
        print(problems[0], file=sys.stderr)
        return 2
    earlier = before.reference.texts.get(options.source)
    about = {name: said for name in registeredtexts.DESCRIBED if (said := getattr(options, name))}
    try:
        registration = registeredtexts.registration(
            options.source, text, options.unit, earlier.record if earlier else None, about
        )
    except ValueError as error:
        print(f"{options.text}: {error}", file=sys.stderr)
        return 2
    record = registration.record
    print("\n".join(registration.lines()), end="\n\n")
    _tell_changes(registration, before.reference)
    if not options.yes and not _is_the_text(options.source, doubts(registration, record, before.reference)):
        return 1
    path = file_of(options.catalogue["text"], options.source)
    edit = Edit(options.root)
    edit.put(path, registeredtexts.as_yaml(record))
    with step("checking"):
        _, new = edit.check(before)
    if new and not options.force:
        print(f"{format_problems(new)}\nnothing was written; mend these first, or write it with --force")
        return 1
    edit.write()
    if new:
        print(format_problems(new))
    print(f"written to {options.root / path}")
    return 0


def _tell_changes(registration: registeredtexts.Registration, reference: Reference) -> None:
    """Print what differs from the earlier registration, where there was one."""
    again = registration.as_before()
    if registration.previous and again:
        texts = [text for _, text in registration.passages]
        lines = difference(registration.previous, again, reference, texts)
        renewed = "" if registration.record == registration.previous else " words, hashed or described anew,"
        print("against the earlier registration:" if lines else f"the same{renewed} as the earlier registration")
        print("".join(f"  {line}\n" for line in lines), end="" if lines else "\n")


def _is_the_text(source: str, doubted: list[str]) -> bool:
    """Say whether it is the text of the source: nothing speaks against it, or somebody who was asked says so."""
    if not doubted:
        return True
    print("".join(f"{doubt}\n" for doubt in doubted), end="")
    if not can_ask():
        print(f"nothing was written; if it is the text of '{source}', say --yes")
        return False
    question = f"is it the text of '{source}', yes or no"
    return ask(question, lambda said: [] if said in {"yes", "no"} else ["say yes or no"], "no") == "yes"
