"""Commands ended by a signal at chosen moments: ``python interrupting.py FOLDER SIGNALS MOMENTS COMMAND…``.

A moment is an event that Python reports of itself, such as the opening of a file, so that it is the same on every
machine; of several signals each comes one event later. The engine is loaded once, and each run is a process of
its own in a copy of the folder. Prints what became of each run as JSON: the first one is not disturbed.
"""

import json
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from typing import Any

WRITING = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "tempfile.mkdtemp"}
EVENTS = {"open", "os.listdir", "subprocess.Popen", *WRITING}
MOST_WRITING = 4


def state(folder: Path) -> dict[str, str]:
    """Return every file below a folder but those of git."""
    files = (file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
    return {file.relative_to(folder).as_posix(): file.read_bytes().decode("utf-8", "replace") for file in files}


def run(folder: Path, arguments: list[str], numbers: list[int], moment: int | None) -> dict[str, Any]:
    """Run a command in a copy of the folder, and send it the signals from the moment on."""
    top = Path(tempfile.mkdtemp(dir=folder.parent))
    here, left, said, seen = top / "here", top / "left", top / "said", top / "seen"
    shutil.copytree(folder, here, symlinks=True)
    left.mkdir()
    process = os.fork()
    if not process:
        os.chdir(here)
        out = os.open(said, os.O_WRONLY | os.O_CREAT)
        os.dup2(out, 1)
        os.dup2(out, 2)
        tempfile.tempdir = str(left)
        events: list[str] = []

        def hear(event: str, _: object) -> None:
            if event in EVENTS:
                events.append(event)
                if moment is not None and moment < len(events) <= moment + len(numbers):
                    os.kill(os.getpid(), numbers[len(events) - moment - 1])

        from sourcebook.__main__ import shell

        sys.argv = ["sourcebook", *arguments]
        sys.addaudithook(hear)
        code = shell()
        heard = list(events)
        seen.write_text(json.dumps(heard), "utf-8")
        os._exit(code)
    status = os.waitpid(process, 0)[1]
    made = {
        "moment": moment,
        "code": os.waitstatus_to_exitcode(status),
        "said": said.read_text("utf-8"),
        "files": state(here),
        "left": [str(file) for file in left.iterdir()],
        "events": json.loads(seen.read_text("utf-8")) if moment is None else [],
    }
    shutil.rmtree(top)
    return made


def main() -> None:
    """Run the command undisturbed, and then with the signal at moments over its whole length and at what it writes."""
    from sourcebook.__main__ import commands

    commands()
    folder, names, moments, *arguments = sys.argv[1:]
    numbers = [int(signal.Signals[name]) for name in names.split()]
    found = [run(Path(folder), arguments, numbers, None)]
    events = found[0].pop("events")
    writing = [at for at, event in enumerate(events) if event in WRITING]
    spread = {len(events) * part // int(moments) for part in range(int(moments))}
    for moment in sorted(spread.union(writing[:: len(writing) // MOST_WRITING + 1])):
        found.append(run(Path(folder), arguments, numbers, moment))
    print(json.dumps(found))


if __name__ == "__main__":
    main()
