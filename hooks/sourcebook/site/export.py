"""All files of a site in a folder, for any generator: Markdown whose generated parts are blocks of HTML."""

from pathlib import Path

from sourcebook.files.encoding import is_hidden
from sourcebook.files.writing import write_folder
from sourcebook.site.build import Site
from sourcebook.site.handwritten import expanded_page


def write(site: Site, docs: Path, target: Path) -> int:
    """Write hand-written and generated files into ``target`` for any generator; return how many.

    ``target`` must be empty or not exist; raises ``FileExistsError`` otherwise.
    """
    there = (file for file in sorted(docs.rglob("*")) if file.is_file() and not is_hidden(file, docs))
    files = {file.relative_to(docs).as_posix(): file for file in there}

    def content(path: str) -> bytes:
        if path in site.texts:
            return site.texts[path].encode()
        if path.endswith(".md"):
            return expanded_page(files[path], path, site.reference).encode()
        return files[path].read_bytes()

    return write_folder(target, ((path, content(path)) for path in sorted({*files, *site.texts})))
