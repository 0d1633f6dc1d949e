"""The folder in which builds are kept: the site, and the data as they were parsed. All in it may be removed."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sourcebook.site.kept.keptsite import KeptSite, NotKept, read_kept, read_site, write_kept, write_site

if TYPE_CHECKING:  # what reads data takes long to load, and whoever asks for it has done so
    from sourcebook.reference.kept.keptfiles import KeptFiles

ASKED = "SOURCEBOOK_KEEP"
"""Name of the variable of the environment by which a build is asked to be kept, and in which folder."""


@dataclass(frozen=True)
class KeptFolder:
    """What stands in the folder at ``path``."""

    path: Path

    @property
    def _site(self) -> Path:
        return self.path / "site.kept"

    @property
    def _build(self) -> Path:
        """What a build keeps of itself, until whoever asked for it has seen its end."""
        return self.path / "build.kept"

    @property
    def _data(self) -> Path:
        return self.path / "data.kept"

    def site(self) -> KeptSite | None:
        """Return what is kept of the last site; says on standard error what cannot be used."""
        try:
            return read_site(self._site)
        except NotKept as reason:
            _leave_aside(self._site, reason)
            return None

    @property
    def root(self) -> Path:
        """The root folder of the project, from which the paths count that are kept."""
        return self.path.parents[1]

    def forget_build(self) -> None:
        """Remove what a build has kept of itself. Raises ``OSError``."""
        if self._build.exists():
            self._build.unlink()

    def take_build(self) -> KeptSite | None:
        """Return what a build has kept of itself, and remove it. Raises ``OSError``."""
        try:
            found = read_site(self._build)
        except NotKept:
            found = None
        self.forget_build()
        return found

    def known_files(self) -> "KeptFiles":
        """Return the files of the data as an earlier build parsed them."""
        from sourcebook.reference.kept.keptfiles import KeptFiles

        try:
            found = read_kept(self._data)
        except NotKept as reason:
            _leave_aside(self._data, reason)
            return KeptFiles()
        return KeptFiles(**found)

    def keep_site(self, site: KeptSite, files: dict[str, str]) -> None:
        """Keep a site with digests of its files; raises ``OSError`` where that is not possible."""
        write_site(self._site, replace(site, files=files))

    def keep_build(self, site: KeptSite) -> None:
        """Keep what a build says of itself; raises ``OSError`` where that is not possible."""
        write_site(self._build, site)

    def keep_files(self, files: "KeptFiles") -> None:
        """Keep the data as they were parsed; raises ``OSError`` where that is not possible."""
        write_kept(self._data, files.to_keep())


def known_files(folder: KeptFolder | None) -> "KeptFiles":
    """Return the files of the data as an earlier build parsed them, none without a folder."""
    from sourcebook.reference.kept.keptfiles import KeptFiles

    return folder.known_files() if folder else KeptFiles()


def _leave_aside(file: Path, reason: NotKept) -> None:
    if str(reason):
        print(f"{file}: what was kept is left aside, all is made anew: {reason}", file=sys.stderr)
