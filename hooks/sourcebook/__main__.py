"""Command line: ``python -m sourcebook check|export|register``."""

import argparse
import sys
from pathlib import Path

from sourcebook import export, register
from sourcebook.load import load
from sourcebook.problems import STYLES, count, format_problems


def main(arguments: list[str] | None = None) -> int:
    """Run a command; return the exit code: 0 done, 1 the data have problems, 2 wrong use."""
    about = "Check and publish a reference that cites its sources."
    parser = argparse.ArgumentParser(prog="sourcebook", description=about)
    parser.add_argument("--root", type=Path, default=Path(), help="folder with data/ and docs/ (default: here)")
    commands = parser.add_subparsers(dest="command", required=True)
    checker = commands.add_parser("check", help="check data/ and docs/ and list every problem")
    checker.add_argument("--format", choices=STYLES, default="text", help="for people, for GitHub, for programs")
    exporter = commands.add_parser("export", help="write all pages as Markdown into a new folder")
    exporter.add_argument("target", type=Path, help="folder to write; must be empty or not exist")
    registrar = commands.add_parser("register", help="write the fingerprint of a source's text")
    registrar.add_argument("source", help="id of the source")
    registrar.add_argument("text", type=Path, help="file with its text (UTF-8); it is read, not copied")
    registrar.add_argument("--unit", choices=("sentence", "paragraph"), help="what a passage is (default: by length)")
    options = parser.parse_args(arguments)
    run = {"check": _check, "export": _export, "register": _register}[options.command]
    return run(options)


def _check(options: argparse.Namespace) -> int:
    site = export.check(options.root / "data", options.root / "docs")
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
        print(f"{', '.join(figures)}: no problems")
    return 0


def _export(options: argparse.Namespace) -> int:
    docs = options.root / "docs"
    site = export.build(options.root / "data", docs)
    if site.problems:
        print(format_problems(site.problems), file=sys.stderr)
        return 1
    try:
        written = export.write(site, docs, options.target)
    except (FileExistsError, NotADirectoryError):
        print(f"{options.target}: folder must be empty or not exist", file=sys.stderr)
        return 2
    print(f"{count(written, 'file')} written to {options.target}")
    return 0


def _register(options: argparse.Namespace) -> int:
    data = options.root / "data"
    reference, _ = load(data)
    if options.source not in reference.sources:
        print(f"source must be a known source: {options.source!r} (add a file sources/ID.yml first)", file=sys.stderr)
        return 2
    try:
        text = options.text.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"{options.text}: must be a readable UTF-8 file: {error}", file=sys.stderr)
        return 2
    before = reference.texts.get(options.source)
    try:
        content = register.register(options.source, text, options.unit, before.record if before else None)
    except ValueError as error:
        print(f"{options.text}: {error}", file=sys.stderr)
        return 2
    print(register.preview(text, options.unit))
    target = data / "texts" / f"{options.source}.yml"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Written beside and moved into place, so that a broken run leaves the old file whole.
    fresh = target.with_suffix(".new")
    fresh.write_text(content, "utf-8")
    fresh.replace(target)
    print(f"written to {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
