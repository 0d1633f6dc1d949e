"""What a change does to the reference: two states compared, and what differs said record by record."""

from pathlib import PurePosixPath

from sourcebook.changes.change import ALTERED, Change, Changes, Detail
from sourcebook.changes.comparison import LISTS, Comparison
from sourcebook.changes.holdings import ORDER
from sourcebook.changes.weight import figures
from sourcebook.reference.reference import Reference

COMPARED = {
    "chapters", "sources", "texts", "people.yml", "organizations.yml", "places.yml", "terms.yml", "handovers.yml",
    "card.yml", "start.yml", "timeline.yml", "former-ids.yml",
}  # fmt: skip
"""Folders and files whose records are compared one by one; of any other it is only told that it changed."""


def compare(before: Reference, after: Reference) -> Changes:
    """Return what differs between two states of a reference. Neither needs to be without problems."""
    comparison = Comparison(before, after)
    found = [change for kind in ORDER for change in comparison.of_kind(kind)]
    found += [change for name in LISTS for change in comparison.of_list(name)]
    found += comparison.of_start()
    others, forms = _files(before, after)
    return Changes((*found, *others), figures(before, after), forms, tuple(sorted(comparison.left_out)))


def _files(before: Reference, after: Reference) -> tuple[list[Change], tuple[str, ...]]:
    """Return files that changed and whose records are not compared, and files of which only the form changed."""
    old, new = ({file.path: file for file in side.files} for side in (before, after))
    others, forms = [], []
    for path in sorted({*old, *new}):
        earlier, later = old.get(path), new.get(path)
        if earlier and later and earlier.data == later.data and not (earlier.problems or later.problems):
            if earlier.text != later.text:
                forms.append(path)
        elif PurePosixPath(path).parts[1] not in COMPARED:
            others.append(Change("file", path, "", "", (ALTERED,), (Detail("not compared record by record"),)))
    return others, tuple(forms)
