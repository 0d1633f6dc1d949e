"""The data as they were at a revision of git."""

import io
import subprocess
import tarfile
from pathlib import Path

DATA_FOLDER = "data"


class RevisionError(ValueError):
    """There is no such revision, or no git to ask for it; the text says what to do."""


def resolve_revision(root: Path, revision: str) -> str:
    """Return the commit that ``revision`` names, as git's hash; raises ``RevisionError``."""
    _git(root, "rev-parse", "--git-dir")  # Whatever keeps git from answering at all is told in its own words.
    try:
        return _git(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    except RevisionError:
        hint = "name two revisions with a space between them" if ".." in revision else "git log --oneline lists some"
        raise RevisionError(f"revision must be one that git knows: {revision!r} ({hint})") from None


def extract(root: Path, commit: str, target: Path) -> Path:
    """Write the files of ``data/`` below ``root``, as they were at the commit, into ``target``; return their folder.

    The folder does not exist where the commit has no data. Raises ``RevisionError``.
    """
    try:
        _git(root, "rev-parse", "--verify", "--quiet", f"{commit}:./{DATA_FOLDER}")
    except RevisionError:
        return target / DATA_FOLDER
    archive = _git(root, "archive", "--format=tar", commit, DATA_FOLDER)
    with tarfile.open(fileobj=io.BytesIO(archive)) as members:
        for member in members:
            content = members.extractfile(member) if member.isfile() else None
            if content is not None:
                file = target / member.name
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content.read())
    return target / DATA_FOLDER


def _git(root: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)
    except (OSError, ValueError) as error:
        raise RevisionError(f"git must be installed and able to run: {error}") from error
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip() or "it gives no reason"
        raise RevisionError(f"git must be able to look into the repository: {said}")
    return done.stdout
