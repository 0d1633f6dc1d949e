"""Templates as Jinja has compiled them: kept where Python keeps compiled modules, and only when Python does so."""

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

_COMPILED_IN = ("autoescape", "finalize", "lstrip_blocks", "trim_blocks", "undefined")
"""Settings by which a template is compiled in another way, of those that an engine may come to change."""


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Compiled templates of one folder. What is damaged or cannot be written is compiled again the next time.

    Jinja knows a template again by its text; here it is known by the settings as well that are compiled into it.
    """

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return what is kept of a template for an environment with the same settings."""
        values = {key: getattr(environment, key) for key in _COMPILED_IN}
        settings = {key: getattr(value, "__qualname__", value) for key, value in values.items()}
        return super().get_bucket(environment, name, filename, f"{settings}{source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what is kept of its template, if that is whole."""
        try:
            super().load_bytecode(bucket)
        except Exception:  # Jinja unpacks what it finds, which may fail in any way
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, if the folder lets us."""
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def compiled_templates(folder: Path) -> CompiledTemplates | None:
    """Return where the templates of a folder are kept compiled, ``None`` where Python is to leave nothing behind."""
    if sys.dont_write_bytecode or sys.implementation.cache_tag is None:
        return None
    beside = Path(cache_from_source(str(folder / "template.py"))).parent
    return CompiledTemplates(str(beside), f"%s.jinja-{jinja2.__version__}.{sys.implementation.cache_tag}.pyc")
