"""The commands of ``python -m sourcebook``, a module each.

A module has ``add(commands, catalogue)``, which adds a parser whose default ``run`` does the work: it takes the parsed
options, the ``catalogue`` of the kinds of records among them, and returns the exit code: 0 done, 1 the data have
problems, 2 wrong use. Commands with which a reference may be begun set the default ``needs_data`` to false: others are
refused where there are no data.

May know: words, files, records, texts, reference, site, guidance, changes, editing, serving.
"""

import argparse
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    Commands: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Commands: TypeAlias = object


class Parser(argparse.ArgumentParser):
    """Reads the command line; unlike that of the library, it does not pass over what it could not write."""

    def _print_message(self, message: str, file: Any = None) -> None:
        (file or sys.stderr).write(message)
