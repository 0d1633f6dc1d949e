"""What must be true of the navigation of a host: it names each chapter, in the order of reading."""

from collections.abc import Sequence

from sourcebook.files.problems import Problem, stamped
from sourcebook.records.model import Chapter
from sourcebook.reference.addresses import address
from sourcebook.reference.links import Located
from sourcebook.reference.reference import Reference


def navigation_problems(reference: Reference, listed: Sequence[str]) -> list[Problem]:
    """Return in what the navigation of a host contradicts the chapters; ``listed`` are its pages in their order."""
    found = []
    position = {path: number for number, path in enumerate(listed)}
    last: Located[Chapter] | None = None
    for name, chapter in reference.chapters.items():
        path = address(reference, "chapter", name)
        if path not in position:
            message = f"chapter '{name}': page must be in the navigation: none names {path!r}"
            found.append(chapter.problem(("id",), message, "add it under 'nav:' in mkdocs.yml"))
            continue
        if last and position[path] < position[address(reference, "chapter", last.record.id)]:
            message = f"chapter '{name}': order must be that of the navigation: {str(chapter.record.order)!r}"
            hint = f"under 'nav:' in mkdocs.yml it comes before '{last.record.id}', which has {last.record.order}"
            found.append(chapter.problem(("order",), message, hint))
        last = chapter
    return sorted(stamped(found, "chapters-stand-in-the-navigation"))
