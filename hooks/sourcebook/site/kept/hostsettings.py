"""What the settings of a host say of its site, as far as a renewal needs them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sourcebook.site.kept.inputs import digest_of_inputs


@dataclass(frozen=True)
class HostSettings:
    """What a host's settings say of a site: where its pages are written by hand, and the rest as ``build`` takes it."""

    settings: Path
    """The file in which they stand."""
    docs: Path
    theme: Path | None
    """Folder of the site's own templates."""
    edit_base: str
    folders: bool
    sign: str
    url: str

    @property
    def inputs(self) -> str:
        """Digest of all that the site is made of, apart from its data. Raises ``OSError``."""
        return digest_of_inputs(self.settings, filter(None, [self.docs, self.theme]))

    def as_texts(self) -> dict[str, Any]:
        """Return the settings as they are kept."""
        return {key: str(value) if isinstance(value, Path) else value for key, value in asdict(self).items()}

    @classmethod
    def of_texts(cls, kept: Mapping[str, Any]) -> "HostSettings":
        """Return settings that were kept."""
        paths = {key: kept[key] and Path(kept[key]) for key in ("settings", "docs", "theme")}
        return cls(**{**kept, **paths})
