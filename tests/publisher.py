"""Builds the tiny site as ``make site`` does: whole, or renewed where the last build was kept."""

import gc
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from sourcebook.site.kept.folder import ASKED, KeptFolder
from sourcebook.site.kept.lastsite import keep_build, renew_into
from support import Copy

CHAPTER = "data/chapters/flood.yml"


@dataclass
class Publisher:
    """Builds a copy of the tiny site as ``make site`` does, but in this process."""

    copy: Copy
    kept: KeptFolder
    engine: Path
    """Stands for the engine's folder: its templates can be edited."""
    after: Callable[[Path], None] = lambda _: None
    """What the command does with the site when MkDocs has ended."""

    @property
    def site(self) -> Path:
        return self.copy.root / "site"

    def publish(self) -> bool:
        """Renew the site, or build it whole; return whether it could be renewed. Raises ``Abort`` for bad data."""
        new = self.copy.root / "new"
        renewed = renew_into(new, self.site, self.kept)
        if not renewed:
            self.kept.forget_build()
            self.build(new, keep=True)
            self.after(new)
            keep_build(new, self.site, self.kept)
        shutil.rmtree(self.site, ignore_errors=True)
        new.rename(self.site)
        return renewed

    def build(self, folder: Path, *, keep: bool = False) -> None:
        """Build the whole site with MkDocs."""
        os.environ[ASKED] = str(self.kept.path) if keep else ""
        try:
            build(load_config(str(self.copy.root / "mkdocs.yml"), strict=True, site_dir=str(folder)))
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        finally:
            gc.unfreeze()  # a build is the last thing that its process does

    def whole(self) -> dict[str, bytes]:
        """Return the files of the site as a whole build makes them."""
        folder = self.copy.root / "whole"
        self.build(folder)
        found = bytes_of(folder)
        shutil.rmtree(folder)
        return found

    def edit(self, old: str, new: str, file: str = CHAPTER) -> None:
        self.copy.edit(file, old, new)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
