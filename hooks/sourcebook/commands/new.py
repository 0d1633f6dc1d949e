"""``sourcebook new``: add a record in the right place, asking for what is missing."""

import argparse
import sys
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.commands.guidance import renew
from sourcebook.editing import EditError, answers
from sourcebook.editing.asking import step
from sourcebook.editing.draft import ALL, CLAIM, HANDOVER, QUESTION, SOURCE, Draft, Kind
from sourcebook.editing.interview import NothingToAsk, complete
from sourcebook.editing.parts import SHORT
from sourcebook.editing.place import add as add_record
from sourcebook.editing.place import no_longer_unused, resolve
from sourcebook.files.layout import Layout
from sourcebook.files.problems import format_problems
from sourcebook.reference.reference import Reference
from sourcebook.site import build


def add(commands: Commands) -> None:
    """Add the command, with a parser for each kind of record."""
    parser = commands.add_parser("new", help="add a record, asking for what is missing")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    for kind in ALL.values():
        about = "hand-over" if kind is HANDOVER else kind.name
        one = kinds.add_parser(kind.name, help=f"add a {about}", allow_abbrev=False)
        if kind.main:
            one.add_argument("name", nargs="?", help=f"{kind.main} of the {about}; asked for where it is missing")
        _add_options(one, kind)
        one.set_defaults(run=run)


def _add_options(parser: argparse.ArgumentParser, kind: Kind) -> None:
    if kind.has_id:
        parser.add_argument("--id", default="", help="id (default: made from the name)")
    if kind in (CLAIM, QUESTION):
        parser.add_argument("--chapter", default="", help="id of the chapter")
    if kind is CLAIM:
        parser.add_argument("--section", default="", help="id of the section")
        parser.add_argument("--after", default="", help="id of the claim behind which it shall stand (default: last)")
    for key, description, several in kind.fields():
        if key == kind.main:
            continue
        names = [f"--{name.lower()}" for name in (SHORT.get(key, key), key)]
        form = f"; {answers.FORMS[key]}" if key in answers.FORMS else ""
        more = "; may be given several times" if several else ""
        parser.add_argument(
            *dict.fromkeys(names),
            dest=f"field_{key}",
            action="append",
            help=f"{description}{form}{more}".replace("%", "%%"),
        )


def run(options: argparse.Namespace) -> int:
    """Complete the record, check the result, and write it; return 1 where it would not check, 2 for wrong use."""
    kind = ALL[options.kind]
    with step("reading"):
        before = build.check(options.root / "data", options.root / "docs")
    draft = Draft(kind, before.reference)
    try:
        _make_sure(before.reference, kind)
        place = resolve(before.reference, *(getattr(options, key, "") for key in ("chapter", "section", "after")))
        draft.values = _given(options, kind)
        place = complete(draft, place, options.id if kind.has_id else "")
        edit = add_record(options.root, draft, place)
        with step("checking"):
            site, new = edit.check(before)
        if new:
            print(format_problems(new))
            print(f"nothing was written; this is what was to be added:\n\n{_written(draft)}")
            return 1
        renew(edit, site.reference)
        edit.write()
    except (NothingToAsk, EditError) as error:
        print(error, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        entered = f"; this is what you entered:\n\n{_written(draft)}" if draft.values else ""
        print(f"\nnothing was written{entered}", file=sys.stderr)
        return 2
    _report(site.reference, draft, options.root)
    return 0


def _make_sure(reference: Reference, kind: Kind) -> None:
    """Raise ``EditError`` where what the new record must refer to is not there at all."""
    if kind is CLAIM and not reference.sources:
        raise EditError("a claim must cite a source: there is none (begin with 'new source')")
    if kind in (QUESTION, HANDOVER) and not reference.claims:
        raise EditError("this must name claims: there are none (begin with 'new claim')")


def _given(options: argparse.Namespace, kind: Kind) -> dict[str, object]:
    """Return the values of the options; raises ``EditError`` for one that cannot be read."""
    values: dict[str, object] = {}
    if kind.main and options.name:
        values[kind.main] = answers.value(kind.main, options.name)
    for key, _, several in kind.fields():
        given = getattr(options, f"field_{key}", None)
        if given:
            read = [answers.value(key, text) for text in given]
            if not several and len(read) > 1:
                raise EditError(f"--{key} must be given once: {len(read)} times")
            values[key] = read if several else read[0]
    if kind is SOURCE:
        # True until a claim cites it; 'new claim' takes it out again.
        values.setdefault("further-reading", "yes")
    return values


def _written(draft: Draft) -> str:
    return "\n".join(Layout().item(draft.kind.ordered(draft.values), 0))


def _report(reference: Reference, draft: Draft, root: Path) -> None:
    name = str(draft.values.get("id", ""))
    if draft.kind is HANDOVER:
        at = reference.handovers[-1].place
    elif draft.kind.register:
        at = reference.entries[draft.kind.register][name].place
    else:
        at = getattr(reference, f"{draft.kind.name}s")[name].place
    print(f"{root / at[0]}:{at[1]}: {draft.kind.name}{' ' + repr(name) if name else ''} added")
    for source in no_longer_unused(draft):
        place = root / draft.reference.sources[source].file.path
        print(f"{place}: 'further-reading' taken out, since a claim cites it now")
    if draft.kind is SOURCE and draft.values.get("further-reading"):
        print("it is marked further reading until 'new claim' adds a claim that cites it")
