"""All files of a site as text in a folder, for any generator."""

from functools import partial
from pathlib import Path

from sourcebook.reference.addresses import published
from sourcebook.site import handwritten
from sourcebook.site.build import Site
from sourcebook.site.handwritten import expand_links
from sourcebook.site.pictures.svg import resolve


def write(site: Site, docs: Path, target: Path) -> int:
    """Write hand-written and generated files into ``target`` for any generator; return how many.

    ``target`` must be empty or not exist; raises ``FileExistsError`` otherwise.
    """
    if target.exists() and any(target.iterdir()):
        raise FileExistsError(target)
    written = 0
    files = {path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*")) if path.is_file()}
    for path in sorted({*files, *site.texts}):
        out = target / path
        out.parent.mkdir(parents=True, exist_ok=True)
        if path in site.texts:
            text = expand_links(site.texts[path], path, site.reference)
            out.write_text(resolve(text, partial(published, path)), "utf-8")
        elif path.endswith(".md"):
            out.write_text(expand_links(handwritten.read(files[path], path)[0], path, site.reference), "utf-8")
        else:
            out.write_bytes(files[path].read_bytes())
        written += 1
    return written
