"""What ``bench.py`` measures of a builder: its builds, what it serves after an edit, and the pages it makes.

Started as a program it runs a command and tells what that took: ``python tests/bench_measures.py COMMAND …``. So the
command and all that it starts are alone in what the system tells of children.
"""

import json
import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.request import urlopen

if TYPE_CHECKING:  # otherwise the command could not seem smaller than what builders import
    from bench_builders import Workplace

Figures = dict[str, float]
ARTICLE = re.compile(rb"<article.*</article>", re.DOTALL)
CEILING = 900.0
"""Seconds after which a server is given up, even on a busy machine."""
PAUSE = 0.02
"""Seconds between two looks at a page."""
REST = 1.5
"""Seconds in which a server at rest uses the processor for a tenth at most: some look around for edits all the time."""
LONGEST_WORK = 120.0
"""Seconds after which a server that never rests is measured all the same."""


def measure(place: "Workplace") -> tuple[Figures, set[str]]:
    """Build, edit and build again, edit and look; return the figures, and the addresses of the pages.

    ``…_cpu`` are seconds of the processor, ``…_wall`` those of the clock, ``…_memory`` the megabytes of the largest
    process; ``view_cpu`` is NaN where the system does not tell it. Raises ``RuntimeError`` where a builder fails.
    """
    cold = _built(place)
    pages = pages_of(place.site)
    place.edit(place.files_with_claim())
    warm = _built(place)
    if place.word.encode() not in pages_of(place.site)[f"{place.page}index.html"]:
        raise RuntimeError(f"{place.builder.name} must show the edit: {place.page}")
    figures = {f"{when}_{what}": took for when, run in (("cold", cold), ("warm", warm)) for what, took in run.items()}
    return figures | edit_to_view(place) | weights(pages) | {"pages": len(pages)}, set(pages)


def _built(place: "Workplace") -> Figures:
    command = [sys.executable, __file__, *place.command(place.builder.build)]
    done = subprocess.run(command, cwd=place.root, env=place.environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{place.builder.name} must build the site: {done.stdout}{done.stderr}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def run(command: list[str]) -> int:
    """Run a command and print what it took, in the last line; return its code."""
    began = time.perf_counter()
    code = subprocess.run(command, check=False).returncode
    wall, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    # Kilobytes on Linux, bytes on macOS.
    memory = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    print(json.dumps({"cpu": used.ru_utime + used.ru_stime, "wall": wall, "memory": memory}))
    return code


def pages_of(site: Path) -> dict[str, bytes]:
    """Return all pages of a built site with their addresses."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in sorted(site.rglob("*.html"))}


def weights(pages: dict[str, bytes]) -> Figures:
    """Return the bytes of a median page, and which part of a median page is its article."""
    articles = [sum(map(len, ARTICLE.findall(page))) / len(page) for page in pages.values()]
    return {"bytes": median(map(len, pages.values())), "article": median(articles)}


def edit_to_view(place: "Workplace") -> Figures:
    """Serve the site, edit the claim, and return the seconds until its page shows that, and those of the processor.

    Those of the processor are NaN where the system does not tell them of a program that runs. Raises ``RuntimeError``
    where the page is not served.
    """
    files = place.files_with_claim()
    with _served(place) as (address, process):
        _wait_for_word(place, address, process)
        wait_for_rest(process)
        began, before = time.perf_counter(), _processor_seconds(process)
        place.edit(files)
        _wait_for_word(place, address, process)
        return {"view_wall": time.perf_counter() - began, "view_cpu": _processor_seconds(process) - before}


@contextmanager
def _served(place: "Workplace") -> Iterator[tuple[str, "subprocess.Popen[bytes]"]]:
    """Yield the address at which the server will be found, and the server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = place.command([*place.builder.serve, address])
    with (place.root / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=place.root, env=place.environment, stdout=log, stderr=log)
    try:
        yield address, process
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_for_word(place: "Workplace", address: str, process: "subprocess.Popen[bytes]") -> None:
    began = time.perf_counter()
    while place.word.encode() not in _asked(f"http://{address}/{place.page}"):
        if time.perf_counter() - began > CEILING or process.poll() is not None:
            printed = (place.root / "serve.log").read_text("utf-8", errors="replace")
            raise RuntimeError(f"{place.builder.name} must serve the edited page {place.page}: {printed}")
        time.sleep(PAUSE)


def wait_for_rest(process: "subprocess.Popen[bytes]") -> None:
    """Wait until all is built: servers do not all say so, and some serve the first pages before they make the last."""
    time.sleep(REST)
    began, before = time.perf_counter(), _processor_seconds(process)
    while time.perf_counter() - began < LONGEST_WORK:
        time.sleep(REST)
        now = _processor_seconds(process)
        if not now - before > REST / 10:  # NaN as well: where it is not told, nothing can be awaited
            return
        before = now


def _asked(address: str) -> bytes:
    """Return what is served there, nothing where a server is not there yet or has no such page yet."""
    try:
        with urlopen(address, timeout=CEILING) as answer:
            return bytes(answer.read())
    except OSError as error:
        if isinstance(error, HTTPError):
            error.close()
        return b""


def _processor_seconds(process: "subprocess.Popen[bytes]") -> float:
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
