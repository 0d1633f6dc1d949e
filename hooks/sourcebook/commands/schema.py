"""``sourcebook schema``: write what guides editors while they type."""

import argparse
import sys
from pathlib import Path

from sourcebook.commands import Commands
from sourcebook.files.problems import Problem, format_problems
from sourcebook.files.writing import for_file, write_files
from sourcebook.guidance import schema, shapecomments
from sourcebook.records.kinds import Catalogue
from sourcebook.reference.load import load
from sourcebook.words.counting import count


def add(commands: Commands, _: Catalogue) -> None:
    """Add the command."""
    parser = commands.add_parser("schema", help="write the schemas that guide editors while they type")
    parser.add_argument("--check", action="store_true", help="write nothing, say whether the files are in step")
    parser.add_argument("--heads", action="store_true", help="see to the comment at the top of every data file as well")
    parser.set_defaults(run=run, needs_data=False)


def run(options: argparse.Namespace) -> int:
    """Write what differs, or list it."""
    reference, problems = load(options.root / "data", options.catalogue)
    if problems:
        # What cannot be read would be missing from the lists of known ids.
        print(format_problems(problems), file=sys.stderr)
        return 1
    texts = {f"{schema.SCHEMA_FOLDER}/{name}": text for name, text in schema.schema_files(reference).items()}
    wanted = {path: for_file(options.root / path, text) for path, text in texts.items()}
    again = "python -m sourcebook schema"
    if options.heads:
        wanted |= _with_shape_comments(options.root, reference.catalogue)
        again += " --heads"
    stale = {path: content for path, content in wanted.items() if _content(options.root / path) != content}
    if options.check:
        return _report(stale, len(wanted), again)
    write_files(options.root, stale)
    print(f"{count(len(stale), 'file')} written, {count(len(wanted) - len(stale), 'file')} in step already")
    return 0


def _with_shape_comments(root: Path, catalogue: Catalogue) -> dict[str, bytes]:
    data = root / "data"
    files = {
        file.relative_to(data): file.read_bytes() for file in shapecomments.files_with_shape_comments(data, catalogue)
    }
    return {
        f"data/{path.as_posix()}": shapecomments.with_shape_comment(
            content, shapecomments.shape_comment(path, catalogue)
        )
        for path, content in files.items()
    }


def _report(stale: dict[str, bytes], of: int, again: str) -> int:
    must = {True: "head must show the shape of a record", False: "file must be in step with the data"}
    problems = [
        Problem(path, 1, 1, f"{must[path.startswith('data/')]}: it differs", f"run: {again}", "schemas-are-in-step")
        for path in stale
    ]
    print(format_problems(problems) if problems else f"{count(of, 'file')} in step")
    return 1 if problems else 0


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes() if file.is_file() else None
    except OSError:
        return None
