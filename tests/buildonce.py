"""Run MkDocs, unless another process already did: ``python buildonce.py FOLDER ARGUMENTS`` builds a site into FOLDER.

Tests run in several processes that share their sites. Whoever comes first builds, the others wait; all of them print
what that build printed, and end with its code.
"""

import fcntl
import os
import runpy
import sys
import traceback
from pathlib import Path


def build_once(folder: Path, arguments: list[str]) -> int:
    """Build with these arguments for MkDocs; return its exit code, 1 where it ended in a traceback."""
    log, code = folder.with_name(f"{folder.name}.log"), folder.with_name(f"{folder.name}.code")
    with folder.with_name(f"{folder.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # given back when this process ends, however it ends
        if not code.exists():
            told = os.dup(1), os.dup(2)
            with log.open("wb") as written:
                os.dup2(written.fileno(), 1)
                os.dup2(written.fileno(), 2)
            ended = _run(["mkdocs", *arguments])
            sys.stdout.flush()
            for number, file in enumerate(told, 1):
                os.dup2(file, number)
            whole = code.with_suffix(".new")
            whole.write_text(str(ended), "utf-8")
            whole.replace(code)
    sys.stdout.buffer.write(log.read_bytes())
    return int(code.read_text("utf-8"))


def _run(command: list[str]) -> int:
    sys.argv = command
    try:
        runpy.run_module("mkdocs", run_name="__main__")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # all others are told as well, and nobody builds again
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(build_once(Path(sys.argv[1]), sys.argv[2:]))
