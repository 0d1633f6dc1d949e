"""The files of the last site: most of them are those of the next one as well, and are not written again."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from sourcebook.site.kept.folder import KeptFolder
from sourcebook.site.kept.hostsettings import HostSettings
from sourcebook.site.kept.keptsite import KeptSite
from sourcebook.words.ids import digest_of


def renew_into(folder: Path, site: Path, kept_in: KeptFolder) -> bool:
    """Make the new site in ``folder`` of the last one if only data were edited since; return whether it is there.

    ``kept_in`` tells what the last site was made of. Raises ``OSError`` where the folder cannot be filled.
    """
    kept = kept_in.site()
    if kept is None or not _may_be_renewed(site, kept, kept_in.root):
        return False
    # What knows the data takes a while to load, so it waits until it is needed.
    from sourcebook.site.kept.renewal import MoreThanArticles, renewed

    known = kept_in.known_files()
    try:
        renewal = renewed(kept, kept_in.root, site, known)
    except (MoreThanArticles, OSError):
        return False
    _fill(folder, site, kept.files, renewal.files)
    print(f"site: {len(renewal.files):,} of {len(kept.files):,} files differ from the last build and were made anew")
    if renewal.files or renewal.kept != kept:
        with _told(kept_in):
            kept_in.keep_site(renewal.kept, dict(renewal.kept.files))
            kept_in.keep_files(known)
    return True


def keep_build(folder: Path, site: Path, kept_in: KeptFolder) -> None:
    """Keep what a build in ``folder`` has told of itself; give files that are those of the last site their times."""
    for path in _files(folder):
        new, old = folder / path, site / path
        with suppress(OSError):  # who cannot read the old one takes the new one
            if old.is_file() and not old.is_symlink() and new.read_bytes() == old.read_bytes():
                status = old.stat()
                os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    with _told(kept_in):
        kept = kept_in.take_build()
        found = digests(folder) if kept else {}
        # Whoever changed a page after it was written may do so again.
        if kept and kept.files.items() <= found.items():
            kept_in.keep_site(kept, found)


@contextmanager
def _told(kept_in: KeptFolder) -> Iterator[None]:
    """Say what keeps a site from being kept: it is as good as others, but the next one will take longer."""
    try:
        yield
    except OSError as error:
        print(f"{kept_in.path}: the site could not be kept for the next build: {error.strerror}", file=sys.stderr)


def _may_be_renewed(site: Path, kept: KeptSite, root: Path) -> bool:
    """Say whether a site is as it was built, and all that it is made of as well, but for the data."""
    try:
        is_the_same = not site.is_symlink() and digests(site) == kept.files
        return is_the_same and HostSettings.of_mapping(kept.settings).inputs(root) == kept.inputs
    except OSError:
        return False


def digests(folder: Path) -> dict[str, str]:
    """Return digests of the bytes of all files below a folder by their paths; a link has one that no file has."""
    found = {}
    for path in _files(folder):
        whole = f"{folder}/{path}"
        if os.path.islink(whole):  # noqa: PTH114 (of more than a thousand files)
            found[path] = "link"
        else:
            with open(whole, "rb") as file:  # noqa: PTH123
                found[path] = digest_of(file.read())
    return found


def _files(folder: Path) -> list[str]:
    top = len(str(folder)) + 1
    return [f"{place}/{name}"[top:] for place, _, names in os.walk(folder) for name in sorted(names)]


def _fill(folder: Path, site: Path, paths: Iterable[str], new: Mapping[str, bytes]) -> None:
    """Fill a folder with the files ``new``, by their paths, and for the rest of ``paths`` with those of the site."""
    for place in sorted({path.rpartition("/")[0] for path in paths}):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for path in paths:
        if path in new:
            (folder / path).write_bytes(new[path])
        else:
            _take_over(f"{site}/{path}", f"{folder}/{path}")


def _take_over(old: str, new: str) -> None:
    """Let a file stand in another folder as well."""
    try:
        os.link(old, new)
    except OSError:  # a disk that knows no links
        shutil.copy2(old, new)
