"""Edits are told by the system at once, found by looking around otherwise, and told once."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from watchdog.events import FileModifiedEvent, FileOpenedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from sourcebook.files.encoding import LARGEST_FILE
from sourcebook.reference.bearing import numbers
from sourcebook.reference.bearing.numbers import counted_numbers
from sourcebook.reference.evidence import citations
from sourcebook.reference.kept.keptfiles import KeptFiles
from sourcebook.reference.load import load
from sourcebook.rules import check_rules
from sourcebook.serving.filestates import file_states
from sourcebook.serving.watching import EagerObserver
from sourcebook.site.build import build
from sourcebook.site.kept.glance import glance
from sourcebook.site.render import Renderer
from sourcebook.texts.fingerprint import Finding, Fingerprint
from support import Copy

LOG = logging.LoggerAdapter(logging.getLogger("play"), {})


class Patient:
    """Looks around when it is told to."""

    def __init__(self) -> None:
        self.handlers: dict[str, FileSystemEventHandler] = {}
        self.running = False

    def schedule(self, handler: FileSystemEventHandler, path: str, **_: object) -> str:
        self.handlers[path] = handler
        return path

    def unschedule(self, watch: str) -> None:
        del self.handlers[watch]

    def start(self) -> None:
        self.running = True

    def stop(self) -> None:
        self.running = False

    def is_alive(self) -> bool:
        return False

    def finds(self, file: Path) -> None:
        for handler in self.handlers.values():
            handler.dispatch(FileModifiedEvent(str(file)))


class Told(FileSystemEventHandler):
    """Keeps which files it is told of."""

    def __init__(self) -> None:
        self.files: list[str] = []
        self.heard = Event()

    def dispatch(self, event: FileSystemEvent) -> None:
        self.files.append(Path(str(event.src_path)).name)
        self.heard.set()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def patient() -> Patient:
    return Patient()


@pytest.fixture
def observer(patient: Patient, told: Told, tmp_path: Path) -> Iterator[EagerObserver]:
    """An observer of a folder with two files, one of which is edited and another made before it is started."""
    (tmp_path / "old.yml").write_text("old", "utf-8")
    (tmp_path / "edited.yml").write_text("old", "utf-8")
    observer = EagerObserver(patient, file_states([tmp_path / "old.yml", tmp_path / "edited.yml"]), LOG)
    (tmp_path / "edited.yml").write_text("edited", "utf-8")
    (tmp_path / "new.yml").write_text("new", "utf-8")
    (tmp_path / ".new.yml.swp").write_text("an editor's", "utf-8")
    observer.schedule(told, str(tmp_path), recursive=True)
    yield observer
    observer.stop()
    observer.join(5)


def test_what_was_edited_or_made_before_it_began_is_told(observer: EagerObserver, told: Told) -> None:
    observer.start()
    assert {"edited.yml", "new.yml"} <= {*told.files}
    assert not {"old.yml", ".new.yml.swp"} & {*told.files}


def test_an_edit_is_told_at_once_and_not_once_more(
    observer: EagerObserver, patient: Patient, told: Told, tmp_path: Path
) -> None:
    observer.start()
    told.files.clear()
    told.heard.clear()
    # A file that is written anew is told of empty and whole, and the end might come between.
    with (tmp_path / "old.yml").open("a", encoding="utf-8") as file:
        file.write("edited now")
    assert told.heard.wait(20)
    observer.stop()
    observer.join(5)
    assert "old.yml" in told.files
    told.files.clear()
    patient.finds(tmp_path / "old.yml")
    assert told.files == []
    (tmp_path / "old.yml").write_text("edited while nobody told of it", "utf-8")
    patient.finds(tmp_path / "old.yml")
    assert told.files == ["old.yml"]


def test_a_system_that_watches_no_more_leaves_it_to_looking_around(
    observer: EagerObserver, patient: Patient, told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Any) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(type(Observer()), "start", refuse)
    observer.start()
    assert patient.running
    told.files.clear()
    (tmp_path / "old.yml").write_text("edited now", "utf-8")
    patient.finds(tmp_path / "old.yml")
    assert told.files == ["old.yml"]


def test_a_single_file_is_watched_and_reading_is_no_edit(patient: Patient, told: Told, tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("a", "utf-8")
    observer = EagerObserver(patient, {}, LOG)
    watch = observer.schedule(told, str(file), recursive=True)
    handler = patient.handlers[str(file)]
    handler.dispatch(FileModifiedEvent(str(tmp_path / "other.yml")))
    assert told.files == []
    observer.unschedule(watch)
    assert patient.handlers == {}
    early = next(iter(observer._eager._handlers.values()))
    for one in early:
        one.dispatch(FileOpenedEvent(str(file)))
    assert told.files == []


# --- what is not read again -------------------------------------------------------------------------------------------


def test_only_edited_files_are_read_again(tiny: Copy) -> None:
    kept = KeptFiles()
    before, _ = load(tiny.root / "data", kept=kept)
    people = (tiny.root / "data/people.yml").read_text("utf-8")
    tiny.write("data/people.yml", f"# a remark\n{people}")
    after, _ = load(tiny.root / "data", kept=kept)
    same = {one.path for one, other in zip(before.files, after.files, strict=True) if one is other}
    assert {file.path for file in after.files} - same == {"data/people.yml"}


def test_a_file_with_faults_and_one_that_is_gone_are_not_kept(tiny: Copy) -> None:
    kept = KeptFiles()
    text = (tiny.root / "data/terms.yml").read_text("utf-8")
    tiny.write("data/terms.yml", "entries: [\n")
    assert load(tiny.root / "data", kept=kept)[1]
    tiny.write("data/terms.yml", text)
    assert load(tiny.root / "data", kept=kept)[1] == []
    (tiny.root / "data/terms.yml").unlink()
    reference, _ = load(tiny.root / "data", kept=kept)
    assert "data/terms.yml" not in {file.path for file in reference.files}
    assert "data/terms.yml" not in kept.to_keep()["parsed"]


def written_and_read(kept: KeptFiles) -> KeptFiles:
    return KeptFiles(**json.loads(json.dumps(kept.to_keep())))


def test_what_another_run_found_in_a_text_is_not_looked_for_again(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptFiles()
    before, _ = load(tiny.root / "data", kept=first)
    assert check_rules(before) == []
    looked_for: list[str] = []
    find = Fingerprint.find

    def noted(text: Fingerprint, quote: str, passage: str | None = None) -> Finding:
        looked_for.append(quote)
        return find(text, quote, passage)

    monkeypatch.setattr(Fingerprint, "find", noted)
    after, _ = load(tiny.root / "data", kept=written_and_read(first))
    assert check_rules(after) == []
    cited = [citation for _, _, citation in citations(after) if citation.source in after.fingerprints]
    quoted = {citation.quote for citation in cited if citation.quote}
    assert quoted
    assert quoted.isdisjoint(looked_for)
    assert [after.finding(citation) for citation in cited] == [before.finding(citation) for citation in cited]
    for text in (tiny.root / "data/texts").glob("*.yml"):
        tiny.write(f"data/texts/{text.name}", f"# again\n{text.read_text('utf-8')}")
    again, _ = load(tiny.root / "data", kept=written_and_read(first))
    assert check_rules(again) == []
    assert quoted <= {*looked_for}


def test_chapters_that_are_as_they_were_are_not_counted_again(tiny: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    first = KeptFiles()
    before, _ = load(tiny.root / "data", kept=first)
    counted = counted_numbers(before)
    kept = written_and_read(first)
    monkeypatch.setattr(numbers, "stated_numbers", lambda *_: [])
    same, _ = load(tiny.root / "data", kept=kept)
    assert counted_numbers(same) == counted != Counter()
    tiny.edit("data/people.yml", "entries:", "entries:  # edited")
    other, _ = load(tiny.root / "data", kept=kept)
    assert counted_numbers(other) == Counter()


def test_what_another_run_parsed_is_known_by_its_text(tiny: Copy) -> None:
    first = KeptFiles()
    before, _ = load(tiny.root / "data", kept=first)
    after, problems = load(tiny.root / "data", kept=written_and_read(first))
    assert problems == []
    assert [file.data for file in after.files] == [file.data for file in before.files]
    assert [file.lines for file in after.files] == [file.lines for file in before.files]
    missing = KeptFiles().read(tiny.root / "data/none.yml", "data/none.yml", LARGEST_FILE)
    assert missing[0].problems


def test_a_glance_makes_the_pages_of_edited_records_only(tiny: Copy) -> None:
    kept = KeptFiles()
    data, docs = tiny.root / "data", tiny.root / "docs"
    before = build(data, docs, kept=kept)
    assert glance(before, data, docs, kept, Renderer())[1] == set()
    tiny.edit("data/chapters/flood.yml", "The bridge is lost", "The bridge goes")
    site, paths = glance(before, data, docs, kept, Renderer())
    assert paths == {"chapters/flood.md"}
    assert "The bridge goes" in site.articles["chapters/flood.md"].text()
    others = before.articles.keys() - paths
    assert all(site.articles[path] is before.articles[path] for path in others)
    tiny.write("data/chapters/flood.yml", "sections: [\n")
    assert glance(before, data, docs, kept, Renderer())[1] == set()
