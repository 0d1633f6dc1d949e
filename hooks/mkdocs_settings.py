"""What the adapter asks of the settings of MkDocs.

It belongs to the adapter; nothing else knows MkDocs.
"""

from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from sourcebook.serving.filestates import FileStates, states_of_shared_files
from sourcebook.serving.settings import edit_base, heading_settings
from sourcebook.serving.themeframe import LOGO
from sourcebook.site.build import Site
from sourcebook.site.links.linkorigins import Published
from sourcebook.site.render import Renderer

MATERIALS_ICON = "assets/images/favicon.png"


def data_folder(config: MkDocsConfig) -> Path:
    """Return the folder of the data, which stands beside the settings."""
    return Path(config.config_file_path).parent / "data"


def renderer_of(config: MkDocsConfig) -> Renderer:
    """Return what makes the pages of a site with these settings."""
    edit = edit_base(config.repo_url, config.edit_uri)
    sign = heading_settings(config.mdx_configs).sign
    return Renderer(edit, folders=config.use_directory_urls, sign=sign)


def shared_files(config: MkDocsConfig) -> FileStates:
    """Return the states of the files on which all pages depend."""
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    return states_of_shared_files(Path(config.config_file_path), Path(config.docs_dir), theme)


def published(site: Site, files: Files, config: MkDocsConfig) -> Published:
    """Return what is known of a site that is published."""
    return Published(
        site,
        Path(config.site_dir),
        config.site_url or "",
        {file.dest_uri: file.src_uri for file in files},
        Path(config.docs_dir),
        Path(config.config_file_path),
        Path(config.theme.custom_dir) if config.theme.custom_dir else None,
    )


def set_logo(config: MkDocsConfig) -> None:
    """Give a site that has no logo the one of the theme, and its browser's tab the logo."""
    theme = config.theme
    if not theme.get("logo") and not (theme.get("icon") or {}).get("logo"):
        theme["logo"] = LOGO
    if theme.get("favicon") in (None, MATERIALS_ICON):
        theme["favicon"] = theme.get("logo") or LOGO


def named_files(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Yield the files that the settings name, with the names of their settings."""
    yield from (("extra_css", path) for path in config.extra_css)
    yield from (("extra_javascript", str(script)) for script in config.extra_javascript)
    yield from ((name, config.theme[name]) for name in ("logo", "favicon") if config.theme.get(name))
    if card := config.extra.get("social_card"):
        yield "social_card", card
