"""What the adapter keeps of a build where ``sourcebook site`` asks for it, so that the next one can be a renewal.

It belongs to the adapter; nothing else knows MkDocs.
"""

import json
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
_KNOWN_EXTENSIONS = frozenset([
    "abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "meta", "sane_lists",
    "smarty", "tables", "toc", "pymdownx.betterem", "pymdownx.caret", "pymdownx.details", "pymdownx.highlight",
    "pymdownx.inlinehilite", "pymdownx.mark", "pymdownx.smartsymbols", "pymdownx.superfences", "pymdownx.tabbed",
    "pymdownx.tasklist", "pymdownx.tilde",
])  # fmt: skip
"""Extensions of Markdown that read no file."""
_OUR_HOOK = Path(__file__).resolve().with_name("mkdocs_hooks.py")


def asked_folder() -> KeptFolder | None:
    """Return where a build is to be kept, ``None`` where nobody asks for that."""
    asked = os.environ.get(ASKED)
    return KeptFolder(Path(asked)) if asked else None


def keeping_of(config: MkDocsConfig, folder: KeptFolder) -> Keeping | None:
    """Return what keeps this build, ``None`` where pages may depend on more than can be seen from here."""
    root, file = folder.root.resolve(), Path(config.config_file_path).resolve()
    if file.parent != root or not _is_known(config):
        return None

    def within(path: str) -> str:
        return os.path.relpath(os.path.realpath(path), root) if path else ""

    settings = HostSettings(
        settings=file.name,
        docs=within(config.docs_dir),
        theme=within(config.theme.custom_dir or ""),
        edit_base=edit_base(config.repo_url, config.edit_uri),
        folders=config.use_directory_urls,
        sign=heading_settings(config.mdx_configs).sign,
        url=config.site_url or "",
    )
    try:
        return Keeping(root, settings, settings.inputs(root))
    except OSError:
        return None


def _is_known(config: MkDocsConfig) -> bool:
    """Say whether all that makes pages is known here, so that nothing else can make them differ."""
    hooks = [*map(str, config.hooks)]
    text = Path(config.config_file_path).read_text("utf-8", errors="replace")
    try:
        json.dumps(config.mdx_configs)  # a function that settings name may do anything
    except TypeError:
        return False
    return (
        "INHERIT" not in text
        and [Path(config.config_file_path).parent.joinpath(hook).resolve() for hook in hooks] == [_OUR_HOOK]
        and bool(frame_templates(config.theme.dirs))
        and _KNOWN_PLUGINS.issuperset({*config.plugins}.difference(hooks))
        and _KNOWN_EXTENSIONS.issuperset(config.markdown_extensions)
    )


def keep(folder: KeptFolder, keeping: Keeping, site: Site, finished: FinishedPages, search: SearchIndex) -> None:
    """Keep a build that is done, unless something was edited meanwhile. Raises ``OSError``."""
    kept = keeping.complete(site, finished, search)
    if kept and keeping.settings.inputs(keeping.root) == keeping.inputs:
        folder.keep_build(kept)
