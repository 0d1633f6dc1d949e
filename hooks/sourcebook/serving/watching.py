"""Watching files: edits are told by the system at once, and found by looking around where it tells nothing.

Systems tell nothing of files on disks of other machines, so that hosts look around every half second. What both see is
told once.
"""

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog.events import (
    EVENT_TYPE_CLOSED,
    EVENT_TYPE_CREATED,
    EVENT_TYPE_DELETED,
    EVENT_TYPE_MODIFIED,
    EVENT_TYPE_MOVED,
    FileModifiedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from sourcebook.files.encoding import is_hidden
from sourcebook.serving.filestates import FileStates, file_states, files_below

_EDITS = frozenset([EVENT_TYPE_CLOSED, EVENT_TYPE_CREATED, EVENT_TYPE_DELETED, EVENT_TYPE_MODIFIED, EVENT_TYPE_MOVED])
"""Events that come of an edit; that a file is read is told as well."""


class EagerObserver:
    """Observes with another observer, and sooner. To be used as that is."""

    def __init__(self, patient: Any, taken: FileStates, log: "logging.LoggerAdapter[Any]") -> None:
        """``patient`` looks around; ``taken`` are files as they were when the site was begun that is served first."""
        self._patient = patient
        self._eager = Observer()
        self._log = log
        self._taken = taken
        self._told: FileStates = {}
        """Files as they were when the system told of them."""
        self._watches: dict[Any, tuple[FileSystemEventHandler, Path]] = {}

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = False) -> Any:
        """Watch a path: return what ``unschedule`` takes."""
        watch = self._patient.schedule(_Handler(handler, self._told, Path(path), _is_untold), path, recursive=recursive)
        # The system tells of folders: to watch a file would end when an editor puts another in its place.
        folder = path if os.path.isdir(path) else os.path.dirname(path)  # noqa: PTH112, PTH120
        early = _Handler(handler, self._told, Path(path), _is_edit)
        self._eager.schedule(early, folder, recursive=recursive and folder == path)
        self._watches[watch] = handler, Path(path)
        return watch

    def unschedule(self, watch: Any) -> None:
        """Watch a path no longer."""
        self._patient.unschedule(watch)
        self._watches.pop(watch, None)  # of before our time

    def start(self) -> None:
        """Begin, with what was edited since the first site was begun."""
        self._patient.start()
        try:
            self._eager.start()
        except OSError as error:  # the system watches no more files than it is allowed to
            self._log.debug(f"edits are found by looking around: {error.strerror}")
            self._eager.unschedule_all()
        for handler, path in [*self._watches.values()]:
            now = file_states({*files_below(path), *(file for file in self._taken if file.is_relative_to(path))})
            for file, state in now.items():
                if state != self._taken.get(file) and not _is_other(file, path):
                    handler.dispatch(FileModifiedEvent(str(file)))

    def stop(self) -> None:
        """End."""
        self._patient.stop()
        self._eager.stop()

    def join(self, timeout: float | None = None) -> None:
        """Wait for the end."""
        for observer in (self._patient, self._eager):
            if observer.is_alive():
                observer.join(timeout)


class _Handler(FileSystemEventHandler):
    """Hands on events of a path to another handler, but not of files that are not the site's."""

    def __init__(
        self, handler: FileSystemEventHandler, told: FileStates, path: Path, is_news: Callable[[str, bool], bool]
    ) -> None:
        """``is_news`` says whether to hand on an event of this type, of files that are as they were told or not."""
        self._handler = handler
        self._told = told
        self._path = path
        self._is_news = is_news

    def dispatch(self, event: FileSystemEvent) -> None:
        files = {Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path}
        inside = (file for file in files if file.is_relative_to(self._path))
        states = file_states(file for file in inside if not _is_other(file, self._path))
        is_told = states.items() <= self._told.items()
        if states and not event.is_directory and self._is_news(event.event_type, is_told):
            self._told.update(states)
            self._handler.dispatch(event)


def _is_other(file: Path, path: Path) -> bool:
    """Say whether a file below a path is none of the site's: an editor's own, or what Python makes of a program."""
    return is_hidden(file, path) or "__pycache__" in file.parts


def _is_edit(kind: str, _: bool) -> bool:
    return kind in _EDITS


def _is_untold(_: str, is_told: bool) -> bool:
    return not is_told
