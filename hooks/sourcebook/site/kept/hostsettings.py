"""What the settings of a host say of its site, as far as a renewal needs them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sourcebook.site.kept.inputs import digest_of_inputs


@dataclass(frozen=True)
class HostSettings:
    """What a host's settings say of a site: where its pages are written by hand, and the rest as ``build`` takes it.

    Paths are counted from the root folder, so that they hold wherever the project is moved.
    """

    settings: str
    """The file in which they stand."""
    docs: str
    theme: str
    """Folder of the site's own templates, empty for none."""
    edit_base: str
    folders: bool
    sign: str
    url: str

    def inputs(self, root: Path) -> str:
        """Return a digest of all that the site is made of, apart from its data. Raises ``OSError``."""
        folders = [folder for folder in (self.docs, self.theme) if folder]
        return digest_of_inputs(root / self.settings, [root / folder for folder in folders])

    def as_mapping(self) -> dict[str, Any]:
        """Return the settings as they are kept."""
        return asdict(self)

    @classmethod
    def of_mapping(cls, kept: Mapping[str, Any]) -> "HostSettings":
        """Return settings that were kept; raises ``TypeError`` for others."""
        return cls(**kept)
