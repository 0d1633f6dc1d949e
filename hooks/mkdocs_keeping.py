"""What the adapter keeps of a build where ``sourcebook site`` asks for it, so that the next one can be a renewal.

It belongs to the adapter; nothing else knows MkDocs.
"""

import os
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from sourcebook.serving.settings import edit_base, heading_settings
from sourcebook.serving.themeframe import frame_templates
from sourcebook.site.build import Site
from sourcebook.site.kept.folder import ASKED, KeptFolder
from sourcebook.site.kept.hostsettings import HostSettings
from sourcebook.site.kept.keeping import Keeping
from sourcebook.site.links.finishedpages import FinishedPages
from sourcebook.site.search.index import SearchIndex

_KNOWN_PLUGINS = frozenset(["search", "material/search"])
"""Plugins that look at nothing by which pages could differ once more."""


def asked_folder() -> KeptFolder | None:
    """Return where a build is to be kept, ``None`` where nobody asks for that."""
    asked = os.environ.get(ASKED)
    return KeptFolder(Path(asked)) if asked else None


def keeping_of(config: MkDocsConfig) -> Keeping | None:
    """Return what keeps this build, ``None`` where pages may depend on more than can be seen from here."""
    file = Path(config.config_file_path)
    inherits = "INHERIT" in file.read_text("utf-8", errors="replace")
    if inherits or len(config.hooks) > 1 or not frame_templates(config.theme.dirs):
        return None
    if not _KNOWN_PLUGINS.issuperset({*config.plugins}.difference(map(str, config.hooks))):
        return None
    settings = HostSettings(
        settings=file,
        docs=Path(config.docs_dir),
        theme=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        edit_base=edit_base(config.repo_url, config.edit_uri),
        folders=config.use_directory_urls,
        sign=heading_settings(config.mdx_configs).sign,
        url=config.site_url or "",
    )
    return Keeping(settings, settings.inputs)


def keep(folder: KeptFolder, keeping: Keeping, site: Site, finished: FinishedPages, search: SearchIndex) -> None:
    """Keep a build that is done, unless something was edited meanwhile. Raises ``OSError``."""
    kept = keeping.complete(site, finished, search)
    if kept and keeping.settings.inputs == keeping.inputs:
        folder.keep_build(kept)
