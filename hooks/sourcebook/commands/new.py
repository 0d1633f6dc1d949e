"""``sourcebook new``: add a record in the right place, asking for what is missing."""

import argparse
import sys

from sourcebook.commands import Commands
from sourcebook.editing.answers import form_of, singular, title_key, value_of
from sourcebook.editing.asking import step
from sourcebook.editing.draft import Draft, addable_kinds, kinds_around
from sourcebook.editing.interview import NothingToAsk, ask_for_what_is_missing
from sourcebook.editing.place import add_record, find_place, no_longer_unused, refuse_without_others
from sourcebook.editing.standins import Data
from sourcebook.files.document import EditError
from sourcebook.files.layout import Layout
from sourcebook.files.problems import format_problems
from sourcebook.records.keys import fields_of
from sourcebook.records.kinds import Catalogue, Kind
from sourcebook.records.marks import AtFirst
from sourcebook.site import build
from sourcebook.words.counting import with_article


def add(commands: Commands, catalogue: Catalogue) -> None:
    """Add the command, with a parser for each kind of record."""
    parser = commands.add_parser("new", help="add a record, asking for what is missing")
    kinds = parser.add_subparsers(required=True, metavar="KIND")
    for kind in addable_kinds(catalogue):
        name, title = kind.name.replace(" ", "-"), title_key(kind)
        short = [name.replace("-", "")] if "-" in name else []
        one = kinds.add_parser(name, aliases=short, help=f"add {with_article(kind.name)}", allow_abbrev=False)
        if title:
            about = f"{title} of the {kind.name}; asked for where it is missing"
            one.add_argument(f"field_{title}", nargs="?", metavar="NAME", help=about)
        _add_options(one, kind, catalogue)
        one.set_defaults(run=run, kind=kind, needs_data=False)


def _add_options(parser: argparse.ArgumentParser, kind: Kind, catalogue: Catalogue) -> None:
    if kind.id:
        parser.add_argument("--id", default="", help="id (default: made from the name)")
    around = kinds_around(catalogue, kind)
    for outer in around:
        parser.add_argument(
            f"--{outer.name}", dest=f"within_{outer.name}", metavar="ID", default="", help=f"id of the {outer.name}"
        )
    if around:
        about = f"id of the {kind.name} behind which it shall stand (default: last)"
        parser.add_argument("--after", metavar="ID", default="", help=about)
    for field in fields_of(kind.model):
        if field.key not in {"id", title_key(kind)}:
            form = f"; {form_of(field.inner, catalogue)}" if field.inner else ""
            more = "; may be given several times" if field.is_list else ""
            parser.add_argument(
                *dict.fromkeys(f"--{name}".lower() for name in (singular(field, catalogue), field.key)),
                dest=f"field_{field.key}",
                metavar="TEXT",
                action="append",
                help=f"{field.info.description or ''}{form}{more}".replace("%", "%%"),
            )


def run(options: argparse.Namespace) -> int:
    """Complete the record, check the result, and write it; return 1 where it would not check, 2 for wrong use."""
    kind: Kind = options.kind
    with step("reading"):
        before = build.check(options.root / "data", options.root / "docs", options.catalogue)
    draft = Draft(kind, before.reference)
    try:
        refuse_without_others(before.reference, kind)
        within = {
            outer.name: getattr(options, f"within_{outer.name}") for outer in kinds_around(options.catalogue, kind)
        }
        place = find_place(before.reference, kind, within, getattr(options, "after", ""))
        draft.values = _given(options, kind, options.catalogue)
        place = ask_for_what_is_missing(draft, place, options.id if kind.id else "")
        edit = add_record(options.root, draft, place)
        with step("checking"):
            site, new = edit.check(before)
    except NothingToAsk as error:
        print(error, file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt) as end:
        entered = f"; this is what you entered:\n\n{_written(draft)}" if draft.values else ""
        print(f"\nnothing was written{entered}", file=sys.stderr)
        if isinstance(end, KeyboardInterrupt):
            raise
        return 2
    if new:
        print(format_problems(new))
        print(f"nothing was written; this is what was to be added:\n\n{_written(draft)}")
        return 1
    edit.renew_schemas(site.reference)
    edit.write()
    _report(site, draft, options)
    return 0


def _given(options: argparse.Namespace, kind: Kind, catalogue: Catalogue) -> Data:
    """Return the values of the options; raises ``EditError`` for one that cannot be read."""
    values: Data = {}
    for field in fields_of(kind.model):
        given = getattr(options, f"field_{field.key}", None)
        if given:
            read = [value_of(field, text, catalogue) for text in ([given] if isinstance(given, str) else given)]
            if len(read) > 1 and not field.is_list:
                raise EditError(f"--{field.key} must be given once: {len(read)} times")
            values[field.key] = read if field.is_list else read[0]
        elif mark := field.mark(AtFirst):
            values[field.key] = mark.text
    return values


def _written(draft: Draft) -> str:
    return "\n".join(Layout().item(draft.ordered, 0))


def _report(site: build.Site, draft: Draft, options: argparse.Namespace) -> None:
    """Print where the record stands, and what else was changed."""
    name, kind = draft.values.get("id", ""), draft.kind
    added = site.reference.of(kind.name)[name] if name else site.reference.all_of(kind.name)[-1]
    path, line = added.place
    print(f"{options.root / path}:{line}: {kind.name}{' ' + repr(name) if name else ''} added")
    for source in no_longer_unused(draft):
        place = options.root / draft.reference.sources[source].file.path
        print(f"{place}: 'further-reading' taken out, since a claim cites it now")
    if draft.values.get("further-reading"):
        print("it is marked further reading until 'new claim' adds a claim that cites it")
