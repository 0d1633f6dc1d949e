"""Keeping what guides editors while they type in step with what a command adds or renames."""

from sourcebook.editing.edit import Edit
from sourcebook.guidance import schema
from sourcebook.reference.reference import Reference


def renew(edit: Edit, reference: Reference) -> None:
    """Add to the edit the schemas that propose known ids and names, where the project has such files."""
    for name, text in schema.files(reference).items():
        path = f"{schema.FOLDER}/{name}"
        if (edit.root / path).is_file():
            edit.put(path, text)
